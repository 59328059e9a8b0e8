package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.study.ToleranceSweep;
import org.minimacensus.study.pictures.ObjectivePictures.Abundance;
import org.minimacensus.study.pictures.ObjectivePictures.MinimumDetail;
import org.minimacensus.study.pictures.ObjectivePictures.Values;

/**
 * Sums up the minima and then the endpoints of one objective, row by row: some ten bytes are kept
 * of each row, and all of the few minima that have a section of their own.
 */
public final class ObjectiveSums {
  private final String name;
  private final LossCurve curve = new LossCurve();

  /** By id: losses, hits with those of the minima joined in it, the candidate or -1. */
  private double[] losses = new double[64];

  private long[] hits = new long[64];
  private int[] sections = new int[64];
  private final BitSet heads = new BitSet();
  private final BitSet subOptimal = new BitSet();
  private int minima;

  /** The lowest of those that reach the best known loss, and of the others. */
  private final List<Section> candidates = new ArrayList<>();

  private int bestCandidates;

  /**
   * A distinct minimum at its representative: one row of {@code minima/}.
   *
   * @param component the lowest id that paths join with this one; its own when it is alone or
   *     nothing was joined
   */
  public record MinimumRow(
      long id,
      long component,
      double loss,
      long hits,
      boolean subOptimal,
      long restart,
      double[] theta,
      double[] augmentation,
      double baseLoss,
      long misclassified) {}

  private static final class Section {
    private final MinimumRow row;
    private final List<Long> restarts = new ArrayList<>();
    private String evidence = "";

    Section(MinimumRow row) {
      this.row = row;
    }
  }

  public ObjectiveSums(String name) {
    this.name = name;
  }

  /**
   * Adds a minimum.
   *
   * @param row by ascending id from 0, which is by ascending loss
   */
  public void add(MinimumRow row) {
    if (row.id != minima || row.component > row.id) {
      throw new IllegalArgumentException(
          "minima of "
              + name
              + " must come by ascending id, each with a component up to it; expected "
              + minima
              + ", found "
              + row.id
              + " of component "
              + row.component);
    }

    if (minima == losses.length) {
      losses = Arrays.copyOf(losses, 2 * minima);
      hits = Arrays.copyOf(hits, 2 * minima);
      sections = Arrays.copyOf(sections, 2 * minima);
    }

    int head = (int) row.component;
    losses[minima] = row.loss;
    hits[head] += row.hits;
    if (head == minima) {
      heads.set(minima);
      subOptimal.set(minima, row.subOptimal);
      int alike = row.subOptimal ? candidates.size() - bestCandidates : bestCandidates;
      sections[minima] = alike < ObjectivePictures.SECTIONS ? candidates.size() : -1;
      if (sections[minima] >= 0) {
        candidates.add(new Section(row));
        bestCandidates += row.subOptimal ? 0 : 1;
      }
    } else {
      sections[minima] = sections[head];
    }

    minima++;
  }

  /** Number of minima, those of one component being one. */
  public long distinct() {
    return heads.cardinality();
  }

  private List<Section> shown() {
    return ShownMinima.of(candidates, ObjectivePictures.SECTIONS, s -> s.row.subOptimal);
  }

  /** Restarts whose evidence is wanted, ascending; after all minima. */
  public List<Long> representatives() {
    return shown().stream().map(s -> s.row.restart).sorted().toList();
  }

  /**
   * Adds an endpoint, after all minima and in the order of restarts.
   *
   * @param minimumId null: it is on none
   */
  public void add(long restart, double loss, String endpointClass, Long minimumId) {
    curve.add(loss, endpointClass);
    int section = minimumId == null ? -1 : sections[Math.toIntExact(minimumId)];
    if (section >= 0) {
      List<Long> restarts = candidates.get(section).restarts;
      if (restarts.size() < MinimumDetail.RESTARTS) {
        restarts.add(restart);
      }
    }
  }

  /** Says what the evidence of a representative is. */
  public void evidence(long restart, String evidence) {
    candidates.stream().filter(s -> s.row.restart == restart).forEach(s -> s.evidence = evidence);
  }

  /**
   * The sums.
   *
   * @param steps of tolerances, ascending
   */
  public ObjectivePictures pictures(List<ToleranceSweep.Step> steps) {
    double[] ascending = Arrays.copyOf(losses, minima);
    Arrays.sort(ascending);
    List<Values> values = new ArrayList<>();
    for (ToleranceSweep.Step step : steps) {
      double tolerance = step.census().valueTolerance();
      values.add(new Values(step.decades(), tolerance, values(ascending, tolerance)));
    }

    return new ObjectivePictures(
        name,
        curve.drops(ObjectivePictures.POINTS),
        abundances(),
        values,
        shown().stream().map(ObjectiveSums::detail).toList());
  }

  private List<Abundance> abundances() {
    // By descending hits, then by id: both in one number would not fit.
    int[] order =
        IntStream.range(0, minima)
            .filter(heads::get)
            .boxed()
            .sorted((a, b) -> hits[a] == hits[b] ? a - b : Long.compare(hits[b], hits[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Abundance> kept = new ArrayList<>();
    for (long rank : Thinning.places(order.length, ObjectivePictures.POINTS)) {
      int id = order[(int) rank];
      kept.add(new Abundance(rank, id, hits[id], subOptimal.get(id)));
    }

    return kept;
  }

  /**
   * Losses apart, from the lowest: a loss is another one when it is above the lowest of the last
   * one by more than the tolerance.
   */
  private long values(double[] ascending, double tolerance) {
    long count = 0;
    double lowest = Double.NaN;
    for (double loss : ascending) {
      // Written so that the first one is apart from NaN.
      if (!(loss - lowest <= tolerance * (1 + Math.abs(lowest)))) {
        count++;
        lowest = loss;
      }
    }

    return count;
  }

  private static MinimumDetail detail(Section s) {
    return new MinimumDetail(
        s.row.id,
        s.row.restart,
        s.row.theta,
        s.row.augmentation,
        s.row.baseLoss,
        s.row.misclassified,
        s.restarts,
        s.evidence);
  }
}
