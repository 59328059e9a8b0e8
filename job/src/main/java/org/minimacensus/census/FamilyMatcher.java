package org.minimacensus.census;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.DeadUnits;
import org.minimacensus.model.FlatDirections;
import org.minimacensus.model.NetworkReduction;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.Polynomials;

/**
 * Compares degenerate minima whose zero modes are all explained, each an isolated family of equal
 * networks: by the parameters of the smallest network that a member is ({@link NetworkReduction}),
 * modulo that network's symmetries; where units are mixed, by the polynomials that the network is
 * and, under weight decay, the loss. An added neuron is compared where it contributes.
 */
final class FamilyMatcher implements Matcher {
  private static final double[] NONE = {};

  private final NetworkSymmetry symmetry;
  private final FunctionSignature signature;
  private final double tolerance;
  private final Map<List<Integer>, ParameterMatcher> matchers = new HashMap<>();
  private Polynomials polynomials;

  FamilyMatcher(NetworkSymmetry symmetry, FunctionSignature signature, double tolerance) {
    this.symmetry = symmetry;
    this.signature = signature;
    this.tolerance = tolerance;
  }

  /** Whether minima can be compared here at all. */
  private boolean applies() {
    boolean expanded =
        !symmetry.mixesUnits()
            || Polynomials.coefficients(symmetry.architecture()) <= Polynomials.LIMIT;
    return symmetry.covered()
        && !symmetry.permutesInputs()
        && expanded
        && signature.blocksPerOutput();
  }

  /** Whether an endpoint's Hessian has no more zero modes than there are known reasons for. */
  boolean explains(Endpoint endpoint) {
    int modes = endpoint.hessianZeroModes();
    if (modes < 0 || !applies()) {
      return false;
    }

    int unread = symmetry.hiddenDimensions(endpoint.theta());
    double[] turned = turned(symmetry.coordinates(endpoint.theta()));
    int known =
        unread
            + FlatDirections.count(symmetry, turned, silent(turned))
            + freeOfAddedNeurons(endpoint);
    return unread >= 0 && modes <= known;
  }

  /** Whether a network has units more than the smallest one that computes the same on the data. */
  boolean superfluous(Endpoint endpoint) {
    if (symmetry.mixesUnits()) {
      return false;
    }

    double[] turned = turned(symmetry.coordinates(endpoint.theta()));
    return !NetworkReduction.of(symmetry, turned, silent(turned))
        .hidden()
        .equals(symmetry.architecture().hidden());
  }

  /** The (w, b) of added neurons that contribute nothing are free. */
  private int freeOfAddedNeurons(Endpoint endpoint) {
    double[] raw = endpoint.augmentation();
    int each = AddedBlocks.each(raw.length, symmetry.architecture().outputs());
    int free = 0;
    for (int at = 0; at < raw.length; at += each) {
      free += raw[at] == 0 ? each - 1 : 0;
    }

    return free;
  }

  /** The added neurons, those that contribute nothing as if all their numbers were 0. */
  private double[] contributing(Endpoint endpoint) {
    double[] raw = endpoint.augmentation().clone();
    int each = AddedBlocks.each(raw.length, symmetry.architecture().outputs());
    for (int at = 0; at < raw.length; at += each) {
      if (raw[at] == 0) {
        Arrays.fill(raw, at, at + each, 0);
      }
    }

    return raw;
  }

  private boolean[][] silent(double[] theta) {
    return DeadUnits.of(symmetry.architecture(), theta, signature.trainingInputs());
  }

  /** The same network with units flipped that are 0 on all training inputs after that. */
  private double[] turned(double[] theta) {
    double[] turned = theta;
    boolean flips = symmetry.layout().layers() == 2 && symmetry.flip(0) == Flip.LINEAR;
    for (int j = 0; flips && j < symmetry.layout().units(0); j++) {
      double[] flipped = turned.clone();
      symmetry.applyFlip(flipped, 0, j);
      turned = silent(flipped)[0][j] ? flipped : turned;
    }

    return turned;
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Matcher widened(double factor) {
    return new FamilyMatcher(symmetry, signature, tolerance * factor);
  }

  /** How many comparisons were given up because too many assignments had to be tried. */
  long undecided() {
    return matchers.values().stream().mapToLong(ParameterMatcher::undecided).sum();
  }

  @Override
  public Fingerprint fingerprint(Endpoint endpoint) {
    double[] added = contributing(endpoint);
    if (symmetry.mixesUnits()) {
      return ofPolynomials(endpoint, added);
    }

    double[] turned = turned(symmetry.coordinates(endpoint.theta()));
    NetworkReduction.Reduced reduced = NetworkReduction.of(symmetry, turned, silent(turned));
    int behind = added.length;
    double[] tail = Arrays.copyOf(added, behind + reduced.hidden().size());
    for (int l = 0; l < reduced.hidden().size(); l++) {
      tail[behind + l] = reduced.hidden().get(l);
    }
    Endpoint smaller =
        endpoint.toBuilder().theta(reduced.theta()).parameterError(NONE).augmentation(tail).build();
    return matcher(reduced.hidden()).fingerprint(smaller);
  }

  private ParameterMatcher matcher(List<Integer> widths) {
    return matchers.computeIfAbsent(
        widths, w -> new ParameterMatcher(symmetry.withHidden(w), tolerance));
  }

  private Fingerprint ofPolynomials(Endpoint endpoint, double[] added) {
    if (polynomials == null) {
      polynomials = new Polynomials(symmetry.architecture());
    }
    double[] theta = symmetry.coordinates(endpoint.theta()).clone();
    symmetry.centreOutputs(theta);
    double[] coefficients = polynomials.of(theta);
    int n = coefficients.length;
    double[] values = Arrays.copyOf(coefficients, n + added.length + (symmetry.decayed() ? 1 : 0));
    System.arraycopy(added, 0, values, n, added.length);
    if (symmetry.decayed()) {
      values[values.length - 1] = endpoint.loss();
    }
    double key = 0;
    double reach = 0;
    for (int i = 0; i < values.length; i++) {
      double weight = ParameterMatcher.weightOf(i);
      key += weight * values[i];
      reach += weight * tolerance * (1 + Math.abs(values[i]));
    }

    return new Fingerprint(values, NONE, NONE, key, reach);
  }

  @Override
  public Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    if (leader.values().length != other.values().length) {
      return Optional.empty();
    }

    if (symmetry.mixesUnits()) {
      return leader.deviation(other, tolerance) <= 1 ? Optional.of(other) : Optional.empty();
    }

    List<Integer> widths = widths(leader);
    return widths.equals(widths(other)) ? matcher(widths).align(leader, other) : Optional.empty();
  }

  /** The last entries. */
  private List<Integer> widths(Fingerprint fingerprint) {
    double[] values = fingerprint.values();
    int layers = symmetry.layout().layers() - 1;
    return Arrays.stream(values, values.length - layers, values.length)
        .mapToObj(w -> (int) w)
        .toList();
  }
}
