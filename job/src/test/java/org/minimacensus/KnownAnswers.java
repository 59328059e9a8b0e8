package org.minimacensus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference file of a study with known answers: distinct minima of a conf of the same name, made
 * by {@code job/src/test/python/known_answers.py} or {@code study_sets.py}.
 *
 * @param study name of the study and of its conf file
 * @param tool first line of the file: tool, versions and command that made it
 * @param complete whether {@code minima} lists every minimum of every objective named in the file;
 *     otherwise at least these exist
 * @param counts number of known minima per objective, zero included, in file order
 * @param minima in ascending order of loss
 */
public record KnownAnswers(
    String study, String tool, boolean complete, List<Count> counts, List<KnownMinimum> minima) {
  private static final Pattern SECOND_LINE = Pattern.compile("# minima: (.*); complete: (yes|no)");
  private static final String HEADER =
      "objective,class,loss,zero_modes,smallest_positive_eigenvalue,theta";

  /** Known minima of one objective. */
  public record Count(String objective, int minima) {}

  /**
   * One known minimum. Parameters of a degenerate minimum are those of one of its points.
   *
   * @param endpointClass {@code strict-minimum} or {@code degenerate-minimum}
   * @param loss value of the objective
   * @param zeroModes zero eigenvalues of the exact Hessian
   * @param smallestPositiveEigenvalue 0 when the Hessian is 0
   * @param theta parameters in the order of the conf language
   */
  public record KnownMinimum(
      String objective,
      String endpointClass,
      double loss,
      int zeroModes,
      double smallestPositiveEigenvalue,
      List<Double> theta) {}

  /**
   * Reads {@code reference/STUDY.csv} from the class path; studies of {@code conf/known} are named
   * {@code known/NAME}.
   */
  public static KnownAnswers read(String study) {
    String resource = "/reference/" + study + ".csv";
    try (InputStream in = KnownAnswers.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "expected a reference file "
                + resource
                + " on the class path, found none; known_answers.py writes it");
      }
      return parse(study, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** Known minima of an objective; empty when it is known to have none. */
  public List<KnownMinimum> minima(String objective) {
    return minima.stream().filter(m -> m.objective().equals(objective)).toList();
  }

  private static KnownAnswers parse(String study, List<String> lines) {
    Matcher second = SECOND_LINE.matcher(lines.size() < 3 ? "" : lines.get(1));
    if (!second.matches() || !lines.get(2).equals(HEADER)) {
      throw new IllegalArgumentException(
          "reference of "
              + study
              + ": expected a second line '"
              + SECOND_LINE
              + "' and a third line '"
              + HEADER
              + "'");
    }
    List<Count> counts = new ArrayList<>();
    for (String count : second.group(1).split(" ")) {
      String[] parts = count.split("=");
      counts.add(new Count(parts[0], Integer.parseInt(parts[1])));
    }
    List<KnownMinimum> minima = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      String[] f = line.split(",");
      List<Double> theta = Arrays.stream(f[5].split(" ")).map(Double::valueOf).toList();
      minima.add(
          new KnownMinimum(
              f[0],
              f[1],
              Double.parseDouble(f[2]),
              Integer.parseInt(f[3]),
              Double.parseDouble(f[4]),
              theta));
    }
    return new KnownAnswers(
        study,
        lines.get(0),
        second.group(2).equals("yes"),
        List.copyOf(counts),
        List.copyOf(minima));
  }
}
