package org.minimacensus.study;

import java.util.Locale;

/** Memory sizes as a person reads them. */
public final class ByteSizes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private ByteSizes() {}

  /** In binary units: {@code 512 B}, {@code 1.5 GiB}. */
  public static String text(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }

    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** As options of Spark take it, rounded up to whole mebibytes or, when large, gibibytes. */
  static String option(double bytes) {
    double mebibytes = Math.ceil(bytes / (1 << 20));
    return mebibytes < 4096
        ? String.format(Locale.ROOT, "%.0fm", mebibytes)
        : String.format(Locale.ROOT, "%.0fg", Math.ceil(mebibytes / 1024));
  }
}
