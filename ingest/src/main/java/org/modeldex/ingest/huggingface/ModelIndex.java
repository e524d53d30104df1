package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the results in a card's {@code model-index}. */
final class ModelIndex {
  private final Draft draft;
  private final Vocabulary vocabulary;
  private final List<Result> results = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private final Set<String> datasets = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  ModelIndex(Draft draft, Vocabulary vocabulary) {
    this.draft = draft;
    this.vocabulary = vocabulary;
  }

  /** The tasks that the results name, in the source's words. */
  List<String> tasks() {
    return tasks;
  }

  List<Result> results() {
    return results;
  }

  Set<String> datasets() {
    return datasets;
  }

  /** The names that the index gives its models. */
  Set<String> names() {
    return names;
  }

  /** Reads an index: a list of models with their results, or one of them. */
  void read(YamlNode node) {
    List<YamlNode> models = items(node);
    for (YamlNode model : models) {
      CardFields fields = CardFields.of(model);
      String name = fields.takeText("name");
      if (name != null) {
        names.add(name);
      }
      YamlNode found = fields.take("results");
      if (found == null) {
        if (!(model instanceof YamlNode.Mapping)) {
          draft.lose(model.line(), "\"" + model.text() + "\" is no model with results", Loss.VALUE);
        }
        continue;
      }
      for (YamlNode result : items(found)) {
        result(result, models.size() > 1 ? name : null);
      }
    }
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
  }

  /** What all metrics of one result have in common. */
  private record Setting(
      @Nullable String dataset, @Nullable String split, List<String> conditions) {}

  private void result(YamlNode node, @Nullable String model) {
    if (!(node instanceof YamlNode.Mapping)) {
      if (!Fields.isNull(node)) {
        draft.lose(node.line(), "the result \"" + node.text() + "\" is no mapping", Loss.VALUE);
      }
      return;
    }
    CardFields result = CardFields.of(node);
    YamlNode task = result.take("task");
    String taskWords =
        task instanceof YamlNode.Mapping ? typeOrName(CardFields.of(task)) : CardFields.text(task);
    if (taskWords != null) {
      tasks.add(taskWords);
    }
    YamlNode metrics = result.take("metrics");
    Setting setting = setting(result, model);
    if (metrics == null) {
      draft.lose(node.line(), "the result on " + setting.dataset() + " has no metrics", Loss.VALUE);
      return;
    }
    items(metrics).forEach(metric -> metric(metric, setting));
  }

  private Setting setting(CardFields result, @Nullable String model) {
    YamlNode node = result.take("dataset", "datasets");
    CardFields fields = CardFields.of(node);
    String dataset = node instanceof YamlNode.Mapping ? typeOrName(fields) : CardFields.text(node);
    if (dataset != null) {
      datasets.add(dataset);
    }
    String split = fields.takeText("split");
    List<String> conditions = new ArrayList<>();
    if (model != null) {
      conditions.add("model " + model);
    }
    String config = fields.takeText("config");
    if (config != null) {
      conditions.add(config);
    }
    String args = CardFields.text(fields.take("args"));
    if (args != null && !args.equals(config)) {
      conditions.add(config == null ? args : "args " + args);
    }
    fields.rest().forEach((name, value) -> conditions.add(name + ' ' + value.text()));
    result
        .rest()
        .forEach((name, value) -> {
          if (!name.equals("source")) {
            conditions.add(name + ' ' + value.text());
          }
        });
    return new Setting(dataset, split, conditions);
  }

  /** The type, which is the hub's id; the name, which is for people, only where there is none. */
  private static @Nullable String typeOrName(CardFields fields) {
    String type = fields.takeText("type");
    String name = fields.takeText("name");
    return type == null ? name : type;
  }

  private void metric(YamlNode node, Setting setting) {
    CardFields fields = CardFields.of(node);
    String type = fields.takeText("type");
    String name = fields.takeText("name");
    YamlNode value = fields.take("value");
    if (type == null && name == null && value == null && !fields.rest().isEmpty()) {
      plain(fields, setting);
      return;
    }
    if ((type == null && name == null) || value == null) {
      if (!Fields.isNull(node)) {
        String what = type == null ? name : type;
        draft.lose(
            node.line(),
            what == null ? "a metric has no name" : "the metric " + what + " has no value",
            Loss.VALUE);
      }
      return;
    }
    Trust trust = trust(fields);
    List<String> conditions = new ArrayList<>(setting.conditions());
    String metric = metric(type, name, conditions);
    fields.rest().forEach((field, words) -> conditions.add(field + ' ' + words.text()));
    add(metric, value, setting, conditions, trust);
  }

  /** Metrics as names and values, {@code accuracy: 0.9}. */
  private void plain(CardFields fields, Setting setting) {
    fields
        .rest()
        .forEach((name, value) ->
            add(name.strip(), value, setting, setting.conditions(), Trust.SELF_REPORTED));
  }

  private static Trust trust(CardFields fields) {
    String verified = fields.takeText("verified");
    fields.take("verifyToken");
    return "true".equalsIgnoreCase(verified) ? Trust.VERIFIED : Trust.SELF_REPORTED;
  }

  /**
   * The type, unless the name says more: another metric that is known ({@code rouge} and {@code
   * Rouge1}) or the same one on a split ({@code Test WER}), but not a part of the type ({@code
   * f1_macro} and {@code F1}). What is not chosen becomes a condition where it says something else.
   */
  private String metric(@Nullable String type, @Nullable String name, List<String> conditions) {
    if (type == null || name == null) {
      return String.valueOf(type == null ? name : type);
    }
    Optional<Metric> ofName = vocabulary.findMetric(name);
    Optional<Metric> ofType = vocabulary.findMetric(type);
    boolean less = ofType.isPresent() && letters(type).contains(letters(name));
    if (ofName.isPresent()
        && !less
        && !vocabulary.canonicalKey(name).equals(vocabulary.canonicalKey(type))) {
      if (!ofName.equals(ofType)) {
        conditions.add("type " + type);
      }
      return name;
    }
    if (ofName.isEmpty() && !letters(name).equals(letters(type))) {
      conditions.add(name);
    }
    return type;
  }

  private static String letters(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
  }

  private void add(
      String metric, YamlNode value, Setting setting, List<String> conditions, Trust trust) {
    if (Fields.isNull(value) || metric.isBlank()) {
      draft.lose(value.line(), "the metric " + metric + " has no value", Loss.VALUE);
      return;
    }
    results.add(
        new Result(
            metric,
            setting.dataset(),
            setting.split(),
            conditions,
            value.text(),
            null,
            trust,
            value.line()));
  }
}
