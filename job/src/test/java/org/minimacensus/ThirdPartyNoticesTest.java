package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY-NOTICES.md against what the build embeds; {@link JobJarIT} looks into the jar. */
class ThirdPartyNoticesTest {
  private static final Path ROOT = Toolbox.project();

  /** Of https://www.apache.org/licenses/LICENSE-2.0.txt. */
  private static final String APACHE_2 =
      "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

  private static final Pattern EMBEDDED = Pattern.compile("<include>([\\w.-]+:[\\w.-]+)</include>");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern TAG = Pattern.compile("<(\\w+)>([^<>]+)</\\1>");
  private static final Pattern LINK = Pattern.compile("\\]\\((licenses/[^)]+)\\)");

  /** By artifact, the version of each dependency of the scope compile. */
  private static Map<String, String> compiled() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    Map<String, String> compiled = new TreeMap<>();
    String job = Files.readString(ROOT.resolve("job/pom.xml"));
    // Those of plugins come later.
    String ours = job.substring(0, job.indexOf("</dependencies>"));
    for (MatchResult m : DEPENDENCY.matcher(ours).results().toList()) {
      Map<String, String> tags = new TreeMap<>();
      TAG.matcher(m.group(1)).results().forEach(t -> tags.putIfAbsent(t.group(1), t.group(2)));
      if (!tags.containsKey("scope")) {
        String property = tags.get("version").replaceAll("[${}]", "");
        String version = parent.split("<" + property + ">")[1].split("<")[0];
        compiled.put(tags.get("groupId") + ":" + tags.get("artifactId"), version);
      }
    }

    return compiled;
  }

  @Test
  void everyEmbeddedLibraryIsOnThePageInItsVersion() throws IOException {
    Map<String, String> noted = new TreeMap<>();
    ThirdPartyNotices.read().libraries().forEach(l -> noted.put(l.artifact(), l.version()));

    assertThat(noted).hasSize(3).isEqualTo(compiled());
  }

  @Test
  void theBuildEmbedsWhatIsCompiledAgainstAndNotProvided() throws IOException {
    assertThat(EMBEDDED.matcher(Files.readString(ROOT.resolve("job/pom.xml"))).results())
        .extracting(m -> m.group(1))
        .containsExactlyInAnyOrderElementsOf(compiled().keySet());
  }

  @Test
  void theLicenceIsTheWholeText() throws IOException, NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ROOT.resolve("LICENSE")));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(APACHE_2);
  }

  @Test
  void everyLicenceOfAPartIsThereAndNamesItsHolder() throws IOException {
    List<String> linked =
        LINK.matcher(ThirdPartyNotices.read().text()).results().map(m -> m.group(1)).toList();
    assertThat(linked)
        .containsExactlyInAnyOrderElementsOf(
            ThirdPartyNotices.licences().stream().map(Path::toString).toList());
    for (String file : linked) {
      assertThat(Files.readString(ROOT.resolve(file)))
          .as(file)
          .contains("Copyright")
          .hasSizeGreaterThan(500);
    }
  }

  /** The licence of Apache ECharts asks for its NOTICE; the file has the years of our pages. */
  @Test
  void theNoticeOfTheLibraryOfFiguresIsOurs() throws IOException {
    String notice = Files.readString(ROOT.resolve("NOTICE"), StandardCharsets.UTF_8);
    String page = ThirdPartyNotices.read().text();
    assertThat(notice)
        .contains(
            "Apache ECharts\nCopyright 2017-2024 The Apache Software Foundation\n",
            "This product includes software developed at\nThe Apache Software Foundation");
    assertThat(page).contains("| 2017-2024 The Apache Software Foundation |");
  }
}
