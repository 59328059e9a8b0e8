package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.compare.ComparisonSummary;

/**
 * What was made of a run later on and is stored beside it.
 *
 * @param recount the newest; null: none
 * @param comparisons with this run as the candidate, of each baseline the newest, by the names of
 *     these
 * @param notes on what cannot be read
 */
record BesideRun(RecountSummary recount, List<ComparisonSummary> comparisons, List<String> notes) {
  static final BesideRun NOTHING = new BesideRun(null, List.of(), List.of());

  /** A result and when it was stored. */
  private record Dated<T>(T result, long modified) {}

  /** Of a published run; a result that is damaged is passed over with a note. */
  static BesideRun of(Configuration configuration, ParquetRun run) {
    try {
      StoreFiles files = new StoreFiles(run.path(), configuration);
      List<String> notes = new ArrayList<>();
      String digest = run.manifestSha256();
      RecountSummary recount =
          found(files, run, RecordFolder.RECOUNT, notes).stream()
              .filter(d -> digest.equals(d.result.runManifestSha256()))
              .max(Comparator.comparingLong(Dated::modified))
              .map(Dated::result)
              .orElse(null);
      Map<String, ComparisonSummary> byBaseline = new TreeMap<>();
      found(files, run, RecordFolder.COMPARISON, notes).stream()
          .filter(d -> digest.equals(d.result.candidate().manifestSha256()))
          .sorted(Comparator.comparingLong(Dated::modified))
          .forEach(d -> byBaseline.put(d.result.baseline().run(), d.result));
      return new BesideRun(recount, List.copyOf(byBaseline.values()), notes);
    } catch (IOException e) {
      throw StudyException.stored(
          "what is stored beside " + run.folder() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** By the names of their folders. */
  private static <T> List<Dated<T>> found(
      StoreFiles files, ParquetRun run, RecordFolder.Kind<T> kind, List<String> notes)
      throws IOException {
    List<Dated<T>> found = new ArrayList<>();
    String begin = kind.name() + "=" + run.summary().run() + "-";
    for (Path folder : files.list(run.path().getParent())) {
      // A run of another name may begin with this one's and a hyphen.
      if (!folder.getName().matches(Pattern.quote(begin) + "[0-9a-f]{8}")) {
        continue;
      }

      try {
        FolderManifest manifest = FolderManifest.checked(files, folder);
        found.add(
            new Dated<>(
                manifest.record(files, folder, kind.file(), kind.type()),
                files.modified(new Path(folder, FolderManifest.NAME))));
      } catch (IOException | StudyException e) {
        notes.add("not shown: " + folder.getName() + " cannot be read: " + e.getMessage());
      }
    }

    return found;
  }
}
