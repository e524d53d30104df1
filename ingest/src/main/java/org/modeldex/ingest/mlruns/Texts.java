package org.modeldex.ingest.mlruns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.mlruns.MetricFile.Line;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Mutation;

/**
 * The folders {@code params}, {@code tags}, {@code metrics} of one thing: a file for each key,
 * whose path is the key.
 */
final class Texts {
  private static final int POINTS_AT_ONCE = 10_000;

  private final String folder;
  private final SourceFiles files;
  private final Sink sink;

  Texts(String folder, SourceFiles files, Sink sink) {
    this.folder = folder;
    this.files = files;
    this.sink = sink;
  }

  /** The tags, by key. */
  SequencedMap<String, String> tags() {
    return texts("tags");
  }

  /** The aliases and what they stand for. */
  SequencedMap<String, String> aliases() {
    return texts("aliases");
  }

  void addParams(Draft draft) {
    texts("params").forEach((key, text) -> draft.hyperparameter(key, text, draft.line()));
  }

  /** Adds the latest value of each metric on each data set. */
  void addLatest(Draft draft) {
    for (SourceFile file : below("metrics")) {
      for (Line line : new MetricFile(file).latest(sink::report)) {
        draft.measurement(draft.line(), () -> measurement(key("metrics", file), line));
      }
    }
  }

  private static Measurement measurement(String metric, Line line) {
    return new Measurement(
        metric,
        line.dataset(),
        null,
        null,
        null,
        line.raw(),
        null,
        line.point().step(),
        Instant.ofEpochMilli(line.point().atMillis()),
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  /** Appends all values of each metric to the record, which must have been put. */
  void appendSeries(Draft draft) {
    for (SourceFile file : below("metrics")) {
      String metric = key("metrics", file);
      new MetricFile(file)
          .points(
              POINTS_AT_ONCE,
              points -> {
                Optional<Mutation> append = append(draft.id(), metric, points, file);
                append.ifPresent(sink::accept);
              });
    }
  }

  private Optional<Mutation> append(
      RecordId id, String metric, List<MetricPoint> points, SourceFile file) {
    try {
      MetricSeries series = new MetricSeries(metric, points);
      return Optional.of(new Mutation.AppendSeries(id, List.of(series)));
    } catch (ModeldexException e) {
      sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private SequencedMap<String, String> texts(String kind) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (SourceFile file : below(kind)) {
      try {
        texts.put(key(kind, file), file.text());
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
    }
    return texts;
  }

  private List<SourceFile> below(String kind) {
    List<SourceFile> below = new ArrayList<>(files.below(prefix(kind)));
    below.removeIf(file -> !file.path().startsWith(prefix(kind) + '/'));
    return below;
  }

  private String key(String kind, SourceFile file) {
    return file.path().substring(prefix(kind).length() + 1);
  }

  private String prefix(String kind) {
    return folder.isEmpty() ? kind : folder + '/' + kind;
  }
}
