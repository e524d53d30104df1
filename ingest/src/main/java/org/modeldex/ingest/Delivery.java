package org.modeldex.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;

/**
 * The sink of a session: collects mutations into batches that are bounded in number and weight, and
 * counts what passes. Used by one thread.
 */
final class Delivery implements Sink {
  /** Characters of text in one batch, about. */
  private static final int BATCH_WEIGHT = 4 << 20;

  private static final int POINT_WEIGHT = 80;

  private final Consumer<List<Mutation>> target;
  private final Consumer<ImportProgress> progress;
  private final int maxBatch;
  private final Instant importedAt;
  private final Names names = new Names();

  /** The ids that were given out for each file of the source, by its path. */
  private final Map<String, List<RecordId>> identified = new HashMap<>();

  private final List<Mutation> batch = new ArrayList<>();
  private int weight;
  private String project = "";
  private String sourceName = "";
  private @Nullable RuntimeException failure;

  private final Map<String, Long> filesByFormat = new TreeMap<>();
  private final List<String> unrecognisedFiles = new ArrayList<>();
  private final Map<Kind, Long> records = new EnumMap<>(Kind.class);
  private final Map<Loss, Long> losses = new EnumMap<>(Loss.class);
  private final List<Problem> problems = new ArrayList<>();
  private long filesRead;
  private long unrecognised;
  private long deletions;
  private long measurements;
  private long points;

  Delivery(
      Consumer<List<Mutation>> target,
      Consumer<ImportProgress> progress,
      int maxBatch,
      Instant importedAt) {
    this.target = target;
    this.progress = progress;
    this.maxBatch = maxBatch;
    this.importedAt = importedAt;
  }

  /** Says what the mutations that follow come from. */
  void begin(ImportJob job) {
    project = job.project();
    sourceName = job.source().projectName();
    identified.clear();
  }

  @Override
  public String project() {
    return project;
  }

  @Override
  public RecordId identify(Kind kind, String nativeName, SourceFile file) {
    RecordId id = names.claim(kind, project, nativeName, sourceName + '/' + file.path());
    identified.computeIfAbsent(file.path(), first -> new ArrayList<>(1)).add(id);
    return id;
  }

  @Override
  public List<RecordId> identified(Kind kind, SourceFile file) {
    return identified.getOrDefault(file.path(), List.of()).stream()
        .filter(id -> id.kind() == kind)
        .toList();
  }

  @Override
  public void accept(Mutation mutation) {
    rethrowFailure();
    switch (mutation) {
      case Mutation.Put put -> {
        MetadataRecord record = stamped(put.record());
        records.merge(record.id().kind(), 1L, Long::sum);
        measurements += record.statistical().size();
        weight += weightOf(record);
        batch.add(new Mutation.Put(record, put.precondition()));
      }
      case Mutation.Delete delete -> {
        deletions++;
        batch.add(delete);
      }
      case Mutation.AppendMeasurements append -> {
        measurements += append.measurements().size();
        batch.add(append);
      }
      case Mutation.AppendSeries append -> {
        long size = append.series().stream().mapToLong(series -> series.points().size()).sum();
        points += size;
        weight += (int) (1_000 + POINT_WEIGHT * size);
        batch.add(append);
      }
    }
    if (batch.size() >= maxBatch || weight >= BATCH_WEIGHT) {
      flush();
    }
  }

  /** Hands on what is waiting. */
  void flush() {
    rethrowFailure();
    if (batch.isEmpty()) {
      return;
    }
    List<Mutation> full = List.copyOf(batch);
    batch.clear();
    weight = 0;
    try {
      target.accept(full);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
    tellProgress();
  }

  void tellProgress() {
    long found = filesByFormat.values().stream().mapToLong(Long::longValue).sum();
    long written = records.values().stream().mapToLong(Long::longValue).sum();
    progress.accept(new ImportProgress(filesRead, found, written));
  }

  /** Throws what the target threw, in case an importer took it for a problem of its own. */
  void rethrowFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void report(Problem problem) {
    losses.merge(problem.loss(), 1L, Long::sum);
    if (problems.size() < ImportReport.MAX_LISTED) {
      problems.add(problem);
    }
  }

  void countRecognised(String format, long files) {
    filesByFormat.merge(format, files, Long::sum);
  }

  void countUnrecognised(SourceFile file) {
    unrecognised++;
    if (unrecognisedFiles.size() < ImportReport.MAX_LISTED) {
      unrecognisedFiles.add(file.path());
    }
  }

  void countRead() {
    filesRead++;
  }

  ImportReport toReport() {
    return new ImportReport(
        new TreeMap<>(filesByFormat),
        filesRead,
        unrecognised,
        unrecognisedFiles,
        new TreeMap<>(records),
        deletions,
        measurements,
        points,
        new TreeMap<>(losses),
        problems);
  }

  private MetadataRecord stamped(MetadataRecord record) {
    Source source = record.source();
    return source == null || source.importedAt() != null
        ? record
        : record.toBuilder()
            .source(
                new Source(source.format(), source.path(), source.name(), source.uri(), importedAt))
            .build();
  }

  private static int weightOf(MetadataRecord record) {
    String description = record.description();
    return 1_000
        + (description == null ? 0 : description.length())
        + 200 * (record.statistical().size() + record.lineage().size())
        + 100 * record.attributes().size();
  }
}
