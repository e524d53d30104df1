package org.modeldex.ingest.mteb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;

/**
 * Reads the results of one task.
 *
 * <p>Today: {@code scores} by split, each a list of entries with {@code main_score}, {@code
 * hf_subset} and {@code languages}. Before: the splits themselves at the top, each with metrics or
 * with subsets that have metrics; which metric is the main one follows from those that are there.
 */
final class ScoreFile {
  private static final String MAIN = "main_score";

  /** Metrics that are main ones of some kind of task, told apart by their order. */
  private static final List<List<String>> MAIN_METRICS =
      List.of(
          List.of(MAIN),
          List.of("ndcg_at_10"),
          List.of("v_measure"),
          List.of("cosine_spearman"),
          List.of("cos_sim", "spearman"),
          List.of("max_ap"),
          List.of("cosine_ap"),
          List.of("cos_sim", "ap"),
          List.of("p-MRR"),
          List.of("map_at_1000"),
          List.of("map"),
          List.of("accuracy"),
          List.of("f1"),
          List.of("ap"),
          List.of("spearman"));

  /** Fields of the older format that are no split, or no subset. */
  private static final Set<String> ABOUT =
      Set.of(
          "mteb_dataset_name", "mteb_version", "dataset_revision", "evaluation_time", "task_name");

  private static final int LANGUAGES_SHOWN = 4;

  private final SourceFile file;
  private final Place place;
  private final Consumer<Problem> problems;
  private final List<Score> scores = new ArrayList<>();
  private String task = "";

  private ScoreFile(SourceFile file, Place place, Consumer<Problem> problems) {
    this.file = file;
    this.place = place;
    this.problems = problems;
  }

  static boolean recognises(String head) {
    boolean today =
        head.contains("\"scores\"")
            && (head.contains("\"task_name\"") || head.contains("\"hf_subset\""));
    return head.startsWith("{") && (today || head.contains("\"mteb_dataset_name\""));
  }

  /**
   * @throws org.modeldex.record.ModeldexException INVALID_ARGUMENT when the file is no JSON
   */
  static List<Score> read(SourceFile file, Place place, Consumer<Problem> problems) {
    ScoreFile reader = new ScoreFile(file, place, problems);
    reader.read(JsonDocument.read(file.text()));
    return reader.scores;
  }

  private void read(YamlNode root) {
    Fields fields = fields(root);
    String name = fields.takeText("task_name");
    String older = fields.takeText("mteb_dataset_name");
    task = name != null ? name : older != null ? older : file.name().replaceFirst("\\.[^.]*$", "");
    YamlNode found = fields.take("scores");
    if (found instanceof YamlNode.Mapping splits) {
      splits.fields().forEach(this::split);
    } else {
      ABOUT.forEach(fields::take);
      fields
          .rest()
          .forEach((split, node) -> {
            if (node instanceof YamlNode.Mapping mapping) {
              older(mapping, split, null);
            }
          });
    }
    if (scores.isEmpty()) {
      problems.accept(new Problem(file.path(), null, "has no score", Loss.VALUE));
    }
  }

  private static Fields fields(@Nullable YamlNode node) {
    return new Fields(node instanceof YamlNode.Mapping mapping ? mapping.fields() : Map.of());
  }

  private void split(String split, YamlNode entries) {
    List<YamlNode> items =
        entries instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(entries);
    for (YamlNode item : items) {
      Fields entry = fields(item);
      YamlNode score = entry.take(MAIN);
      if (!(score instanceof YamlNode.Scalar value)) {
        lose(item.line(), "an entry of " + split + " has no " + MAIN);
        continue;
      }
      List<String> conditions = new ArrayList<>();
      String behind = behind(entry, value.text());
      if (behind != null) {
        conditions.add(behind);
      }
      List<String> languages = entry.takeTexts("languages");
      if (!languages.isEmpty()) {
        conditions.add(
            languages.size() > LANGUAGES_SHOWN
                ? languages.size() + " languages"
                : String.join(" ", languages));
      }
      add(MAIN, split, entry.takeText("hf_subset"), conditions, value);
    }
  }

  /** The metric whose value the main score is; null when none is the same. */
  private static @Nullable String behind(Fields entry, String score) {
    for (List<String> path : MAIN_METRICS) {
      if (path.size() == 1 && score.equals(entry.text(path.getFirst()))) {
        return path.getFirst();
      }
    }
    return null;
  }

  /** Reads metrics or, where no main one is among them, the subsets that have metrics. */
  private void older(YamlNode.Mapping metrics, String split, @Nullable String subset) {
    for (List<String> path : MAIN_METRICS) {
      if (at(metrics, path) instanceof YamlNode.Scalar value && !value.isNull()) {
        String behind = path.getFirst().equals(MAIN) ? behindOlder(metrics, value.text()) : null;
        List<String> conditions = behind == null ? List.of() : List.of(behind);
        add(String.join(" ", path), split, subset, conditions, value);
        return;
      }
    }
    int before = scores.size();
    if (subset == null) {
      metrics
          .fields()
          .forEach((name, node) -> {
            if (node instanceof YamlNode.Mapping nested) {
              older(nested, split, name);
            }
          });
    }
    if (subset == null && scores.size() == before) {
      lose(metrics.line(), "none of the metrics of " + split + " is known to be the main one");
    }
  }

  private static @Nullable String behindOlder(YamlNode.Mapping metrics, String score) {
    Fields others = fields(metrics);
    others.take(MAIN);
    return behind(others, score);
  }

  private static @Nullable YamlNode at(YamlNode.Mapping metrics, List<String> path) {
    YamlNode node = metrics;
    for (String name : path) {
      node = node instanceof YamlNode.Mapping mapping ? mapping.fields().get(name) : null;
    }
    return node;
  }

  private void add(
      String metric,
      String split,
      @Nullable String subset,
      List<String> conditions,
      YamlNode.Scalar value) {
    String slice = subset == null || subset.equals("default") ? null : subset;
    scores.add(
        new Score(metric, task, split, slice, conditions, value.text(), place, value.line()));
  }

  private void lose(int line, String reason) {
    problems.accept(Problem.ofLine(file.path(), line, reason, Loss.VALUE));
  }
}
