package org.modeldex.ingest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Mutation;

/**
 * Runs imports: walks the sources, finds the importer of each file and passes on what importers
 * write. Safe for all threads; each run keeps its own state and stays on the calling thread.
 */
public final class ImportSession {
  private final List<Importer> importers;
  private final ImportLimits limits;
  private final Clock clock;

  /**
   * @param importers asked in this order whether they accept a file
   * @param clock tells the time of import that records are given
   */
  public ImportSession(List<Importer> importers, ImportLimits limits, Clock clock) {
    this.importers = List.copyOf(importers);
    this.limits = limits;
    this.clock = clock;
  }

  /** As the other, for those who need no progress. */
  public ImportReport run(List<ImportJob> jobs, Consumer<List<Mutation>> target) {
    return run(jobs, target, progress -> {});
  }

  /**
   * Imports all jobs, one after another, and their records under distinct names.
   *
   * @param target takes the mutations, batch by batch and in order; while it works the import
   *     waits, and what it throws ends the import
   * @param progress told after every batch and every source
   * @throws ModeldexException INVALID_ARGUMENT for a format that no importer has, before anything
   *     is read
   */
  public ImportReport run(
      List<ImportJob> jobs, Consumer<List<Mutation>> target, Consumer<ImportProgress> progress) {
    for (ImportJob job : jobs) {
      RecordId.model(job.project(), "any"); // refuses what is no name of a project
      chosen(job.format());
    }
    Delivery delivery = new Delivery(target, progress, limits.batch(), clock.instant());
    boolean alone = jobs.size() == 1;
    List<Walked> sources = new ArrayList<>(jobs.size());
    for (ImportJob job : jobs) {
      delivery.begin(job, alone);
      long lostBefore = delivery.lost();
      FoundFiles files = new FolderWalk(limits, delivery).list(job.source());
      sources.add(new Walked(job, files, delivery.lost() - lostBefore));
    }
    delivery.expect(sources.stream().mapToLong(source -> source.files().all().size()).sum());
    for (Walked source : sources) {
      delivery.begin(source.job(), alone);
      delivery.beginReading(source.files().all().size());
      long lostBefore = delivery.lost() - source.lost();
      long recordsBefore = delivery.written();
      read(source.job(), source.files(), delivery);
      delivery.end(
          new ImportReport.Outcome(
              source.job(), delivery.written() - recordsBefore, delivery.lost() == lostBefore));
    }
    delivery.flush();
    return delivery.toReport();
  }

  /**
   * A source and its files.
   *
   * @param lost how many of its files or folders could not be listed
   */
  private record Walked(ImportJob job, FoundFiles files, long lost) {}

  private void read(ImportJob job, FoundFiles files, Delivery delivery) {
    Map<Importer, List<SourceFile>> claims = new HashMap<>();
    List<SourceFile> unclaimed = new ArrayList<>();
    for (SourceFile file : files.all()) {
      Importer importer = importerOf(file, job, delivery);
      file.forgetHead();
      if (importer == null) {
        unclaimed.add(file);
      } else {
        claims.computeIfAbsent(importer, first -> new ArrayList<>()).add(file);
      }
    }
    for (Importer importer : chosen(job.format())) {
      read(importer, files.of(claims.getOrDefault(importer, List.of())), delivery);
    }
    unclaimed.stream().filter(file -> !file.wasOpened()).forEach(delivery::countUnrecognised);
  }

  /** A file that is named together with its format is taken at its word. */
  private @Nullable Importer importerOf(SourceFile file, ImportJob job, Delivery delivery) {
    List<Importer> candidates = chosen(job.format());
    if (job.format() != null && job.source() instanceof ImportSource.File) {
      return candidates.getFirst();
    }
    try {
      for (Importer importer : candidates) {
        if (importer.accepts(file)) {
          return importer;
        }
      }
    } catch (ModeldexException e) {
      delivery.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return null;
  }

  private static void read(Importer importer, SourceFiles files, Delivery delivery) {
    if (files.claimed().isEmpty()) {
      return;
    }
    delivery.countRecognised(importer.format(), files.claimed().size());
    importer.read(files, delivery);
    delivery.rethrowFailure();
  }

  private List<Importer> chosen(@Nullable String format) {
    if (format == null) {
      return importers;
    }
    List<Importer> named =
        importers.stream().filter(importer -> importer.format().equals(format)).toList();
    if (named.isEmpty()) {
      throw ModeldexException.invalid(
          "format",
          "must be one of "
              + String.join(", ", importers.stream().map(Importer::format).toList())
              + " but is "
              + format);
    }
    return named;
  }
}
