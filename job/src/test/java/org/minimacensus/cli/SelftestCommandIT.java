package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code selftest}, with a linear network on XOR: found against known. */
@Timeout(300)
class SelftestCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("xor.csv"), "-1,-1,-1\n-1,1,1\n1,-1,1\n1,1,-1\n");
    Files.writeString(
        folder.resolve("xor.conf"),
        """
        study { name = linear-xor, seed = 3 }
        data { path = "%s", target = [-1], task = binary, standardize = false }
        network { hidden = [] }
        loss { name = polynomial-hinge, power = 3, reduction = sum }
        restarts { count = 4 }
        """
            .formatted(folder.resolve("xor.csv")));
  }

  private InProcess selftest(String known, String... more) throws IOException {
    Path list = Files.writeString(folder.resolve("known.conf"), known);
    String[] arguments = new String[4 + more.length];
    arguments[0] = "selftest";
    arguments[1] = list.toString();
    arguments[2] = "--output";
    arguments[3] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return InProcess.execute(arguments);
  }

  @Test
  void whatIsAsKnownIsSoAndWhatIsNotIsAMismatch() throws IOException {
    InProcess known =
        selftest(
            """
            "xor.conf" {
              verdicts {
                "liang-2018/exponential-neuron" = vacuous
                "kawaguchi-kaelbling-2020/failure-mode" = confirmed
              }
              figures = ["plain best_loss = 4", "plain sub_optimal = 0", "output-neuron at-infinity = 4"]
            }
            """);
    assertThat(known.code()).as(known.out() + known.err()).isZero();
    assertThat(known.out()).contains("5 of 5 as known, over 1 study").doesNotContain("MISMATCH");

    // The run is there already; what is known of it is not.
    InProcess other =
        selftest(
            """
            "xor.conf" {
              verdicts { "liang-2018/exponential-neuron" = confirmed }
              figures = ["plain best_loss <= 3"]
            }
            """);
    assertThat(other.code()).isEqualTo(22);
    assertThat(other.out()).contains("0 of 2 as known").contains("MISMATCH");
    assertThat(folder.resolve("out")).isDirectoryNotContaining(p -> p.endsWith("known.conf"));
  }

  @Test
  void listsThatSaySomethingElseAreRefused() throws IOException {
    InProcess word = selftest("\"xor.conf\" { verdicts { \"a/b\" = maybe } }");
    assertThat(word.code()).isEqualTo(2);
    assertThat(word.err())
        .contains("expected confirmed, refuted, vacuous or undecided, found 'maybe'");

    InProcess key = selftest("\"xor.conf\" { figure = [] }");
    assertThat(key.code()).isEqualTo(2);
    assertThat(key.err()).contains("expected verdicts, figures or both, found [figure]");

    InProcess figure = selftest("\"xor.conf\" { figures = [\"plain best_loss about 4\"] }");
    assertThat(figure.code()).isEqualTo(2);
    assertThat(figure.err()).contains("expected a figure such as 'plain sub_optimal >= 1'");

    InProcess file = selftest("\"none.conf\" { figures = [] }");
    assertThat(file.code()).isEqualTo(2);
    assertThat(file.err()).contains("none.conf: expected a conf file, found none there");

    InProcess only = selftest("\"xor.conf\" { figures = [] }", "--only", "spirals");
    assertThat(only.code()).isEqualTo(2);
    assertThat(only.err()).contains("--only");
  }
}
