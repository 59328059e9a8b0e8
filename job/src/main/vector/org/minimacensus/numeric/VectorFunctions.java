package org.minimacensus.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas of {@link Elementary} on whole vectors; n is a multiple of the vector length.
 *
 * <p>Constants are broadcast into locals before each loop and no method takes or returns a vector:
 * C2 of JDK 17 boxes them otherwise. SVML ({@code lanewise(EXP)}) is not used, its bits differ
 * between interpreter and compiled code. Bits are reinterpreted by {@code reinterpretShape} with a
 * constant species: {@code reinterpretAsLongs} looks its species up in tables, which C2 did not
 * fold in every second JVM, and then boxes.
 */
final class VectorFunctions {
  private static final VectorSpecies<Double> SPECIES = VectorProducts.SPECIES;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int LENGTH = VectorProducts.LENGTH;

  private VectorFunctions() {}

  static void product(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector.fromArray(SPECIES, a, aOffset + i)
          .mul(DoubleVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(c, cOffset + i);
    }
  }

  static void difference(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector.fromArray(SPECIES, a, aOffset + i)
          .sub(DoubleVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(c, cOffset + i);
    }
  }

  /** The largest of x, NaN left out; negative infinity for n = 0. */
  static double largest(double[] x, int xOffset, int n) {
    DoubleVector best = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      best = best.blend(v, v.compare(VectorOperators.GT, best));
    }

    double largest = Double.NEGATIVE_INFINITY;

    for (int lane = 0; lane < LENGTH; lane++) {
      largest = Math.max(largest, best.lane(lane));
    }

    return largest;
  }

  static void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector upper = DoubleVector.broadcast(SPECIES, Elementary.EXP_HIGH);
    DoubleVector lower = DoubleVector.broadcast(SPECIES, Elementary.EXP_LOW);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector half = LongVector.broadcast(LONGS, Elementary.HALF_BITS);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      v = v.blend(upper, v.compare(VectorOperators.GT, upper));
      v = v.blend(lower, v.compare(VectorOperators.LT, lower));
      DoubleVector m = v.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector top = k.fma(ln2High, v);
      DoubleVector r = k.fma(ln2Low, top);
      DoubleVector rest = k.fma(ln2Low, top.sub(r));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, rest).add(r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(half)
                  .reinterpretShape(SPECIES, 0);
      p.fma(s, s).mul(two).intoArray(y, yOffset + i);
    }
  }

  static void tanh(double[] x, int xOffset, double[] value, int vOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -2 * Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector minusTwo = DoubleVector.broadcast(SPECIES, -2);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, Elementary.DECAY_LIMIT / 2);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector minusOne = LongVector.broadcast(LONGS, Elementary.ONE_BITS | Long.MIN_VALUE);
    LongVector sign = LongVector.broadcast(LONGS, Long.MIN_VALUE);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = v.abs();
      t = t.blend(limit, t.compare(VectorOperators.GT, limit));
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.mul(minusTwo)));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(minusOne)
                  .reinterpretShape(SPECIES, 0);
      // s is negative: one operation less each time.
      DoubleVector inverse = unit.div(unit.sub(p.fma(s, s)));
      DoubleVector magnitude = p.fma(s, unit.add(s)).mul(inverse);
      ((DoubleVector)
              ((LongVector) magnitude.reinterpretShape(LONGS, 0))
                  .or(((LongVector) v.reinterpretShape(LONGS, 0)).and(sign))
                  .reinterpretShape(SPECIES, 0))
          .intoArray(value, vOffset + i);
    }
  }

  /** tanh and its slope on vectors of eight. */
  static void wideTanh(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -2 * Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector minusTwo = DoubleVector.broadcast(SPECIES, -2);
    DoubleVector four = DoubleVector.broadcast(SPECIES, 4);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);
    LongVector magnitude = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector infinity =
        LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    LongVector limit =
        LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Elementary.DECAY_LIMIT / 2));
    LongVector sign = LongVector.broadcast(LONGS, Long.MIN_VALUE);

    for (int i = 0; i < n; i += LENGTH) {
      LongVector bits =
          (LongVector) DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretShape(LONGS, 0);
      LongVector size = bits.and(magnitude);
      LongVector nan = infinity.sub(size.max(infinity)).lanewise(VectorOperators.ASHR, 63);
      // NaN passes the limit, and through all that follows.
      DoubleVector t = (DoubleVector) size.min(limit).or(nan).reinterpretShape(SPECIES, 0);
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.mul(minusTwo)));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      DoubleVector u = p.fma(s, s);
      DoubleVector inverse = unit.div(unit.add(u));
      DoubleVector signed = (DoubleVector) bits.and(sign).or(one).reinterpretShape(SPECIES, 0);
      p.fma(s.neg(), unit.sub(s)).mul(inverse).mul(signed).intoArray(value, vOffset + i);
      u.mul(inverse).mul(inverse).mul(four).intoArray(slope, sOffset + i);
    }
  }

  /** tanh and its slope on vectors of two or four. */
  static void narrowTanh(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -2 * Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector minusTwo = DoubleVector.broadcast(SPECIES, -2);
    DoubleVector four = DoubleVector.broadcast(SPECIES, 4);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, Elementary.DECAY_LIMIT / 2);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);
    LongVector sign = LongVector.broadcast(LONGS, Long.MIN_VALUE);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = v.abs();
      t = t.blend(limit, t.compare(VectorOperators.GT, limit));
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.mul(minusTwo)));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      DoubleVector u = p.fma(s, s);
      DoubleVector inverse = unit.div(unit.add(u));
      ((DoubleVector)
              ((LongVector) p.fma(s.neg(), unit.sub(s)).mul(inverse).reinterpretShape(LONGS, 0))
                  .or(((LongVector) v.reinterpretShape(LONGS, 0)).and(sign))
                  .reinterpretShape(SPECIES, 0))
          .intoArray(value, vOffset + i);
      u.mul(inverse).mul(inverse).mul(four).intoArray(slope, sOffset + i);
    }
  }

  static void sigmoid(double[] x, int xOffset, double[] value, int vOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, Elementary.DECAY_LIMIT);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = v.abs();
      t = t.blend(limit, t.compare(VectorOperators.GT, limit));
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.neg()));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      DoubleVector u = p.fma(s, s);
      DoubleVector inverse = unit.div(unit.add(u));
      unit.blend(u, v.compare(VectorOperators.LT, zero)).mul(inverse).intoArray(value, vOffset + i);
    }
  }

  /** The logistic function and its slope on vectors of eight. */
  static void wideSigmoid(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);
    LongVector magnitude = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector infinity =
        LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    LongVector limit =
        LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Elementary.DECAY_LIMIT));

    for (int i = 0; i < n; i += LENGTH) {
      LongVector bits =
          (LongVector) DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretShape(LONGS, 0);
      LongVector size = bits.and(magnitude);
      LongVector nan = infinity.sub(size.max(infinity)).lanewise(VectorOperators.ASHR, 63);
      // NaN passes the limit, and through all that follows.
      DoubleVector t = (DoubleVector) size.min(limit).or(nan).reinterpretShape(SPECIES, 0);
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.neg()));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      DoubleVector u = p.fma(s, s);
      DoubleVector inverse = unit.div(unit.add(u));
      // 1 or, for negative x, u.
      LongVector negative = bits.lanewise(VectorOperators.ASHR, 63);
      DoubleVector numerator =
          (DoubleVector)
              ((LongVector) u.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.XOR, one)
                  .and(negative)
                  .lanewise(VectorOperators.XOR, one)
                  .reinterpretShape(SPECIES, 0);
      numerator.mul(inverse).intoArray(value, vOffset + i);
      u.mul(inverse).mul(inverse).intoArray(slope, sOffset + i);
    }
  }

  /** The logistic function and its slope on vectors of two or four. */
  static void narrowSigmoid(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, Elementary.DECAY_LIMIT);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = v.abs();
      t = t.blend(limit, t.compare(VectorOperators.GT, limit));
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.neg()));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      DoubleVector u = p.fma(s, s);
      DoubleVector inverse = unit.div(unit.add(u));
      unit.blend(u, v.compare(VectorOperators.LT, zero)).mul(inverse).intoArray(value, vOffset + i);
      u.mul(inverse).mul(inverse).intoArray(slope, sOffset + i);
    }
  }

  /** e^(-|x|). */
  static void decay(double[] x, int xOffset, double[] u, int uOffset, int n) {
    DoubleVector log2e = DoubleVector.broadcast(SPECIES, -Elementary.LOG2_E);
    DoubleVector ln2High = DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH);
    DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW);
    DoubleVector round = DoubleVector.broadcast(SPECIES, Elementary.ROUND);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, Elementary.DECAY_LIMIT);
    DoubleVector q0 = DoubleVector.broadcast(SPECIES, Elementary.Q0);
    DoubleVector q1 = DoubleVector.broadcast(SPECIES, Elementary.Q1);
    DoubleVector q2 = DoubleVector.broadcast(SPECIES, Elementary.Q2);
    DoubleVector q3 = DoubleVector.broadcast(SPECIES, Elementary.Q3);
    DoubleVector q4 = DoubleVector.broadcast(SPECIES, Elementary.Q4);
    DoubleVector q5 = DoubleVector.broadcast(SPECIES, Elementary.Q5);
    DoubleVector q6 = DoubleVector.broadcast(SPECIES, Elementary.Q6);
    DoubleVector q7 = DoubleVector.broadcast(SPECIES, Elementary.Q7);
    DoubleVector q8 = DoubleVector.broadcast(SPECIES, Elementary.Q8);
    DoubleVector q9 = DoubleVector.broadcast(SPECIES, Elementary.Q9);
    LongVector one = LongVector.broadcast(LONGS, Elementary.ONE_BITS);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector t = v.abs();
      t = t.blend(limit, t.compare(VectorOperators.GT, limit));
      DoubleVector m = t.fma(log2e, round);
      DoubleVector k = m.sub(round);
      DoubleVector r = k.fma(ln2Low, k.fma(ln2High, t.neg()));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = q3.fma(r, q2).fma(r2, q1.fma(r, q0));
      DoubleVector high = q7.fma(r, q6).fma(r2, q5.fma(r, q4));
      DoubleVector p = q9.fma(r, q8).fma(r4, high).fma(r4, low).fma(r2, r);
      DoubleVector s =
          (DoubleVector)
              ((LongVector) m.reinterpretShape(LONGS, 0))
                  .lanewise(VectorOperators.LSHL, 52)
                  .add(one)
                  .reinterpretShape(SPECIES, 0);
      p.fma(s, s).intoArray(u, uOffset + i);
    }
  }

  /** 1/(1+u) or, for negative x, u/(1+u), from u = e^(-|x|). */
  static void sigmoidOfDecay(
      double[] x, int xOffset, double[] u, int uOffset, double[] value, int vOffset, int n) {
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector decay = DoubleVector.fromArray(SPECIES, u, uOffset + i);
      DoubleVector inverse = unit.div(unit.add(decay));
      unit.blend(decay, v.compare(VectorOperators.LT, zero))
          .mul(inverse)
          .intoArray(value, vOffset + i);
    }
  }

  /** max(x, 0). */
  static void relu(double[] x, int xOffset, double[] value, int vOffset, int n) {
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector.fromArray(SPECIES, x, xOffset + i).max(zero).intoArray(value, vOffset + i);
    }
  }

  /** x for x > 0, else negative * x. */
  static void leakyRelu(
      double negative, double[] x, int xOffset, double[] value, int vOffset, int n) {
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector factor = DoubleVector.broadcast(SPECIES, negative);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      factor.mul(v).blend(v, v.compare(VectorOperators.GT, zero)).intoArray(value, vOffset + i);
    }
  }

  /** 1 for x > 0, else low. */
  static void step(double[] x, int xOffset, double low, double[] value, int vOffset, int n) {
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector unit = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector lower = DoubleVector.broadcast(SPECIES, low);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      lower.blend(unit, v.compare(VectorOperators.GT, zero)).intoArray(value, vOffset + i);
    }
  }

  /** max(x, 0) + ln(1 + u) in place of u = e^(-|x|). */
  static void softplus(double[] x, int xOffset, double[] value, int vOffset, int n) {
    DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, Elementary.G0);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, Elementary.G1);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, Elementary.G2);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, Elementary.G3);
    DoubleVector g4 = DoubleVector.broadcast(SPECIES, Elementary.G4);
    DoubleVector g5 = DoubleVector.broadcast(SPECIES, Elementary.G5);
    DoubleVector g6 = DoubleVector.broadcast(SPECIES, Elementary.G6);
    DoubleVector g7 = DoubleVector.broadcast(SPECIES, Elementary.G7);
    DoubleVector g8 = DoubleVector.broadcast(SPECIES, Elementary.G8);
    DoubleVector g9 = DoubleVector.broadcast(SPECIES, Elementary.G9);

    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector u = DoubleVector.fromArray(SPECIES, value, vOffset + i);
      DoubleVector quotient = u.div(two.add(u));
      DoubleVector z = quotient.mul(quotient);
      DoubleVector g = g9.fma(z, g8);
      g = g.fma(z, g7);
      g = g.fma(z, g6);
      g = g.fma(z, g5);
      g = g.fma(z, g4);
      g = g.fma(z, g3);
      g = g.fma(z, g2);
      g = g.fma(z, g1);
      g = g.fma(z, g0);
      g = g.mul(z);
      DoubleVector halfSquare = half.mul(u).mul(u);
      DoubleVector log = u.sub(quotient.neg().fma(halfSquare.add(g), halfSquare));
      zero.blend(v, v.compare(VectorOperators.GT, zero)).add(log).intoArray(value, vOffset + i);
    }
  }
}
