package org.minimacensus;

import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.SparkSession;

/**
 * An application for {@link SubmitScriptIT}: prints what it was given and what it finds, then ends
 * as told.
 */
public final class EchoMain {
  private EchoMain() {}

  /**
   * @param args {@code exit CODE ...} ends with that code, {@code sleep ...} waits to be ended
   */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      System.out.println("argument <" + arg + ">");
    }

    try (SparkSession spark = SparkSession.builder().appName("echo").getOrCreate()) {
      System.out.println("master " + spark.sparkContext().master());
      System.out.println("driver.host " + spark.conf().get("spark.driver.host"));
      System.out.println("driver.memory " + spark.conf().get("spark.driver.memory"));
      System.out.println("openblas " + System.getenv("OPENBLAS_NUM_THREADS"));
      System.out.println("rows " + spark.range(1000).count());
      if (args[0].equals("sleep")) {
        System.out.println("asleep");
        new CountDownLatch(1).await();
      }
    }

    System.exit(Integer.parseInt(args[1]));
  }
}
