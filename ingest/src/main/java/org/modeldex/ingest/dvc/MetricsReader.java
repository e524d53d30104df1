package org.modeldex.ingest.dvc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads metrics files: numbers by name, nested as the author likes. Of nested names the last that
 * the vocabulary knows is the metric, or the very last where it knows none; the others are the
 * split or the slice.
 */
final class MetricsReader {
  private static final Set<String> SPLITS =
      Set.of("train", "training", "val", "valid", "validation", "dev", "eval", "test", "testing");

  private final Vocabulary vocabulary;
  private final SourceFiles files;
  private final Sink sink;

  MetricsReader(Vocabulary vocabulary, SourceFiles files, Sink sink) {
    this.vocabulary = vocabulary;
    this.files = files;
    this.sink = sink;
  }

  /**
   * The value of a file in JSON or YAML; null when the file is not there or is neither, which is
   * reported.
   *
   * @param from the file that names it
   */
  @Nullable YamlNode read(String path, SourceFile from) {
    SourceFile file = files.find(path).orElse(null);
    if (file == null) {
      sink.report(
          new Problem(from.path(), null, path + " is not in the source", Problem.Loss.NOTHING));
      return null;
    }
    return value(file);
  }

  /** The same for a file that need not be there. */
  @Nullable YamlNode readIfThere(String path) {
    return files.find(path).map(this::value).orElse(null);
  }

  private @Nullable YamlNode value(SourceFile file) {
    try {
      if (file.endsWith(".json")) {
        return JsonDocument.read(file.text());
      }
      if (file.endsWith(".yaml", ".yml")) {
        List<YamlDocument> documents = YamlDocument.readAll(file.text());
        return documents.isEmpty() ? null : documents.getFirst().root();
      }
      sink.report(Problem.ofFile(file.path(), "metrics in this format are not read"));
    } catch (ModeldexException e) {
      sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return null;
  }

  /** Adds the numbers of a file to a record; a number {@code step} is that of all others. */
  void add(YamlNode metrics, Draft draft) {
    Long step = null;
    if (metrics instanceof YamlNode.Mapping mapping) {
      String text = new Fields(mapping.fields()).text("step");
      step = text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
    walk(new ArrayList<>(), metrics, step, draft);
  }

  private void walk(List<String> path, YamlNode node, @Nullable Long step, Draft draft) {
    if (node instanceof YamlNode.Mapping mapping) {
      for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
        path.add(field.getKey().strip());
        walk(path, field.getValue(), step, draft);
        path.removeLast();
      }
    } else if (!path.isEmpty() && !Fields.isNull(node) && !node.text().isBlank()) {
      if (step == null || path.size() > 1 || !path.getFirst().equals("step")) {
        List<String> names = List.copyOf(path);
        draft.measurement(draft.line(), () -> measurement(names, node.text().strip(), step));
      }
    }
  }

  private Measurement measurement(List<String> names, String raw, @Nullable Long step) {
    int metric = names.size() - 1;
    while (metric > 0 && vocabulary.findMetric(names.get(metric)).isEmpty()) {
      metric--;
    }
    if (vocabulary.findMetric(names.get(metric)).isEmpty()) {
      metric = names.size() - 1;
    }
    String split = null;
    List<String> slices = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (i != metric && split == null && SPLITS.contains(name.toLowerCase(Locale.ROOT))) {
        split = name;
      } else if (i != metric) {
        slices.add(name);
      }
    }
    return new Measurement(
        names.get(metric),
        null,
        split,
        slices.isEmpty() ? null : String.join("/", slices),
        null,
        raw,
        null,
        step,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
