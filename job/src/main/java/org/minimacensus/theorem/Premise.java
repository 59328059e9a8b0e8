package org.minimacensus.theorem;

import java.io.Serializable;

/**
 * What a claim asks of data, network and loss, held against a study.
 *
 * @param name what is asked, in words
 * @param holds null when it cannot be checked
 * @param evidence why, with numbers
 */
public record Premise(String name, Boolean holds, String evidence) implements Serializable {
  /** A premise that was checked. */
  public static Premise of(String name, boolean holds, String evidence) {
    return new Premise(name, holds, evidence);
  }

  /** A premise of which nothing is known. */
  public static Premise unknown(String name, String evidence) {
    return new Premise(name, null, evidence);
  }

  public boolean fails() {
    return Boolean.FALSE.equals(holds);
  }

  public boolean unknown() {
    return holds == null;
  }
}
