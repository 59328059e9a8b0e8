package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.KnownStudy;

/**
 * Every strict minimum that is known is proved, the known digits of its place and loss are in the
 * certificate, and they are told apart; no degenerate one is proved.
 */
class KnownMinimaProofTest {
  /** A line of a reference file, all digits kept. */
  private record Known(boolean strict, BigDecimal loss, BigDecimal[] theta) {
    double[] rounded() {
      return Arrays.stream(theta).mapToDouble(BigDecimal::doubleValue).toArray();
    }
  }

  static List<Path> confs() throws IOException {
    return KnownStudy.confs();
  }

  private static List<Known> known(String reference) throws IOException {
    String resource = "/reference/" + reference + ".csv";
    try (InputStream in = KnownMinimaProofTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(","))
          .filter(cells -> cells[0].equals("plain"))
          .map(
              cells ->
                  new Known(
                      cells[1].equals("strict-minimum"),
                      new BigDecimal(cells[2]),
                      Arrays.stream(cells[5].split(" "))
                          .map(BigDecimal::new)
                          .toArray(BigDecimal[]::new)))
          .toList();
    }
  }

  /** The last digit of the file is rounded. */
  private static void holds(Interval x, BigDecimal digits, String what) {
    assertThat(new BigDecimal(x.low())).as(what).isLessThanOrEqualTo(digits.add(digits.ulp()));
    assertThat(new BigDecimal(x.high()))
        .as(what)
        .isGreaterThanOrEqualTo(digits.subtract(digits.ulp()));
  }

  @ParameterizedTest
  @MethodSource("confs")
  void strictOnesAreProvedAndDegenerateOnesAreNot(Path file) throws IOException {
    KnownStudy study = KnownStudy.of(file);
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(study.objective(), study.data());
    List<ProofAttempt> proved = new ArrayList<>();
    int strict = 0;
    for (Known minimum : known(study.reference())) {
      double[] x = minimum.rounded();
      MinimumProof.Outcome outcome = MinimumProof.of(enclosure, x);
      assertThat(outcome.proved()).as(outcome.why()).isEqualTo(minimum.strict);
      if (!minimum.strict) {
        assertThat(outcome.reason()).get().isIn(Reason.SINGULAR, Reason.KINK);
        continue;
      }

      strict++;
      MinimumCertificate certificate = outcome.certificate().orElseThrow();
      proved.add(ProofTask.around(strict, x).attempt(enclosure));
      holds(certificate.loss(), minimum.loss, "loss");
      assertThat(certificate.loss().radius()).isLessThan(1e-8 * (1 + minimum.loss.doubleValue()));
      for (int i = 0; i < x.length; i++) {
        holds(certificate.box()[i], minimum.theta[i], "parameter " + i);
      }

      PreciseCritical polished = PreciseCritical.near(x, study.objective(), study.data());
      assertThat(polished.in(certificate.box())).isTrue();
      assertThat(PreciseCritical.holds(certificate.loss(), polished.value())).isTrue();
    }

    assertThat(new ProvedMinima(enclosure, proved).distinct()).hasSize(strict);
  }
}
