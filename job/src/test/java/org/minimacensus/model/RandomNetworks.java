package org.minimacensus.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random architectures, parameters and group elements from a fixed seed. */
public final class RandomNetworks {
  private final SplittableRandom random;

  public RandomNetworks(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public SplittableRandom random() {
    return random;
  }

  /** 1 to 3 hidden layers of 1 to 5 units. */
  public Architecture architecture(Activation activation) {
    List<Integer> hidden = new ArrayList<>();
    int depth = 1 + random.nextInt(3);
    for (int l = 0; l < depth; l++) {
      hidden.add(1 + random.nextInt(5));
    }
    return new Architecture(
        1 + random.nextInt(3),
        hidden,
        1 + random.nextInt(3),
        activation,
        SampleActivation.IDENTITY,
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        random.nextInt(4) == 0);
  }

  public double[] vector(int n) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = 4 * random.nextDouble() - 2;
    }
    return v;
  }

  public double[] theta(Architecture architecture) {
    return vector(architecture.layout().dimension());
  }

  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** A random image of theta under the declared group, a fresh array. */
  public double[] image(NetworkSymmetry symmetry, double[] theta) {
    double[] image = theta.clone();
    ParameterLayout layout = symmetry.layout();
    for (int l = layout.layers() - 2; l >= 0; l--) {
      for (int u = 0; u < layout.units(l); u++) {
        if (symmetry.flip(l) != NetworkSymmetry.Flip.NONE && random.nextBoolean()) {
          symmetry.applyFlip(image, l, u);
        }
        if (symmetry.scalesUnits()) {
          symmetry.applyScale(image, l, u, StrictMath.exp(2 * random.nextDouble() - 1));
        }
        if (symmetry.shiftsBiases()) {
          symmetry.applyShift(image, l, u, random.nextInt(9) - 4);
        }
      }
      symmetry.applyPermutation(image, l, permutation(layout.units(l)));
    }
    if (symmetry.mixesUnits() && !symmetry.decayed()) {
      mix(symmetry, image);
    }
    if (symmetry.shiftsOutputs()) {
      for (int[] column : symmetry.outputColumns()) {
        double shift = random.nextDouble();
        for (int index : column) {
          image[index] += shift;
        }
      }
    }
    return image;
  }

  /** Identities: h -> A h + t, undone behind. Squares: (w, b, v) -> (s w, s b, v / s^2). */
  private void mix(NetworkSymmetry symmetry, double[] image) {
    ParameterLayout layout = symmetry.layout();
    boolean squares = symmetry.architecture().activation().name().equals("quadratic");
    for (int l = 0; l < layout.layers() - 1; l++) {
      for (int u = 0; u < layout.units(l); u++) {
        double s = 0.5 + random.nextDouble();
        symmetry.applyScale(image, l, u, s);
        for (int k = 0; k < layout.units(l + 1) && squares; k++) {
          image[layout.weight(l + 1, k, u)] /= s;
        }
        if (!squares && u > 0) {
          shear(layout, image, l, u, 2 * random.nextDouble() - 1);
        }
        if (!squares && layout.hasBias(l) && layout.hasBias(l + 1)) {
          double t = random.nextDouble();
          image[layout.biasOffset(l) + u] += t;
          for (int k = 0; k < layout.units(l + 1); k++) {
            image[layout.biasOffset(l + 1) + k] -= t * image[layout.weight(l + 1, k, u)];
          }
        }
      }
    }
  }

  /** Adds a multiple of unit u - 1 to unit u, and takes it away from what goes out of u - 1. */
  private static void shear(ParameterLayout layout, double[] image, int l, int u, double t) {
    for (int i = 0; i < layout.inputs(l); i++) {
      image[layout.weight(l, u, i)] += t * image[layout.weight(l, u - 1, i)];
    }
    if (layout.hasBias(l)) {
      image[layout.biasOffset(l) + u] += t * image[layout.biasOffset(l) + u - 1];
    }
    for (int k = 0; k < layout.units(l + 1); k++) {
      image[layout.weight(l + 1, k, u - 1)] -= t * image[layout.weight(l + 1, k, u)];
    }
  }
}
