package org.minimacensus;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;

/** What Spark itself knows of the keys of its conf. */
public final class SparkKeys {
  /** Each registers the keys it declares when it is loaded. */
  private static final List<String> DECLARING =
      List.of("package", "Deploy", "History", "Kryo", "Network", "Status", "UI", "Worker");

  /** Keys that Spark puts together as it goes. */
  private static final Pattern OPEN =
      Pattern.compile(
          "spark\\.(master|app\\.name|executorEnv\\.[A-Za-z_]\\w*|hadoop\\.[\\w.-]+"
              + "|metrics\\.conf\\.[*a-z]+\\.(sink|source)\\.\\w+\\.\\w+)");

  /** Of the module for Kubernetes, which is not in the embedded Spark (Spark's documentation). */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "spark\\.kubernetes\\.(namespace|container\\.image"
              + "|authenticate\\.driver\\.serviceAccountName|executor\\.deleteOnTermination"
              + "|driverEnv\\.[A-Za-z_]\\w*|driver\\.annotation\\.[\\w./-]+"
              + "|(driver|executor)\\.volumes\\.persistentVolumeClaim\\.[a-z0-9-]+"
              + "\\.(options\\.claimName|mount\\.(path|readOnly)))");

  /** Of the module for YARN, which is not there either. */
  private static final Pattern YARN = Pattern.compile("spark\\.yarn\\.maxAppAttempts");

  static {
    for (String name : DECLARING) {
      try {
        Class.forName("org.apache.spark.internal.config." + name + "$");
      } catch (ClassNotFoundException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  private SparkKeys() {}

  /**
   * Checks that Spark knows all keys, takes their values and finds nothing wrong with them
   * together.
   *
   * @throws IllegalArgumentException naming the first that it does not
   */
  public static void check(Map<String, String> conf) {
    conf.forEach(SparkKeys::check);
    SparkConf together = new SparkConf(false);
    conf.forEach(together::set);
    together.validateSettings();
  }

  /** Whether Spark, or its module for Kubernetes or YARN, has a key of this name. */
  static boolean known(String key) {
    return ConfigEntry.findEntry(key) != null
        || OPEN.matcher(key).matches()
        || KUBERNETES.matcher(key).matches()
        || YARN.matcher(key).matches();
  }

  private static void check(String key, String value) {
    ConfigEntry<?> entry = ConfigEntry.findEntry(key);
    if (entry != null) {
      entry.valueConverter().apply(value);
    } else if (!known(key)) {
      throw new IllegalArgumentException("expected a key of Spark's conf, found " + key);
    }
  }
}
