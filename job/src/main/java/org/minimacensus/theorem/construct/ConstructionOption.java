package org.minimacensus.theorem.construct;

/**
 * An option of a kind.
 *
 * @param name with its two dashes
 * @param label what stands for the value in help texts; empty for a flag
 * @param fallback the value where none is given; empty where the kind derives one
 */
public record ConstructionOption(String name, String label, String fallback, String description) {
  /** An option with a value. */
  static ConstructionOption of(String name, String label, String fallback, String description) {
    return new ConstructionOption(name, label, fallback, description);
  }

  /** An option that is there or not, {@code --NAME} or {@code --no-NAME}. */
  static ConstructionOption flag(String name, boolean fallback, String description) {
    return new ConstructionOption(name, "", String.valueOf(fallback), description);
  }

  static ConstructionOption seed() {
    return of("--seed", "S", "20180522", "key of the random numbers");
  }

  static ConstructionOption rows(String fallback) {
    return of(
        "--rows",
        "N",
        fallback,
        fallback.isEmpty() ? "rows; default: what is needed and some more" : "rows");
  }

  static ConstructionOption inputs(int fallback) {
    return of("--inputs", "D", String.valueOf(fallback), "inputs");
  }

  public boolean isFlag() {
    return label.isEmpty();
  }
}
