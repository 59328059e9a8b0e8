package org.minimacensus.bench;

import java.util.function.Function;
import org.minimacensus.numeric.RandomStream;

/**
 * Populations of one kind, of which each sample has its own.
 *
 * @param classes of each of them
 * @param member drawn from the stream of the sample
 */
record PopulationFamily(String name, int classes, Function<RandomStream, Population> member) {
  /** A single population for all samples. */
  static PopulationFamily of(Population population) {
    return new PopulationFamily(population.name(), population.classes(), random -> population);
  }

  static PopulationFamily uniform(int classes) {
    return new PopulationFamily(
        "uniform shares, " + classes, classes, random -> Population.uniform(classes, random));
  }

  static PopulationFamily dirichletHalf(int classes) {
    return new PopulationFamily(
        "Dirichlet 1/2, " + classes, classes, random -> Population.dirichletHalf(classes, random));
  }
}
