package org.minimacensus.objective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.minimacensus.numeric.Kernels;

/**
 * Several augmentations at once: a network's outputs with all of them added. Their parameters
 * follow one another in phi, in the order of the terms; chart origins belong to all of them alike.
 *
 * @param terms at least one
 */
public record AugmentationSum(List<Augmentation> terms) implements Augmentation {
  public AugmentationSum {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a sum of augmentations needs at least one");
    }
  }

  /** The names of the terms, joined by +. */
  @Override
  public String name() {
    return terms.stream().map(Augmentation::name).collect(Collectors.joining("+"));
  }

  /** Where the parameters of each term begin in phi, and last their number. */
  public int[] offsets(int inputs, int outputs) {
    int[] offsets = new int[terms.size() + 1];
    for (int t = 0; t < terms.size(); t++) {
      offsets[t + 1] = offsets[t] + terms.get(t).dimension(inputs, outputs);
    }

    return offsets;
  }

  @Override
  public boolean sharpens() {
    return terms.stream().anyMatch(Augmentation::sharpens);
  }

  @Override
  public boolean listsRows() {
    return terms.stream().anyMatch(Augmentation::listsRows);
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return offsets(inputs, outputs)[terms.size()];
  }

  /** Something that picks indices of one augmentation. */
  @FunctionalInterface
  private interface Indices {
    int[] of(Augmentation term);
  }

  private int[] shifted(Indices indices, int inputs, int outputs) {
    int[] offsets = offsets(inputs, outputs);
    int[] all = new int[0];
    for (int t = 0; t < terms.size(); t++) {
      int by = offsets[t];
      int[] own = Arrays.stream(indices.of(terms.get(t))).map(i -> by + i).toArray();
      int before = all.length;
      all = Arrays.copyOf(all, before + own.length);
      System.arraycopy(own, 0, all, before, own.length);
    }

    return all;
  }

  @Override
  public int[] amplitudes(int inputs, int outputs) {
    return shifted(t -> t.amplitudes(inputs, outputs), inputs, outputs);
  }

  @Override
  public int[] exponents(int inputs, int outputs) {
    return shifted(t -> t.exponents(inputs, outputs), inputs, outputs);
  }

  @Override
  public int[] trivialDirections(int inputs, int outputs) {
    return shifted(t -> t.trivialDirections(inputs, outputs), inputs, outputs);
  }

  @Override
  public double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    int[] at = offsets(inputs, outputs);
    double[] phi = new double[at[terms.size()]];
    for (int t = 0; t < terms.size(); t++) {
      double[] own = Arrays.copyOfRange(raw, at[t], at[t + 1]);
      own = terms.get(t).fromRaw(own, origins, inputs, outputs);
      System.arraycopy(own, 0, phi, at[t], own.length);
    }

    return phi;
  }

  @Override
  public double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    int[] at = offsets(inputs, outputs);
    double[] raw = new double[at[terms.size()]];
    for (int t = 0; t < terms.size(); t++) {
      double[] own = terms.get(t).toRaw(parameters, offset + at[t], origins, inputs, outputs);
      System.arraycopy(own, 0, raw, at[t], own.length);
    }

    return raw;
  }

  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    int[] at = offsets(inputs, outputs);
    for (int t = 0; t < terms.size(); t++) {
      terms.get(t).moveOrigin(parameters, offset + at[t], from, to, inputs, outputs);
    }
  }

  @Override
  public double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    int[] at = offsets(inputs, outputs);
    double sum = 0;
    for (int t = 0; t < terms.size(); t++) {
      sum += terms.get(t).regulariser(parameters, offset + at[t], inputs, outputs);
    }

    return sum;
  }

  @Override
  public void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    int[] at = offsets(inputs, outputs);
    for (int t = 0; t < terms.size(); t++) {
      terms.get(t).addRegulariserGradient(parameters, offset + at[t], gradient, inputs, outputs);
    }
  }

  @Override
  public void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    int[] at = offsets(inputs, outputs);
    for (int t = 0; t < terms.size(); t++) {
      terms
          .get(t)
          .addRegulariserHessianVector(
              parameters, direction, offset + at[t], result, inputs, outputs);
    }
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new AugmentationSumPass(
        terms.stream().map(t -> t.pass(kernels, inputs, outputs)).toList(),
        offsets(inputs, outputs));
  }
}
