package org.minimacensus.cli.conf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.StudySpec;

/**
 * SHA-256 over the lines {@code key=value} of all keys whose hash rule applies, in canonical order,
 * and the digests of the data and of the starts.
 */
final class StudyHash {
  /** Part of the digest, so that another meaning of the keys gives other hashes. */
  private static final String VERSION = "minima-census-study-1\n";

  private StudyHash() {}

  static String of(StudySpec spec, String dataSha256, String startsSha256) {
    boolean fromFile = spec.restarts().init().distribution().equals("file");
    if (fromFile == startsSha256.isEmpty()) {
      throw new IllegalArgumentException(
          "startsSha256 must be given exactly when restarts.init.distribution is file; distribution"
              + " is "
              + spec.restarts().init().distribution()
              + ", startsSha256 '"
              + startsSha256
              + "'");
    }
    StringBuilder lines = new StringBuilder(VERSION);
    values(spec).forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    lines.append("data=").append(dataSha256).append('\n');
    lines.append("starts=").append(startsSha256).append('\n');
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(lines.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The keys that are part of the digest with their values, in canonical order. */
  static Map<String, String> values(StudySpec spec) {
    StudySpec canonical = canonical(spec);
    Map<String, String> values = new LinkedHashMap<>();
    for (ConfKey<?> key : ConfKeys.ALL) {
      if (key.hashRule().applies().test(canonical)) {
        values.put(key.path(), key.rendering().apply(canonical));
      }
    }

    return values;
  }

  /** Objectives in one order; what is proved of minima changes neither restarts nor counts. */
  private static StudySpec canonical(StudySpec s) {
    List<String> sorted = s.objectives().stream().sorted().toList();
    return new StudySpec(
        s.name(),
        s.seed(),
        s.data(),
        s.network(),
        s.loss(),
        s.l2(),
        sorted,
        s.augmentation(),
        s.restarts(),
        s.optimizer(),
        new StudySpec.CertifySpec(RunKeys.NUMERIC, s.certify().keepSaddles()),
        s.census(),
        s.execution(),
        s.output());
  }
}
