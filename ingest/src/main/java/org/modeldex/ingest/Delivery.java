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
  private String pathPrefix = "";
  private @Nullable String origin;
  private @Nullable RuntimeException failure;

  private final Map<String, Long> filesByFormat = new TreeMap<>();
  private final List<String> unrecognisedFiles = new ArrayList<>();
  private final Map<Kind, Long> records = new EnumMap<>(Kind.class);
  private final Map<Loss, Long> losses = new EnumMap<>(Loss.class);
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Long> passedOver = new TreeMap<>();
  private final List<ImportReport.Outcome> outcomes = new ArrayList<>();
  private long filesBefore;
  private long filesTotal;
  private long filesOfSource;
  private long readOfSource;
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

  /**
   * Says what the mutations and problems that follow come from.
   *
   * @param alone whether it is the only source, so that paths need not say which they belong to
   */
  void begin(ImportJob job, boolean alone) {
    project = job.project();
    sourceName = job.source().projectName();
    pathPrefix = alone ? "" : sourceName + '/';
    origin = job.origin();
    identified.clear();
  }

  /** Says how many files all sources have together. */
  void expect(long files) {
    filesTotal = files;
  }

  /** Says how many files the source has that is read now. */
  void beginReading(long files) {
    filesOfSource = files;
    readOfSource = 0;
  }

  /** Says that the source has been read. */
  void end(ImportReport.Outcome outcome) {
    filesBefore += filesOfSource;
    filesOfSource = 0;
    readOfSource = 0;
    outcomes.add(outcome);
    tellProgress();
  }

  /** Records written so far. */
  long written() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whole files and records lost so far. */
  long lost() {
    return losses.getOrDefault(Loss.FILE, 0L) + losses.getOrDefault(Loss.RECORD, 0L);
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
    long done = filesBefore + Math.min(readOfSource, filesOfSource);
    progress.accept(new ImportProgress(done, Math.max(done, filesTotal), written()));
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
      problems.add(
          pathPrefix.isEmpty()
              ? problem
              : new Problem(
                  pathPrefix + problem.file(), problem.place(), problem.reason(), problem.loss()));
    }
  }

  /** Notes a file or folder that is not looked into, which loses nothing. */
  void passOver(String path, String reason) {
    passedOver.merge(reason, 1L, Long::sum);
    report(new Problem(path, null, reason, Loss.NOTHING));
  }

  void countRecognised(String format, long files) {
    filesByFormat.merge(format, files, Long::sum);
  }

  void countUnrecognised(SourceFile file) {
    unrecognised++;
    if (unrecognisedFiles.size() < ImportReport.MAX_LISTED) {
      unrecognisedFiles.add(pathPrefix + file.path());
    }
  }

  void countRead() {
    filesRead++;
    readOfSource++;
    tellProgress();
  }

  ImportReport toReport() {
    return new ImportReport(
        new TreeMap<>(filesByFormat),
        filesRead,
        unrecognised,
        unrecognisedFiles,
        new TreeMap<>(passedOver),
        new TreeMap<>(records),
        deletions,
        measurements,
        points,
        new TreeMap<>(losses),
        problems,
        outcomes);
  }

  private MetadataRecord stamped(MetadataRecord record) {
    Source source = record.source();
    if (source == null || source.importedAt() != null) {
      return record;
    }
    Source stamped =
        new Source(source.format(), source.path(), source.name(), source.uri(), origin, importedAt);
    return record.toBuilder().source(stamped).build();
  }

  private static int weightOf(MetadataRecord record) {
    String description = record.description();
    return 1_000
        + (description == null ? 0 : description.length())
        + 200 * (record.statistical().size() + record.lineage().size())
        + 100 * record.attributes().size();
  }
}
