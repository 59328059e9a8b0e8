package org.minimacensus.certify;

import java.util.List;
import java.util.Locale;

/** The words and numbers of a verdict. */
final class Evidence {
  private Evidence() {}

  static String inertia(HessianSpectrum s, Endgame.Result end) {
    return String.format(
        Locale.ROOT,
        "max |g| = %.3g against a rounding level of %.3g (along a mode at most %.2g times"
            + " its rounding), %d positive and %d zero modes, smallest scaled"
            + " eigenvalue %.3g against an error bound of %.3g",
        end.gradientNorm(),
        Endgame.maxAbs(end.rounding()),
        end.excess(),
        s.positiveModes(),
        s.zeroModes(),
        s.scaledEigenvalue(0),
        s.bound());
  }

  static String ratios(Endgame.Result end) {
    StringBuilder out = new StringBuilder();
    int from = Math.max(0, end.ratios().size() - 4);
    for (double r : end.ratios().subList(from, end.ratios().size())) {
      out.append(out.length() == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.3f", r));
    }

    return out.toString();
  }

  static String joined(List<String> flags) {
    return flags.isEmpty() ? "" : "; " + String.join(", ", flags);
  }
}
