package org.minimacensus.certify;

import java.util.List;
import java.util.Locale;
import org.minimacensus.optimize.Vectors;

/** The words and numbers of a verdict. */
final class Evidence {
  private Evidence() {}

  static String inertia(HessianSpectrum s, Endgame.Result end) {
    String gradient =
        String.format(
            Locale.ROOT,
            "max |g| = %.3g against a rounding level of %.3g (%s at most %.2g times"
                + " its rounding), %d positive and %d zero modes, ",
            end.gradientNorm(),
            Vectors.maxAbs(end.rounding()),
            s.shownByFactor() ? "an entry" : "along a mode",
            end.excess(),
            s.positiveModes(),
            s.zeroModes());
    if (s.shownByFactor()) {
      return gradient
          + String.format(Locale.ROOT, "all scaled eigenvalues shown to lie above %.3g", s.bound());
    }

    return gradient
        + String.format(
            Locale.ROOT,
            "smallest scaled eigenvalue %.3g against an error bound of %.3g",
            s.scaledEigenvalue(0),
            s.bound());
  }

  /** Why a limit is a minimum, and whether that is proved. */
  static String ofLimit(Verdict at) {
    return at.endpointClass() == EndpointClass.DEGENERATE_MINIMUM
        ? at.evidence() + "; that it is a minimum rests on this numerical probe"
        : at.evidence();
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
