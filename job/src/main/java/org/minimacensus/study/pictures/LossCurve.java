package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.study.pictures.ObjectivePictures.Drop;

/** The losses of all endpoints of an objective in order: nine bytes an endpoint. */
final class LossCurve {
  private final List<String> classes = new ArrayList<>();
  private double[] losses = new double[1024];
  private byte[] labels = new byte[1024];
  private int n;

  /** In the order of restarts, so that among equal losses it is theirs. Not finite: not in it. */
  void add(double loss, String endpointClass) {
    if (!Double.isFinite(loss)) {
      return;
    }

    if (n == losses.length) {
      losses = Arrays.copyOf(losses, 2 * n);
      labels = Arrays.copyOf(labels, 2 * n);
    }

    int label = classes.indexOf(endpointClass);
    if (label < 0) {
      label = classes.size();
      classes.add(endpointClass);
    }

    losses[n] = loss;
    labels[n++] = (byte) label;
  }

  /** By ascending loss, at most so many. */
  List<Drop> drops(int most) {
    double[] sorted = Arrays.copyOf(losses, n);
    Arrays.sort(sorted);
    long[] ranks = Thinning.places(n, most);
    double[] kept = new double[ranks.length];
    int[] occurrence = new int[ranks.length];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = sorted[(int) ranks[k]];
      occurrence[k] = (int) ranks[k] - first(sorted, kept[k]);
    }

    String[] found = classes(kept, occurrence);
    List<Drop> drops = new ArrayList<>();
    for (int k = 0; k < kept.length; k++) {
      drops.add(new Drop(ranks[k], kept[k], found[k]));
    }

    return drops;
  }

  /** The classes of the endpoints that are the given ones of their losses. */
  private String[] classes(double[] kept, int[] occurrence) {
    String[] found = new String[kept.length];
    int[] seen = new int[kept.length];
    for (int i = 0; i < n; i++) {
      int first = first(kept, losses[i]);
      if (first < kept.length && Double.compare(kept[first], losses[i]) == 0) {
        int nth = seen[first]++;
        for (int k = first; k < kept.length && occurrence[k] <= nth; k++) {
          if (Double.compare(kept[k], losses[i]) != 0) {
            break;
          }

          if (occurrence[k] == nth) {
            found[k] = classes.get(labels[i]);
          }
        }
      }
    }

    return found;
  }

  /** Where a value, or the next larger one, is first in ascending ones. */
  private static int first(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(ascending[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return low;
  }
}
