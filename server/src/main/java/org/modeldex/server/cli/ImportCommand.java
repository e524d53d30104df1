package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ImportJob;
import org.modeldex.ingest.ImportLimits;
import org.modeldex.ingest.ImportProgress;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.ImportSession;
import org.modeldex.ingest.ImportSource;
import org.modeldex.ingest.Importers;
import org.modeldex.server.cli.CatalogOption.Session;
import org.modeldex.vocabulary.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes files of other tools into a catalogue. */
@Command(
    name = "import",
    description = "Takes files and folders of other tools into the catalogue.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ImportCommand implements Callable<Integer> {
  private static final String ANY_FORMAT = "auto";
  private static final long PROGRESS_NANOS = 1_000_000_000L;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Read only this format (default: ${DEFAULT-VALUE}, by content).",
      defaultValue = ANY_FORMAT)
  private String format = ANY_FORMAT;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Project of the records (default: each folder's name).")
  private @Nullable String project;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description = "The site's own metrics, tasks and other words.")
  private @Nullable Path vocabulary;

  @Option(names = "--dry-run", description = "Read everything and write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  private long lastProgress = System.nanoTime();

  @Override
  public Integer call() {
    if (dryRun) {
      return report(run(new Upload.Nowhere()), new Upload.Nowhere());
    }
    try (Session session = catalog.openOrCreate()) {
      Upload upload = new Upload.ToCatalog(session.client());
      return report(run(upload), upload);
    }
  }

  private ImportReport run(Upload upload) {
    List<ImportJob> jobs = new ArrayList<>();
    for (Path path : paths) {
      ImportSource source = ImportSource.at(path);
      jobs.add(
          new ImportJob(
              source,
              project == null ? source.projectName() : project,
              format.equals(ANY_FORMAT) ? null : format));
    }
    Vocabulary words =
        vocabulary == null ? Vocabulary.builtIn() : Vocabulary.builtInWith(vocabulary);
    return new ImportSession(Importers.all(words), ImportLimits.DEFAULT, Clock.systemUTC())
        .run(jobs, upload::accept, this::show);
  }

  private void show(ImportProgress progress) {
    long now = System.nanoTime();
    if (now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      PrintWriter err = Main.err(spec);
      err.println(progress.records() + " records, " + progress.filesRead() + " files read");
      err.flush();
    }
  }

  private int report(ImportReport report, Upload upload) {
    PrintWriter out = Main.out(spec);
    ImportSummary summary = new ImportSummary(report, upload.totals(), dryRun);
    if (json) {
      summary.writeJson(out);
    } else {
      summary.writeText(out);
    }
    out.flush();
    return report.lostRecords() || upload.totals().rejected() > 0 ? ExitCode.REJECTED : ExitCode.OK;
  }
}
