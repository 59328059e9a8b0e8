package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.minimacensus.census.SymmetricCopies;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.TraceStep;

/** Computes what pictures show of the loss around the minima of a run, in the calling thread. */
public final class Landscapes {
  private Landscapes() {}

  /**
   * Of a run that was counted.
   *
   * @param counts of the objectives, in their order
   * @param ledger has the ways of traced restarts
   * @param evaluators on the training set, for this thread; asked for where there is something to
   *     compute
   */
  public static Landscape of(
      StudyPlan plan,
      List<ObjectiveCount> counts,
      Ledger ledger,
      Supplier<EvaluatorFactory> evaluators) {
    List<String> notes = new ArrayList<>();
    Map<String, List<TraceStep>> steps = steps(plan, ledger, notes);
    List<Spectrum> spectra = new ArrayList<>();
    List<LossSlice> slices = new ArrayList<>();
    for (int o = 0; o < counts.size(); o++) {
      Objective objective = plan.objectives().get(o);
      ObjectiveCount count = counts.get(o);
      List<TraceStep> ways = steps.getOrDefault(objective.name(), List.of());
      if (count.lowest().isEmpty() && ways.isEmpty()) {
        continue;
      }

      Evaluator evaluator = evaluators.get().evaluator(objective);
      LandscapeCosts costs = costs(plan, objective);
      spectra.addAll(new Spectra(evaluator, costs, notes).of(count.lowest()));
      NetworkSymmetry symmetry =
          new CensusCounter(plan.spec().census()).rules(objective, plan.data().facts()).symmetry();
      SymmetricCopies copies = new SymmetricCopies(symmetry, objective);
      double tolerance = plan.spec().census().valueTolerance();
      slices.addAll(
          new Slices(evaluator, copies, tolerance, costs, notes).of(count.lowest(), ways));
    }

    return new Landscape(spectra, slices, notes);
  }

  private static LandscapeCosts costs(StudyPlan plan, Objective objective) {
    int p = objective.dimension();
    return new LandscapeCosts(objective.population() ? p : plan.data().facts().rows(), p);
  }

  /** Those of the objectives whose planes along ways can be afforded. */
  private static Map<String, List<TraceStep>> steps(
      StudyPlan plan, Ledger ledger, List<String> notes) {
    List<String> afforded = new ArrayList<>();
    for (Objective o : plan.objectives()) {
      if (o.dimension() <= LandscapeCosts.MOST_PARAMETERS) {
        afforded.add(o.name());
      } else if (!plan.spec().output().traces().equals("none")) {
        notes.add(
            o.name()
                + ": slices/ has none along trajectories, as it would for at most "
                + LandscapeCosts.MOST_PARAMETERS
                + " parameters");
      }
    }

    return afforded.isEmpty()
        ? Map.of()
        : ledger.steps(LossSlice.TRAJECTORIES, Slices.STEPS).stream()
            .filter(s -> afforded.contains(s.objective()))
            .collect(Collectors.groupingBy(TraceStep::objective));
  }
}
