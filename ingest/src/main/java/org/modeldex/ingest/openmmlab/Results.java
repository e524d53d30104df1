package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/** Reads what a model achieves: its results, and how fast and large it runs. */
final class Results {
  private final Draft draft;
  private final List<String> tasks = new ArrayList<>();
  private final List<String> datasets = new ArrayList<>();

  Results(Draft draft) {
    this.draft = draft;
  }

  /** The tasks that the results name, in the source's words. */
  List<String> tasks() {
    return tasks;
  }

  List<String> datasets() {
    return datasets;
  }

  /** Reads results as one mapping or a list of them, at any depth. */
  void read(YamlNode node) {
    switch (node) {
      case YamlNode.Sequence sequence -> sequence.items().forEach(this::read);
      case YamlNode.Mapping mapping -> {
        Fields result = new Fields(mapping.fields());
        YamlNode nested = result.take("Results");
        if (nested != null) {
          read(nested);
        }
        if (!result.rest().isEmpty()) {
          read(result, mapping.line());
        }
      }
      case YamlNode.Scalar scalar -> {
        if (!scalar.isNull()) {
          draft.lose(
              scalar.line(), "the result \"" + scalar.text() + "\" is no mapping", Loss.VALUE);
        }
      }
    }
  }

  /** What all metrics of one result have in common. */
  private record Setting(
      @Nullable String dataset, @Nullable String split, @Nullable String config) {}

  private void read(Fields result, int line) {
    tasks.addAll(result.takeTexts("Task"));
    YamlNode metrics = result.take("Metrics");
    String dataset = dataset(result);
    if (dataset != null) {
      datasets.add(dataset);
    }
    String split = result.takeText("Split");
    Setting setting = new Setting(dataset, split, config(result.rest()));
    if (metrics == null) {
      draft.lose(line, "the result on " + dataset + " has no metrics", Loss.VALUE);
    } else {
      metrics("", metrics, setting);
    }
  }

  /** The dataset's name; what else is said of it is said of the result. */
  private static @Nullable String dataset(Fields result) {
    YamlNode node = result.take("Dataset");
    if (node instanceof YamlNode.Mapping mapping) {
      Fields dataset = new Fields(mapping.fields());
      String name = dataset.takeText("Name");
      if (name != null) {
        result.inherit(dataset.rest());
        return name;
      }
    }
    return node == null || node.text().isBlank() ? null : node.text().strip();
  }

  /** Nested metrics get the names they are nested in before their own. */
  private void metrics(String prefix, YamlNode node, Setting setting) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (Map.Entry<String, YamlNode> metric : mapping.fields().entrySet()) {
          String name = prefix.isEmpty() ? metric.getKey() : prefix + ' ' + metric.getKey();
          metrics(name, metric.getValue(), setting);
        }
      }
      case YamlNode.Sequence sequence -> {
        boolean values = sequence.items().stream().allMatch(YamlNode.Scalar.class::isInstance);
        if (values && !prefix.isEmpty()) {
          add(prefix, sequence.text(), setting, sequence.line());
        } else {
          sequence.items().forEach(item -> metrics(prefix, item, setting));
        }
      }
      case YamlNode.Scalar scalar -> {
        if (prefix.isBlank()) {
          String problem = "the metrics \"" + scalar.text() + "\" have no name";
          draft.lose(scalar.line(), problem, Loss.VALUE);
        } else if (scalar.isNull()) {
          draft.lose(scalar.line(), "the metric " + prefix + " has no value", Loss.VALUE);
        } else {
          add(prefix, scalar.text(), setting, scalar.line());
        }
      }
    }
  }

  private void add(String metric, String raw, Setting setting, int line) {
    draft.measurement(
        line,
        () ->
            measurement(
                metric.strip(), setting.dataset(), setting.split(), setting.config(), raw, null));
  }

  /**
   * Reads how fast or large something is: a value, a mapping with {@code value} and the conditions
   * it was measured under, or a list of these. A unit in brackets at the end of the name is its
   * unit.
   */
  void readCost(String name, YamlNode node) {
    switch (node) {
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> readCost(name, item));
      case YamlNode.Mapping mapping -> {
        Fields conditions = new Fields(mapping.fields());
        YamlNode value = conditions.take("value");
        if (value instanceof YamlNode.Scalar scalar) {
          addCost(name, scalar, config(conditions.rest()));
        } else {
          draft.attributes(name, mapping);
        }
      }
      case YamlNode.Scalar scalar -> addCost(name, scalar, null);
    }
  }

  private void addCost(String name, YamlNode.Scalar value, @Nullable String config) {
    if (!value.isNull()) {
      draft.measurement(
          value.line(),
          () -> measurement(name.strip(), null, null, config, value.text(), unit(name)));
    }
  }

  private static @Nullable String unit(String name) {
    String stripped = name.strip();
    int bracket = stripped.lastIndexOf('(');
    return bracket > 0 && stripped.endsWith(")")
        ? stripped.substring(bracket + 1, stripped.length() - 1)
        : null;
  }

  private static @Nullable String config(Map<String, YamlNode> conditions) {
    StringJoiner words = new StringJoiner(", ");
    conditions.forEach((name, node) -> words.add(name + ' ' + node.text()));
    return words.length() == 0 ? null : words.toString();
  }

  private static Measurement measurement(
      String metric,
      @Nullable String dataset,
      @Nullable String split,
      @Nullable String config,
      String raw,
      @Nullable String rawUnit) {
    return new Measurement(
        metric,
        dataset,
        split,
        null,
        config,
        raw,
        rawUnit,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
