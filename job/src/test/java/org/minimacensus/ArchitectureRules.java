package org.minimacensus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What the packages may know of each other and of the world, as rules over a base package.
 *
 * <p>The base is a parameter so that the rules can be shown to fail, on {@code misfits}.
 */
final class ArchitectureRules {
  /** Groups of packages from the bottom up. A package may use those of lower groups only. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("numeric"),
          List.of("data", "model", "richness"),
          List.of("twosample"),
          List.of("objective"),
          List.of("optimize", "proof"),
          List.of("certify"),
          List.of("census"),
          List.of("theorem"),
          List.of("study"),
          List.of("report", "spark"),
          List.of("cli"));

  /** Functions of {@link Math} whose last bits follow the JIT compiler and the CPU. */
  private static final Set<String> UNSTABLE_FUNCTIONS =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  /** All of Spark, with what it brings along, but for its vectors and matrices. */
  private static final DescribedPredicate<JavaClass> SPARK =
      in("org.apache.spark..", "org.apache.hadoop..", "scala..")
          .and(DescribedPredicate.not(in("org.apache.spark.ml.linalg")));

  private final String base;

  /**
   * @param base package that holds the packages of the order, such as {@code org.minimacensus}
   */
  ArchitectureRules(String base) {
    this.base = base;
  }

  /** The order as pages write it: groups with arrows between them. */
  static String orderInWords() {
    return ORDER.stream().map(g -> String.join(", ", g)).collect(Collectors.joining(" -> "));
  }

  static List<String> packages() {
    return ORDER.stream().flatMap(List::stream).toList();
  }

  /** All rules by name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("packages keep their order", order());
    rules.put("every class has a place in the order", places());
    rules.put(
        "packages form no cycle", slices().matching(base + ".(*)..").should().beFreeOfCycles());
    rules.put(
        "Spark, Scala and Hadoop stay in spark, but for vectors and matrices",
        outside("spark").should().dependOnClassesThat(SPARK));
    rules.put(
        "nobody uses Breeze",
        noClasses().should().dependOnClassesThat(in("breeze..", "org.scalanlp..")));
    rules.put(
        "LAPACK, Commons Math and the vector module stay behind numeric",
        outside("numeric")
            .should()
            .dependOnClassesThat(
                in(
                    "dev.ludovic.netlib..",
                    "org.netlib..",
                    "org.apache.commons.math3..",
                    "jdk.incubator.vector..")));
    rules.put(
        "logging stays in spark and cli",
        outside("spark", "cli")
            .should()
            .dependOnClassesThat(in("org.slf4j..", "org.apache.logging..", "java.util.logging..")));
    rules.put(
        "results use no function of Math whose bits vary",
        outside("report", "cli")
            .should()
            .accessTargetWhere(
                access(
                    "Math.exp and the like",
                    a -> ownedBy(a, Math.class) && UNSTABLE_FUNCTIONS.contains(a.getName()))));
    rules.put(
        "randomness comes from keyed streams alone",
        noClasses()
            .should()
            .accessTargetWhere(
                access(
                    "a generator of Java's",
                    a ->
                        a.getTargetOwner().isAssignableTo(RandomGenerator.class)
                            || (ownedBy(a, Math.class) && a.getName().equals("random")))));
    rules.put(
        "clocks are read at the edge",
        outside("spark", "cli").should().accessTargetWhere(access("a clock", this::readsClock)));
    rules.put(
        "the console is the edge's",
        outside("spark", "cli")
            .should()
            .accessTargetWhere(access("the console", this::usesConsole)));
    rules.put(
        "only cli.Main ends the process",
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(base + ".cli.Main")
            .should()
            .accessTargetWhere(
                access(
                    "System.exit and the like",
                    a ->
                        (ownedBy(a, System.class) || ownedBy(a, Runtime.class))
                            && Set.of("exit", "halt").contains(a.getName()))));
    rules.put(
        "equals knows no closeness",
        noClasses()
            .should()
            .accessTargetWhere(
                access(
                    "a distance in equals",
                    a ->
                        a.getOrigin().getName().equals("equals")
                            && ownedBy(a, Math.class)
                            && Set.of("abs", "ulp").contains(a.getName()))));
    return rules;
  }

  private ArchRule order() {
    LayeredArchitecture order =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    List<String> lower = new ArrayList<>();
    for (List<String> group : ORDER) {
      for (String name : group) {
        order = order.layer(name).definedBy(base + "." + name + "..");
      }
    }

    for (List<String> group : ORDER) {
      for (String name : group) {
        order =
            lower.isEmpty()
                ? order.whereLayer(name).mayNotAccessAnyLayer()
                : order.whereLayer(name).mayOnlyAccessLayers(lower.toArray(String[]::new));
      }

      lower.addAll(group);
    }

    return order;
  }

  private ArchRule places() {
    String[] places =
        ORDER.stream().flatMap(List::stream).map(n -> base + "." + n + "..").toArray(String[]::new);
    return classes().should().resideInAnyPackage(places);
  }

  private GivenClassesConjunction outside(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = base + "." + names[i] + "..";
    }

    return noClasses().that().resideOutsideOfPackages(packages);
  }

  private boolean readsClock(JavaAccess<?> access) {
    boolean systemClock =
        ownedBy(access, System.class)
            && Set.of("currentTimeMillis", "nanoTime").contains(access.getName());
    boolean timeOfDay =
        access.getTargetOwner().getPackageName().equals("java.time")
            && access.getName().equals("now");
    boolean clock = ownedBy(access, Clock.class) && access.getName().startsWith("system");
    return systemClock || timeOfDay || clock;
  }

  private boolean usesConsole(JavaAccess<?> access) {
    boolean stream =
        ownedBy(access, System.class)
            && Set.of("out", "err", "in", "console").contains(access.getName());
    boolean trace =
        access.getTargetOwner().isAssignableTo(Throwable.class)
            && access.getName().equals("printStackTrace");
    return stream || trace || ownedBy(access, PrintStream.class);
  }

  private static boolean ownedBy(JavaAccess<?> access, Class<?> owner) {
    return access.getTargetOwner().isEquivalentTo(owner);
  }

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String description, Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(description, test);
  }
}
