package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.study.ExecutionSummary;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;

/** How a run was obtained, and how to obtain it again. */
final class ProvenanceSection {
  private final RunSummary summary;
  private final Provenance provenance;
  private final StringBuilder out = new StringBuilder();

  private ProvenanceSection(RunSummary summary, Provenance provenance) {
    this.summary = summary;
    this.provenance = provenance;
  }

  static String of(RunSummary summary, Provenance provenance) {
    ProvenanceSection section = new ProvenanceSection(summary, provenance);
    section.out.append(RunPart.PROVENANCE.heading());
    section.again();
    section.facts();
    section.conf();
    return section.out.toString();
  }

  private void again() {
    Commands commands = new Commands(summary);
    out.append(Html.heading(3, "again", "To run it again"));
    out.append(
        Html.paragraph(
            "Save the conf below as study.conf, with the data where it says or another data.path;"
                + " OUT is the folder that holds all studies. The same code, data and restarts give"
                + " the same bits of all results, whatever the machine, the number of its cores or"
                + " the cluster; only timings differ."));
    out.append(
        Html.lines(
            "./submit.sh run study.conf --run-id "
                + Commands.quoted(summary.run())
                + " --set restarts.first="
                + summary.firstRestart()
                + " --output OUT\n"
                + commands.recount()
                + "\n"
                + commands.report()
                + "\n"));
  }

  private void facts() {
    Provenance p = provenance;
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("study", summary.study() + ", hash " + summary.studyHash()));
    rows.add(List.of("run", summary.run()));
    rows.add(
        List.of(
            "restarts",
            summary.plannedRestarts() + " planned, from index " + summary.firstRestart()));
    rows.add(List.of("seed", Long.toString(p.seed())));
    if (p.data() != null) {
      rows.add(List.of("data", p.data().path().isEmpty() ? "none" : p.data().path()));
      rows.add(List.of("SHA-256 of the data", text(p.data().sha256())));
    }

    if (p.startsSha256() != null && !p.startsSha256().isEmpty()) {
      rows.add(List.of("SHA-256 of the starts", p.startsSha256()));
    }

    rows.add(List.of("code", p.code().version() + ", commit " + p.code().commit()));
    machine(p.machine(), rows);
    times(p.timings(), rows);
    execution(summary.execution(), rows);
    out.append(Html.heading(3, "facts", "How it was obtained"));
    out.append(Tables.words("How the run was obtained", "", List.of(), rows));
  }

  private static String text(String words) {
    return words == null || words.isEmpty() ? "-" : words;
  }

  private static void machine(Provenance.Machine m, List<List<String>> rows) {
    if (m == null) {
      return;
    }

    rows.add(List.of("Java", text(m.java()) + ", " + text(m.jvm())));
    rows.add(List.of("operating system", text(m.os())));
    rows.add(List.of("CPU", text(m.cpu()) + ", " + Figures.plural(m.processors(), "processor")));
    rows.add(List.of("Spark", text(m.spark()) + ", master " + text(m.master())));
    rows.add(List.of("kernels", text(m.kernels()) + ": " + text(m.kernelsReason())));
  }

  private void times(Provenance.Timings t, List<List<String>> rows) {
    if (t != null) {
      rows.add(List.of("started", text(t.started())));
      rows.add(List.of("finished", text(t.finished())));
      rows.add(
          List.of(
              "time",
              "reading data "
                  + Figures.time(t.dataSeconds())
                  + ", restarts "
                  + Figures.time(t.restartSeconds())
                  + ", counting "
                  + Figures.time(t.countSeconds())));
    }

    RunSummary.Throughput through = summary.throughput();
    if (through != null && Double.isFinite(through.restartsPerSecond())) {
      rows.add(
          List.of(
              "throughput",
              Figures.rate(through.restartsPerSecond())
                  + " restarts per second over "
                  + Figures.time(through.seconds())
                  + ", "
                  + Html.number(through.evaluations())
                  + " evaluations"));
    }
  }

  private static void execution(ExecutionSummary e, List<List<String>> rows) {
    if (e == null) {
      rows.add(List.of("execution", "nothing was left to run"));
      return;
    }

    rows.add(
        List.of(
            "execution",
            e.mode()
                + ": "
                + e.reason()
                + (e.liveSearches() > 0
                    ? "; " + Figures.plural(e.liveSearches(), "live search") + " at most"
                    : "")));
    if (e.predicted() != null && e.actual() != null) {
      rows.add(
          List.of(
              "predicted time",
              Figures.time(e.predicted().seconds())
                  + " ("
                  + Figures.time(e.predicted().secondsLow())
                  + " to "
                  + Figures.time(e.predicted().secondsHigh())
                  + "), actual "
                  + Figures.time(e.actual().seconds())));
      rows.add(
          List.of(
              "predicted memory",
              "executor "
                  + Figures.bytes(e.predicted().executorBytes())
                  + ", driver "
                  + Figures.bytes(e.predicted().driverBytes())
                  + "; peak executor "
                  + bytes(e.actual().executorPeakBytes())
                  + ", driver "
                  + bytes(e.actual().driverPeakBytes())));
    }
  }

  private static String bytes(Long bytes) {
    return bytes == null ? "not known" : Figures.bytes(bytes);
  }

  private void conf() {
    out.append(Html.heading(3, "conf", "The conf, every key with its value"));
    out.append(Html.lines(text(provenance.resolvedConf())));
    if (provenance.data() != null
        && provenance.data().observations() != null
        && !provenance.data().observations().isEmpty()) {
      out.append(Html.paragraph("Of the data:"));
      out.append(Html.list(provenance.data().observations()));
    }
  }
}
