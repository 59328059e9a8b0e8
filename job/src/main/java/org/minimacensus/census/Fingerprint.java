package org.minimacensus.census;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The numbers by which an endpoint is recognised, canonical parameters or outputs, each with the
 * scale of its tolerance and an error bound of its own. Arrays are handed over and not changed.
 */
final class Fingerprint {
  private static final double[] EMPTY = {};

  /** Of what is compared with nothing. */
  static final Fingerprint NONE = new Fingerprint(EMPTY, EMPTY, EMPTY, Double.NaN, 0);

  private final double[] values;
  private final double[] addedScale;
  private final double[] error;
  private final double key;
  private final double reach;

  /**
   * @param addedScale what the tolerance of an entry has beyond that of 1 + |value|; empty if
   *     nothing
   * @param error error bound of each entry; empty if there are none
   * @param key an invariant of the values: equal for values that a symmetry maps on each other
   * @param reach how far the keys of two fingerprints that agree can be apart, per partner
   */
  Fingerprint(double[] values, double[] addedScale, double[] error, double key, double reach) {
    this.values = values;
    this.addedScale = addedScale;
    this.error = error;
    this.key = key;
    this.reach = reach;
  }

  /**
   * Of a function's values, whose places mean the same in every endpoint.
   *
   * @param error error bound of each value; empty if there are none
   * @param first the values from here on are in the key
   */
  static Fingerprint ofValues(double[] values, double[] error, double tolerance, int first) {
    double key = 0;
    double reach = 0;
    for (int r = first; r < values.length; r++) {
      double weight = ParameterMatcher.weightOf(r);
      key += weight * values[r];
      reach += weight * (tolerance * (1 + Math.abs(values[r])) + (error.length > 0 ? error[r] : 0));
    }

    return new Fingerprint(values, EMPTY, error, key, reach);
  }

  static Fingerprint read(DataInput in) throws IOException {
    return new Fingerprint(
        SlimEndpoint.read(in),
        SlimEndpoint.read(in),
        SlimEndpoint.read(in),
        in.readDouble(),
        in.readDouble());
  }

  void write(DataOutput out) throws IOException {
    SlimEndpoint.write(values, out);
    SlimEndpoint.write(addedScale, out);
    SlimEndpoint.write(error, out);
    out.writeDouble(key);
    out.writeDouble(reach);
  }

  double[] values() {
    return values;
  }

  /** Empty if there are no error bounds. */
  double[] error() {
    return error;
  }

  /** What the relative tolerance of an entry is multiplied by. */
  double scale(int i) {
    return 1 + Math.abs(values[i]) + (addedScale.length == 0 ? 0 : addedScale[i]);
  }

  double error(int i) {
    return error.length == 0 ? 0 : error[i];
  }

  double key() {
    return key;
  }

  double reach() {
    return reach;
  }

  /** The same numbers in another order or with other signs. */
  Fingerprint moved(double[] newValues, double[] newError) {
    return new Fingerprint(newValues, addedScale, newError, key, reach);
  }

  /**
   * Largest deviation from another fingerprint, entry by entry, as a share of what is allowed: the
   * tolerance times this one's scale plus both errors. At most 1 if the two agree.
   */
  double deviation(Fingerprint other, double tolerance) {
    double worst = 0;
    for (int i = 0; i < values.length && worst <= 1; i++) {
      double allowed = tolerance * scale(i) + error(i) + other.error(i);
      worst = Math.max(worst, Math.abs(values[i] - other.values[i]) / allowed);
    }
    return worst;
  }
}
