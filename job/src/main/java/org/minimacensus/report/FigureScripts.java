package org.minimacensus.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.minimacensus.study.StudyJson;

/**
 * The scripts and styles that a page with figures carries along, and the policy that lets these
 * scripts run and no other one (docs/decisions/0014).
 */
final class FigureScripts {
  /** Where the library's artifact keeps it. */
  private static final String LIBRARY = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private static final String RUNTIME = "figures.js";
  private static final String AXES = "axes.js";
  private static final String CHARTS = "charts.js";
  private static final String STYLE = "figures.css";

  /** What figures.js looks for. */
  private static final String DATA_ID = "figures-data";

  private FigureScripts() {}

  /** Style sheet of the figures. */
  static String style() {
    return resource(STYLE);
  }

  /**
   * Content of the policy: nothing is loaded, scripts run by their digests alone.
   *
   * @param more contents of further inline scripts of the page
   */
  static String policy(String... more) {
    StringBuilder scripts = new StringBuilder();
    for (String script : new String[] {library(), charts(), runtime()}) {
      scripts.append(' ').append(digest(script));
    }

    for (String script : more) {
      scripts.append(' ').append(digest(script));
    }

    // The library sets styles of the elements that it makes.
    return "default-src 'none'; script-src"
        + scripts
        + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  }

  /**
   * The elements at the end of the body.
   *
   * @param drawings by the ids of the figures
   */
  static String elements(Map<String, Object> drawings) {
    return "<script type=\"application/json\" id=\""
        + DATA_ID
        + "\">"
        + json(drawings)
        + "</script>\n"
        + "<!-- Apache ECharts 5.5.0, Copyright 2017-2024 The Apache Software Foundation, Apache"
        + " License 2.0 -->\n"
        + "<script>"
        + library()
        + "</script>\n<script>"
        + charts()
        + "</script>\n<script>"
        + runtime()
        + "</script>\n";
  }

  /** JSON that no parser of HTML sees elements in: the signs outside strings are none of these. */
  static String json(Object value) {
    return StudyJson.line(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  static String library() {
    return resource(LIBRARY);
  }

  static String charts() {
    return resource(AXES) + resource(CHARTS);
  }

  static String runtime() {
    return resource(RUNTIME);
  }

  /** What browsers compute of a script element's content. */
  static String digest(String script) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = FigureScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }

      // Browsers read \r\n as \n before they compute the digest.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
