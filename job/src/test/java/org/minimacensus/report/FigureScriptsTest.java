package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FigureScriptsTest {
  private static final String TRICKY = "</script><!-- & > \u2028 \u2029 \" \\ é";

  /** Attributes and contents of script elements, as a browser finds them. */
  private static List<String[]> scripts(String html) {
    List<String[]> scripts = new ArrayList<>();
    Matcher script = Pattern.compile("<script([^>]*)>(.*?)</script", Pattern.DOTALL).matcher(html);
    while (script.find()) {
      scripts.add(new String[] {script.group(1), script.group(2)});
    }

    return scripts;
  }

  @Test
  void jsonHoldsNoSignOfHtmlAndReadsBack() throws Exception {
    String json = FigureScripts.json(Map.of(TRICKY, List.of(TRICKY)));

    assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(new ObjectMapper().readTree(json).get(TRICKY).get(0).asText()).isEqualTo(TRICKY);
  }

  @Test
  void numbersThatAreNoneAreNull() {
    assertThat(
            FigureScripts.json(
                Figure.numbers(
                    1.0 / 3,
                    -0.0,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    1e-310,
                    -1234567.8,
                    0.1 + 0.2,
                    6.0221e23)))
        .isEqualTo("[0.333333,-0.0,null,null,1.0E-310,-1234570.0,0.3,6.0221E23]");
  }

  @Test
  void thePolicyNamesTheScriptsByTheirBytesAndNoOther() throws Exception {
    List<String> digests = new ArrayList<>();
    for (String[] script : scripts(FigureScripts.elements(Map.of("id", TRICKY)))) {
      if (script[0].isEmpty()) {
        byte[] bytes = script[1].getBytes(StandardCharsets.UTF_8);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
        digests.add("'sha256-" + Base64.getEncoder().encodeToString(sum) + "'");
      } else {
        assertThat(script[0]).contains("application/json");
      }
    }

    assertThat(digests).hasSize(3).doesNotHaveDuplicates();
    assertThat(RunFigures.policy())
        .isEqualTo(
            "default-src 'none'; script-src "
                + String.join(" ", digests)
                + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    // Of the empty text, as FIPS 180-4 has it.
    assertThat(RunFigures.policy(""))
        .contains(" 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';");
  }

  @Test
  void theLibraryIsWholeAndNamesItsLicence() {
    assertThat(FigureScripts.library())
        .startsWith("\n/*\n* Licensed to the Apache Software Foundation")
        .contains("version=\"5.5.0\"")
        .hasSizeGreaterThan(1_000_000);
  }

  @Test
  void ourScriptsReadNoTextAsCodeOrHtml() {
    for (String script : List.of(FigureScripts.charts(), FigureScripts.runtime())) {
      assertThat(script)
          .startsWith("'use strict';")
          .doesNotContain(
              "eval(", "Function(", "innerHTML", "insertAdjacent", "document.write", "setTimeout(");
    }
  }
}
