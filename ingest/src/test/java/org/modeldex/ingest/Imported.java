package org.modeldex.ingest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.MetadataRecord;
import org.modeldex.store.Mutation;

/** Everything that importing a folder or file gives. */
public record Imported(List<Mutation> mutations, ImportReport report) {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  /** Imports {@code path} into project {@code lab} with the given importers. */
  public static Imported from(Path path, Importer... importers) {
    return from(List.of(job(path, "lab")), List.of(importers));
  }

  static Imported from(List<ImportJob> jobs, List<Importer> importers) {
    List<Mutation> mutations = new ArrayList<>();
    ImportReport report =
        new ImportSession(importers, ImportLimits.DEFAULT, CLOCK).run(jobs, mutations::addAll);
    return new Imported(mutations, report);
  }

  static ImportJob job(Path path, String project) {
    return new ImportJob(ImportSource.at(path), project, null);
  }

  /** The records that are put. */
  public List<MetadataRecord> records() {
    return mutations.stream()
        .filter(Mutation.Put.class::isInstance)
        .map(mutation -> ((Mutation.Put) mutation).record())
        .toList();
  }

  /** The one record of this name. */
  public MetadataRecord record(String name) {
    return records().stream()
        .filter(record -> record.id().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record " + name + " among " + names()));
  }

  public List<String> names() {
    return records().stream().map(record -> record.id().name()).toList();
  }

  /** The problems in words. */
  public List<String> problems() {
    return report.problems().stream().map(Problem::toString).toList();
  }
}
