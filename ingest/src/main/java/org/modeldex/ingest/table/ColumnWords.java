package org.modeldex.ingest.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people usually call the columns of tables of models. All words are as {@link Column#words}.
 */
final class ColumnWords {
  /** Headers that say that a column names models, the most telling first. */
  static final List<String> MODELS =
      List.of(
          "model",
          "models",
          "model name",
          "full model name",
          "model id",
          "pretrained model",
          "method",
          "methods",
          "method name",
          "system",
          "system name",
          "approach",
          "algorithm",
          "architecture",
          "network",
          "checkpoint");

  static final List<String> RUNS = List.of("run", "run name", "run id", "experiment");
  static final List<String> NAMES = List.of("name", "title", "id", "submission", "entry");

  static final Set<String> METRICS =
      Set.of("metric", "metric name", "metric id", "metric type", "metrics", "measure");
  static final Set<String> VALUES = Set.of("value", "metric value", "score", "result", "results");
  static final Set<String> DATASETS =
      Set.of(
          "dataset",
          "dataset name",
          "data set",
          "test set",
          "testset",
          "evaluation dataset",
          "benchmark");
  static final Set<String> SPLITS = Set.of("split", "dataset split", "partition");
  static final Set<String> SLICES = Set.of("slice", "subset", "subtask", "category", "class");
  static final Set<String> STEPS = Set.of("step", "epoch", "iteration");
  static final Set<String> TIMES = Set.of("evaluated at", "evaluation date", "timestamp");
  static final Set<String> TIMES_OF_VALUES =
      Set.of("evaluated at", "evaluation date", "timestamp", "date", "time");
  static final Set<String> SIZES = Set.of("sample size", "num samples", "n samples", "n total");
  static final Set<String> SPREADS = Set.of("std", "stddev", "standard deviation");

  /** Headers of a log of one training rather than a table of models. */
  static final Pattern LOG =
      Pattern.compile("(?:train(?:ing)? |global )?(?:epoch|step|iter|iteration)|time ?stamp");

  private static final Pattern HYPERPARAMETER =
      Pattern.compile(
          "lr|.*\\b(?:learning rate|batch size|epochs|dropout|weight"
              + " decay|warmup.*|momentum|optimi[sz]er|seed|hidden size|hidden dim|num layers|n"
              + " layers|layers|heads|num heads|embedding dim|embedding size|embed dim|max"
              + " tokens|max length|context length|img size|image size|input size|crop"
              + " pct|temperature|precision type|quantization)");

  private static final Map<String, Field> FIELDS = fields();

  private ColumnWords() {}

  /** The field that a header names. */
  static Optional<Field> field(String words) {
    return Optional.ofNullable(FIELDS.get(words));
  }

  static boolean isHyperparameter(String words) {
    return HYPERPARAMETER.matcher(words).matches();
  }

  private static Map<String, Field> fields() {
    Map<Field, List<String>> words = new LinkedHashMap<>();
    words.put(Field.DESCRIPTION, List.of("description", "summary", "abstract"));
    words.put(Field.TAGS, List.of("tags", "tag", "keywords", "labels"));
    words.put(Field.TASKS, List.of("task", "tasks", "pipeline tag", "task name", "task type"));
    words.put(
        Field.DATASETS,
        List.of(
            "training data",
            "training dataset",
            "training datasets",
            "train dataset",
            "train data",
            "trained on",
            "pretraining data",
            "pretrain dataset",
            "pretrained on",
            "datasets"));
    words.put(
        Field.BASE_MODELS, List.of("base model", "base models", "parent model", "finetuned from"));
    words.put(Field.LICENSE, List.of("license", "licence", "hub license", "model license"));
    words.put(Field.ARCHITECTURES, List.of("architecture", "architectures", "backbone", "arch"));
    words.put(Field.FRAMEWORK, List.of("framework", "frameworks"));
    words.put(Field.LIBRARY, List.of("library", "library name"));
    words.put(Field.LANGUAGES, List.of("language", "languages", "lang"));
    words.put(Field.MODALITIES, List.of("modality", "modalities"));
    words.put(
        Field.OWNER,
        List.of(
            "owner",
            "organization",
            "organisation",
            "org",
            "developer",
            "publisher",
            "author",
            "creator",
            "company"));
    words.put(Field.TEAM, List.of("team"));
    words.put(Field.STATUS, List.of("status"));
    words.put(Field.STAGE, List.of("stage"));
    words.put(
        Field.PARAMETER_COUNT,
        List.of(
            "params",
            "parameters",
            "#params",
            "# params",
            "#parameters",
            "param count",
            "parameter count",
            "params m",
            "params b",
            "param count m",
            "num params",
            "num parameters",
            "n params",
            "n parameters",
            "number of parameters",
            "parameters m",
            "parameters b",
            "params millions",
            "params billions",
            "#params m",
            "#params b",
            "# params m",
            "# params b"));
    words.put(
        Field.SIZE_BYTES,
        List.of(
            "size bytes",
            "file size",
            "file size mb",
            "model size mb",
            "size mb",
            "size gb",
            "model size gb"));
    words.put(Field.FLOPS, List.of("flops", "flops g", "gflops", "macs", "macs g", "gmacs"));
    words.put(Field.HARDWARE, List.of("hardware", "device", "gpu"));
    words.put(
        Field.ARTIFACTS,
        List.of(
            "weights", "download", "checkpoint", "checkpoint url", "download url", "weights url"));
    words.put(Field.PAPERS, List.of("paper", "paper url", "paper title", "arxiv", "paper link"));
    words.put(
        Field.URL,
        List.of("url", "link", "homepage", "model url", "model link", "repo", "repository"));
    words.put(
        Field.CREATED_AT,
        List.of(
            "created",
            "created at",
            "creation date",
            "date",
            "release date",
            "released",
            "published",
            "publication date"));
    Map<String, Field> byWord = new LinkedHashMap<>();
    words.forEach((field, names) -> names.forEach(name -> byWord.putIfAbsent(name, field)));
    return byWord;
  }
}
