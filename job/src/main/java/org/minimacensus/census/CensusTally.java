package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.richness.FrequencyCounts;

/**
 * Sums up a census from its minima by ascending id, in memory that grows only with the number of
 * different hit counts.
 */
public final class CensusTally {
  private final NetworkSymmetry symmetry;
  private final LossLevels levels;
  private final TreeMap<Long, Long> hits = new TreeMap<>();
  private final TreeMap<Long, Long> strictHits = new TreeMap<>();
  private long minima;
  private long strictMinima;
  private long subOptimal;
  private long subOptimalHits;
  private long values;
  private long levelFlat;
  private long levelHits;
  private double levelLoss;
  private long sharedLevels;
  private long sharedMinima;
  private long sharedHits;
  private double sharedLoss;

  /**
   * What the comparisons of a census said of themselves.
   *
   * @param nearPairs pairs of distinct minima within three tolerances of each other
   * @param undecided comparisons given up
   * @param merged degenerate groups found at the parameters of strict ones
   * @param withoutLimit endpoints at infinity without a certified limit of the loss
   */
  public record Doubts(long nearPairs, long undecided, long merged, long withoutLimit) {}

  /**
   * Classes of degenerate minima.
   *
   * @param families different by parameters, of those whose zero modes are all explained
   * @param superfluous of these families, networks that are smaller ones
   * @param predictions of the others: different outputs on the training inputs
   * @param undecided comparisons of families given up
   */
  public record Flat(long families, long superfluous, long predictions, long undecided) {
    public static final Flat NONE = new Flat(0, 0, 0, 0);

    /** The same with other classes known by their predictions. */
    Flat withPredictions(long classes) {
      return new Flat(families, superfluous, classes, undecided);
    }
  }

  public CensusTally(CensusRules rules) {
    this(rules.symmetry(), rules.settings());
  }

  CensusTally(NetworkSymmetry symmetry, CensusSettings settings) {
    this.symmetry = symmetry;
    this.levels = new LossLevels(settings.valueTolerance());
  }

  /**
   * Takes the next minimum.
   *
   * @param lossError error bound of its loss; NaN when there is none
   * @param strict whether it is a strict minimum
   * @param above whether it is sub-optimal
   */
  public void add(double loss, double lossError, boolean strict, long count, boolean above) {
    if (levels.begins(loss, lossError)) {
      endLevel();
      values++;
    }
    minima++;
    hits.merge(count, 1L, Long::sum);
    if (strict) {
      strictMinima++;
      strictHits.merge(count, 1L, Long::sum);
    } else {
      levelLoss = levelFlat == 0 ? loss : levelLoss;
      levelFlat++;
      levelHits += count;
    }
    if (above) {
      subOptimal++;
      subOptimalHits += count;
    }
  }

  /** Ends a level of loss; several degenerate minima in it may be points of one flat set. */
  private void endLevel() {
    if (levelFlat > 1) {
      sharedLoss = sharedLevels == 0 ? levelLoss : sharedLoss;
      sharedLevels++;
      sharedMinima += levelFlat;
      sharedHits += levelHits;
    }
    levelFlat = 0;
    levelHits = 0;
  }

  /**
   * What has been added, summed up; nothing can be added after this.
   *
   * @param functions distinct outputs on the training inputs, of all minima
   * @param flat classes of degenerate minima
   * @param valleys how often the distinct valleys at infinity were hit
   */
  public CensusTotals totals(long functions, Flat flat, FrequencyCounts valleys, Doubts doubts) {
    endLevel();
    long undecided = doubts.undecided + flat.undecided;
    OptionalLong parameters =
        parametersCounted(symmetry, undecided)
            ? OptionalLong.of(strictMinima + flat.families + flat.predictions)
            : OptionalLong.empty();
    return new CensusTotals(
        minima,
        new DistinctCounts(values, functions, parameters, OptionalLong.empty(), valleys.classes()),
        sharedMinima,
        subOptimal,
        subOptimalHits,
        FrequencyCounts.ofClassesByHits(hits),
        FrequencyCounts.ofClassesByHits(strictHits),
        valleys,
        notes(doubts, flat),
        sharedLevels > 0 ? flatSets() : "");
  }

  /** Whether distinct.parameters has a value: only then classes of flat minima are needed. */
  public static boolean parametersCounted(NetworkSymmetry symmetry, long undecided) {
    return symmetry.covered() && undecided == 0;
  }

  /** What a reader of the counts must know, in plain sentences. */
  private List<String> notes(Doubts doubts, Flat flat) {
    long undecided = doubts.undecided + flat.undecided;
    List<String> notes = new ArrayList<>();
    if (!symmetry.covered()) {
      notes.add(
          "distinct.parameters is not counted: "
              + symmetry.reason()
              + ". Minima are told apart by loss and function");
    }
    if (undecided > 0) {
      notes.add(
          "distinct.parameters is not counted: "
              + undecided
              + " comparisons of networks with many equal units were given up; the minima concerned"
              + " are listed apart and may be the same");
    }
    if (flat.superfluous > 0) {
      notes.add(
          flat.superfluous
              + " families of degenerate minima in distinct.parameters are networks with fewer"
              + " units: equal or constant units (sines of one frequency add like phasors), units"
              + " that are 0 on the training inputs, and units that nothing goes out of are counted"
              + " as the smaller network");
    }
    if (flat.predictions > 0 && symmetry.covered()) {
      notes.add(
          flat.predictions
              + " of distinct.parameters are classes of degenerate minima with more zero modes than"
              + " symmetries and superfluous units explain; they are told apart by their"
              + " predictions alone");
    }
    if (doubts.merged > 0) {
      notes.add(
          doubts.merged
              + " times a strict minimum was found to be degenerate by other restarts; it is"
              + " counted once, as strict");
    }
    if (doubts.nearPairs > 0) {
      notes.add(
          doubts.nearPairs
              + " pairs of distinct minima lie within three tolerances of each other; counts may"
              + " change with census.parameter-tolerance and census.value-tolerance");
    }
    if (doubts.withoutLimit > 0) {
      notes.add(
          doubts.withoutLimit
              + " endpoints at infinity have no certified limit of the loss and are not in"
              + " distinct.at_infinity");
    }

    return notes;
  }

  private String flatSets() {
    return sharedMinima
        + " degenerate minima ("
        + sharedHits
        + " restarts) have only "
        + (sharedLevels == 1 ? "one loss, " : sharedLevels + " losses, the lowest ")
        + sharedLoss
        + ", and differ as functions, on the inputs or elsewhere; those of one loss may be"
        + " points of one flat set, which were not joined: coverage and estimates"
        + " are given for strict minima only";
  }
}
