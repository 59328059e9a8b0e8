package org.minimacensus.cli.conf;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names close to a mistyped one. */
public final class Nearest {
  private Nearest() {}

  /**
   * Candidates within an edit distance, nearest first, the order of the candidates kept among
   * equals.
   */
  static List<String> within(String typed, Collection<String> candidates, int distance) {
    return candidates.stream()
        .filter(c -> distance(typed, c) <= distance)
        .sorted(Comparator.comparingInt(c -> distance(typed, c)))
        .toList();
  }

  /**
   * The key nearest to a path: by the whole path, or by its last name when that stands in a wrong
   * block.
   */
  public static String key(String typed, Collection<String> keys) {
    return keys.stream().min(Comparator.comparingInt(k -> keyDistance(typed, k))).orElseThrow();
  }

  private static int keyDistance(String typed, String key) {
    // Half steps: a right name in a wrong block is worse than one mistyped letter and better than
    // two.
    return Math.min(2 * distance(typed, key), 2 * distance(lastName(typed), lastName(key)) + 3);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /**
   * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
