package org.minimacensus.theorem.construct;

/** Arithmetic of vectors, sums in the order of the components. */
final class Vector {
  private Vector() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static void scale(double[] a, double by) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= by;
    }
  }

  /** a += by b. */
  static void add(double[] a, double by, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += by * b[i];
    }
  }

  /** a b, component by component. */
  static double[] times(double[] a, double[] b) {
    double[] product = a.clone();
    for (int i = 0; i < a.length; i++) {
      product[i] *= b[i];
    }

    return product;
  }

  static double[] column(double[][] rows, int k) {
    double[] column = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      column[i] = rows[i][k];
    }

    return column;
  }

  /** The other way of looking at a table. */
  static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = column(rows, k);
    }

    return columns;
  }
}
