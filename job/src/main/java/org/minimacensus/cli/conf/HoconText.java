package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import org.minimacensus.study.Figures;

/** Values as HOCON text that reads back to the same value. */
final class HoconText {
  private HoconText() {}

  static String quoted(String text) {
    return ConfigUtil.quoteString(text);
  }

  /** 1e-10, 0.5, 5000. */
  static String number(double value) {
    return Figures.shortest(value);
  }

  /** NaN is an absent key. */
  static String optional(double value) {
    return Double.isNaN(value) ? ConfKey.NONE : number(value);
  }

  static String list(List<?> values) {
    return "[" + String.join(", ", values.stream().map(String::valueOf).toList()) + "]";
  }
}
