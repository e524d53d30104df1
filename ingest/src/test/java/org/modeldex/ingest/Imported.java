package org.modeldex.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** Reads files that are in memory, all claimed by the importer. */
  public static Imported from(Map<String, String> texts, Importer importer) {
    Map<String, byte[]> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return fromBytes(files, importer);
  }

  /** As the other, for files that are no text. */
  public static Imported fromBytes(Map<String, byte[]> contents, Importer importer) {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    contents.forEach((path, bytes) -> files.put(path, SourceFile.of(path, bytes)));
    List<Mutation> mutations = new ArrayList<>();
    Delivery delivery = new Delivery(mutations::addAll, progress -> {}, 100, CLOCK.instant());
    delivery.begin(new ImportJob(new ImportSource.Folder(Path.of("memory")), "lab", null), true);
    importer.read(new InMemory(files), delivery);
    delivery.flush();
    return new Imported(mutations, delivery.toReport());
  }

  private record InMemory(SortedMap<String, SourceFile> files) implements SourceFiles {
    @Override
    public List<SourceFile> claimed() {
      return List.copyOf(files.values());
    }

    @Override
    public Optional<SourceFile> find(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<SourceFile> below(String folder) {
      return files.values().stream().filter(file -> file.path().startsWith(folder)).toList();
    }
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
