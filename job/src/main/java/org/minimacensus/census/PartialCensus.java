package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.NetworkSymmetry;

/**
 * The comparisons that a census is made of, for endpoints that are divided where no {@link Reach}
 * extends across: first by loss, then, within what hangs together by loss, by {@link Criterion} and
 * key. {@link #group} decides from the endpoints of one such division alone, and what it decides is
 * what it would decide among all endpoints: an endpoint outside would be refused by every
 * comparison, and the order of those inside is the same.
 *
 * <p>Not for several threads.
 */
public final class PartialCensus {
  private final NetworkSymmetry symmetry;
  private final CensusSettings settings;
  private final SymmetryMatcher parameters;
  private final FunctionMatcher functions;
  private final FunctionMatcher trainingOutputs;
  private final FamilyMatcher families;
  private final Clustering byFamily;
  private final Clustering byParameters;
  private final Clustering byFunction;
  private final Clustering byTrainingOutputs;
  private final Clustering byLimits;

  PartialCensus(NetworkSymmetry symmetry, FunctionSignature signature, CensusSettings settings) {
    this.symmetry = symmetry;
    this.settings = settings;
    this.parameters = SymmetryMatcher.of(symmetry, settings.parameterTolerance());
    this.functions = FunctionMatcher.everywhere(signature);
    this.trainingOutputs = FunctionMatcher.onTrainingInputs(signature);
    this.families = new FamilyMatcher(symmetry, signature, settings.parameterTolerance());
    this.byFamily = new Clustering(families, settings.valueTolerance());
    this.byParameters = new Clustering(parameters, settings.valueTolerance());
    this.byFunction = new Clustering(functions, settings.valueTolerance());
    this.byTrainingOutputs = new Clustering(trainingOutputs, Double.POSITIVE_INFINITY);
    this.byLimits = new Clustering(new LimitMatcher(), settings.valueTolerance());
  }

  /** How minima of this class are told from each other. */
  public Criterion criterion(EndpointClass endpointClass) {
    return symmetry.discrete() && endpointClass == EndpointClass.STRICT_MINIMUM
        ? Criterion.PARAMETERS
        : Criterion.FUNCTIONS;
  }

  /** The losses of the endpoints that this one may be compared with. */
  public Reach lossReach(Endpoint endpoint) {
    double loss = endpoint.loss();
    double width = Clustering.NEAR * settings.valueTolerance() * (1 + Math.abs(loss));
    return Reach.of(loss, width + Cluster.lossError(endpoint));
  }

  /** The keys of the endpoints that this one may be compared with by this criterion. */
  public Reach keyReach(Criterion criterion, Endpoint endpoint) {
    Fingerprint fingerprint = clustering(criterion).matcher().fingerprint(endpoint);
    return Reach.of(fingerprint.key(), Clustering.NEAR * fingerprint.reach());
  }

  /** The same for a strict cluster, whose place is that of its leader. */
  public static Reach keyReach(Cluster cluster) {
    return Reach.of(cluster.leader().key(), Clustering.NEAR * cluster.leader().reach());
  }

  /**
   * @param endpoints by ascending loss, then restart
   * @param largestError no loss error of an endpoint is larger
   */
  public Grouping group(Criterion criterion, Iterator<Endpoint> endpoints, double largestError) {
    if (!endpoints.hasNext()) {
      return new Grouping(List.of(), 0, 0);
    }

    Endpoint first = endpoints.next();
    // Outputs are dear, and what is alone is compared with nothing.
    if (criterion != Criterion.PARAMETERS && !endpoints.hasNext()) {
      return new Grouping(List.of(new Cluster(first, Fingerprint.NONE)), 0, 0);
    }

    Clustering clustering = clustering(criterion);
    long before = parameters.undecided() + families.undecided();
    List<Cluster> clusters = clustering.group(first, endpoints, largestError);
    boolean minima = criterion == Criterion.PARAMETERS || criterion == Criterion.FUNCTIONS;
    long near = minima ? clustering.nearPairs(clusters) : 0;
    return new Grouping(clusters, near, parameters.undecided() + families.undecided() - before);
  }

  /**
   * Whether a degenerate minimum is isolated but for what its network's symmetries and superfluous
   * units explain: it can then be counted by {@link Criterion#FAMILIES}.
   */
  public boolean explained(Endpoint degenerate) {
    return families.explains(degenerate);
  }

  /**
   * What a group of representatives of explained minima, by {@link Criterion#FAMILIES}, adds to the
   * classes of degenerate minima.
   */
  public CensusTally.Flat families(Grouping grouping) {
    long superfluous =
        grouping.clusters().stream().filter(c -> families.superfluous(c.representative())).count();
    return new CensusTally.Flat(grouping.clusters().size(), superfluous, 0, grouping.undecided());
  }

  /**
   * How many of the clusters, by training outputs, hold none of the given restarts: classes of
   * degenerate minima that are known by their predictions alone.
   */
  public static long without(List<Cluster> clusters, Set<Long> explained) {
    return clusters.stream()
        .filter(c -> Arrays.stream(c.restarts()).noneMatch(explained::contains))
        .count();
  }

  /**
   * @param clusters grouped by parameters
   */
  public StrictMinima strictMinima(List<Cluster> clusters) {
    return new StrictMinima(byParameters, clusters);
  }

  /** Comparisons of parameters given up so far, here and in what was made here. */
  public long undecided() {
    return parameters.undecided();
  }

  /** The canonical parameters by which minima of equal loss are put in order. */
  public double[] canonical(Endpoint endpoint) {
    return symmetry.permutesInputs()
        ? MatrixForm.of(endpoint.theta(), symmetry.architecture().inputs())
        : CanonicalForm.of(symmetry, symmetry.coordinates(endpoint.theta()));
  }

  /**
   * @param best lowest loss of a representative
   * @param reference loss above which a minimum is sub-optimal
   */
  public Minimum minimum(
      int id, Endpoint representative, long hits, double best, double reference) {
    boolean strict = representative.endpointClass() == EndpointClass.STRICT_MINIMUM;
    BigInteger stabiliser =
        strict && symmetry.discrete()
            ? parameters.stabiliser(parameters.fingerprint(representative))
            : BigInteger.ZERO;
    return new Minimum(
        id,
        representative,
        representative.endpointClass(),
        representative.loss() - best,
        hits,
        stabiliser.signum() == 0 ? stabiliser : symmetry.order().divide(stabiliser),
        stabiliser,
        subOptimal(representative, reference));
  }

  /** Whether the loss is above the reference by more than tolerance and error. */
  public boolean subOptimal(Endpoint representative, double reference) {
    double slack =
        settings.valueTolerance() * (1 + Math.abs(reference)) + Cluster.lossError(representative);
    return representative.loss() - reference > slack;
  }

  private Clustering clustering(Criterion criterion) {
    return switch (criterion) {
      case PARAMETERS -> byParameters;
      case FUNCTIONS -> byFunction;
      case TRAINING_OUTPUTS -> byTrainingOutputs;
      case LIMITS -> byLimits;
      case FAMILIES -> byFamily;
    };
  }
}
