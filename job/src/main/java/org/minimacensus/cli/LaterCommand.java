package org.minimacensus.cli;

import java.util.concurrent.Callable;
import org.minimacensus.study.StudyException;
import picocli.CommandLine.Command;

/** A command whose name is taken but which this version does not have. */
@Command(description = "not in this version", hidden = true)
final class LaterCommand implements Callable<Integer> {
  private final String name;

  LaterCommand(String name) {
    this.name = name;
  }

  @Override
  public Integer call() {
    throw StudyException.conf(
        "the command '" + name + "' is not in this version; it has " + Main.COMMANDS);
  }
}
