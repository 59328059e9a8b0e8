package org.minimacensus.cluster;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows the last lines of the logs of all servers when a test has failed. */
final class ServerLogs implements AfterTestExecutionCallback {
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println(context.getDisplayName() + " failed; the servers' logs:");
      System.err.println(Daemon.tails());
    }
  }
}
