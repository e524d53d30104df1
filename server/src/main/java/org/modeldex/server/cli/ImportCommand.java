package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ImportJob;
import org.modeldex.ingest.ImportLimits;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.ImportSession;
import org.modeldex.ingest.ImportSource;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Importers;
import org.modeldex.ingest.UnknownWords;
import org.modeldex.ingest.table.TableImporter;
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

  /** Set by the launcher when the standard error stream is a terminal. */
  private static final String TERMINAL = "modeldex.terminal";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files and folders; mlflow+http://HOST:PORT or mlflow+https://... is a server.")
  private List<String> paths = List.of();

  @Option(
      names = "--copy",
      paramLabel = "FOLDER",
      description =
          "Where what an MLflow server says is kept, so that the next import asks it only for what"
              + " is new (default: mlflow-HOST-PORT).")
  private @Nullable Path copy;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Read only this format (default: ${DEFAULT-VALUE}, by content).",
      defaultValue = ANY_FORMAT)
  private String format = ANY_FORMAT;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Read tables (CSV, TSV, JSON, JSON Lines) by this mapping of their columns.")
  private @Nullable Path mapping;

  @Option(
      names = "--save-mapping",
      paramLabel = "FILE",
      description = "Write the mapping that was guessed of a table; --dry-run shows it.")
  private @Nullable Path savedMapping;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Project of the records (default: each folder's name).")
  private @Nullable String project;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description =
          "What the source is known by in later imports, for folders that move (default: by its"
              + " path).")
  private @Nullable String origin;

  @Option(
      names = "--max-files",
      paramLabel = "COUNT",
      description =
          "Read at most so many files of each source (default: ${DEFAULT-VALUE}); the rest is"
              + " reported as left out.")
  private int maxFiles = ImportLimits.DEFAULT.files();

  @Option(names = "--dry-run", description = "Read everything and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      description =
          "Delete what earlier imports of the same source wrote into the same project and this"
              + " one did not; with --dry-run, only name it.")
  private boolean prune;

  @Option(
      names = "--report",
      paramLabel = "WHAT",
      description = "Also report: ${COMPLETION-CANDIDATES} (words that are not in the vocabulary).")
  private @Nullable Extra extra;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  /** What can be reported beside the usual. */
  private enum Extra {
    unknown
  }

  private final Pruning pruning = new Pruning();
  private final TablePreview tables = new TablePreview();

  @Override
  public Integer call() {
    checkOptions();
    Path vocabulary = catalog.vocabulary();
    Vocabulary words =
        vocabulary == null ? Vocabulary.builtIn() : Vocabulary.builtInWith(vocabulary);
    Plan plan = new Plan(words, importers(words), jobs());
    if (dryRun && !prune) {
      return run(plan, new Upload.Nowhere(), null);
    }
    try (Session session = dryRun ? catalog.open() : catalog.openOrCreate();
        Upload upload = dryRun ? new Upload.Nowhere() : new Upload.ToCatalog(session.client())) {
      return run(plan, upload, session.client());
    }
  }

  /** What is known before any catalogue is opened, or made. */
  private record Plan(Vocabulary words, List<Importer> importers, List<ImportJob> jobs) {}

  private void checkOptions() {
    if (copy != null && !(paths.size() == 1 && MlflowCopy.isServer(paths.getFirst()))) {
      throw Main.wrong(spec, "--copy", "is for one MLflow server alone");
    }
    if (origin != null && paths.size() > 1) {
      throw Main.wrong(spec, "--origin", "names one source, but there are several");
    }
    if (origin != null && origin.isBlank()) {
      throw Main.wrong(spec, "--origin", "names no source");
    }
    if (paths.contains("")) {
      throw Main.wrong(spec, "PATH", "names no file or folder");
    }
    if (maxFiles < 1) {
      throw Main.wrong(spec, "--max-files", "must be at least 1");
    }
    if (mapping != null) {
      if (!format.equals(ANY_FORMAT) && !format.equals(TableImporter.FORMAT)) {
        throw Main.wrong(spec, "--mapping", "is for tables, not for --format " + format);
      }
      if (savedMapping != null) {
        throw Main.wrong(spec, "--save-mapping", "and --mapping exclude each other");
      }
      format = TableImporter.FORMAT;
    }
    if (savedMapping != null && Files.exists(savedMapping)) {
      throw Main.wrong(spec, "--save-mapping", savedMapping + " is there already");
    }
  }

  private int run(Plan plan, Upload upload, @Nullable ApiClient client) {
    UnknownWords unknown = extra == null ? null : new UnknownWords(plan.words());
    ImportMeter meter =
        new ImportMeter(Main.err(spec), Boolean.getBoolean(TERMINAL) && !json, System::nanoTime);
    ImportReport report =
        new ImportSession(
                plan.importers(), ImportLimits.DEFAULT.withFiles(maxFiles), Clock.systemUTC())
            .run(
                plan.jobs(),
                mutations -> {
                  upload.accept(mutations);
                  if (prune) {
                    pruning.keep(mutations);
                  }
                  if (unknown != null) {
                    unknown.add(mutations);
                  }
                  if (dryRun) {
                    tables.add(mutations);
                  }
                },
                meter::show);
    meter.end();
    Pruning.Found pruned =
        prune ? pruning.find(Objects.requireNonNull(client), report) : Pruning.Found.NOTHING;
    Pruning.delete(pruned.vanished(), upload);
    int exitCode =
        report(
            new ImportSummary(
                report,
                upload.totals(),
                dryRun,
                pruned,
                unknown == null ? List.of() : unknown.all(),
                tables));
    if (savedMapping != null) {
      tables.save(savedMapping);
    }
    return exitCode;
  }

  private List<Importer> importers(Vocabulary words) {
    List<Importer> importers =
        Importers.all(
            words,
            mapping == null
                ? TableImporter.guessing(words, tables::add)
                : TableImporter.mappedBy(mapping, words));
    List<String> formats = importers.stream().map(Importer::format).toList();
    if (!format.equals(ANY_FORMAT) && !formats.contains(format)) {
      throw Main.wrong(
          spec, "--format", "must be one of " + String.join(", ", formats) + " but is " + format);
    }
    return importers;
  }

  private List<ImportJob> jobs() {
    return paths.stream().map(this::job).toList();
  }

  private ImportJob job(String path) {
    if (!MlflowCopy.isServer(path)) {
      ImportSource source = ImportSource.at(Path.of(path));
      return job(source, source.origin());
    }
    MlflowCopy server = new MlflowCopy(path, System.getenv(), Main.err(spec));
    Path place = (copy == null ? server.usualFolder() : copy).toAbsolutePath().normalize();
    Path updated = dryRun ? TemporaryCopy.of(place) : place;
    server.update(updated);
    ImportSource kept =
        Files.exists(place) ? ImportSource.at(place) : new ImportSource.Folder(place);
    return job(ImportSource.at(updated), kept.origin());
  }

  private ImportJob job(ImportSource source, String usualOrigin) {
    return new ImportJob(
        source,
        project == null ? source.projectName() : project,
        format.equals(ANY_FORMAT) ? null : format,
        origin == null ? usualOrigin : origin);
  }

  private int report(ImportSummary summary) {
    PrintWriter out = Main.out(spec);
    if (json) {
      summary.writeJson(out);
    } else {
      summary.writeText(out);
    }
    out.flush();
    boolean lost = summary.report().lostRecords() || summary.totals().rejected() > 0;
    return lost || !summary.pruned().refusals().isEmpty() ? ExitCode.REJECTED : ExitCode.OK;
  }
}
