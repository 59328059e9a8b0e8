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
      }
      symmetry.applyPermutation(image, l, permutation(layout.units(l)));
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
}
