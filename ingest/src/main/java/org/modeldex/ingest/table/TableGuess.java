package org.modeldex.ingest.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.table.TableMapping.Unmapped;
import org.modeldex.ingest.table.TableMapping.Written;
import org.modeldex.record.Kind;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * A mapping that the header and first rows of a table suggest. Used by one thread, once.
 *
 * <p>The column of names is the one with the most telling header; other columns are what their
 * header is usually used for, or metrics if they are numbers of a metric of which the vocabulary
 * knows which way is better. What is left stays unmapped.
 */
final class TableGuess {
  /** So many known metrics make up for a column of names that has no header. */
  private static final int METRICS_OF_UNNAMED = 3;

  private static final Pattern FILE_WORDS =
      Pattern.compile(
          "(?i)(?:^|[\\W_])(?:results?|leader"
              + " ?boards?|benchmarks?|scores?|evals?|evaluations?|data)(?=$|[\\W_])");
  private static final List<String> SEPARATORS = List.of(";", "|", ",");

  private final SourceFile file;
  private final Layout layout;
  private final Sample sample;
  private final Vocabulary vocabulary;
  private final List<Column> columns;
  private final Set<Column> used = new HashSet<>();
  private final SequencedMap<Field, Cells> fields = new LinkedHashMap<>();
  private final List<Score> metrics = new ArrayList<>();
  private final Set<Metric> known = new HashSet<>();

  TableGuess(SourceFile file, Layout layout, Sample sample, Vocabulary vocabulary) {
    this.file = file;
    this.layout = layout;
    this.sample = sample;
    this.vocabulary = vocabulary;
    columns = sample.columns().stream().map(name -> Column.of(name, sample)).toList();
  }

  /**
   * What is suggested.
   *
   * @param isConfident whether the table is certain to be one of models and their results: by its
   *     header a column names models (one without a header does when there are {@value
   *     #METRICS_OF_UNNAMED} metrics), there are numbers of a known ratio such as accuracy or of
   *     two known metrics of which it is known which way is better, and no column counts epochs,
   *     steps or time
   */
  record Guessed(TableMapping mapping, boolean isConfident) {}

  /** Empty when no column can hold names. */
  Optional<Guessed> make() {
    Column model = named(ColumnWords.MODELS);
    Column name = model == null ? otherName() : model;
    if (name == null || sample.rows().isEmpty()) {
      return Optional.empty();
    }
    used.add(name);
    fields.put(Field.NAME, Cells.column(name.name()));
    Column value = find(ColumnWords.VALUES, true);
    Column metric = find(ColumnWords.METRICS, false);
    if (value != null && metric != null) {
      used.add(value);
      used.add(metric);
      metric.distinct().forEach(this::know);
    } else {
      metric = null;
      left()
          .filter(column -> !ColumnWords.SIZES.contains(column.words()))
          .toList()
          .forEach(this::readMetric);
    }
    boolean isLong = metric != null;
    Score score = score(name, isLong ? value : null, metric);
    left().toList().forEach(this::describe);
    boolean gathers = isLong || (!name.isUnique() && score.variesByRow());
    Score settled = gathers ? score.within(varying(name)) : score;
    TableMapping mapping =
        new TableMapping(
            written(),
            ColumnWords.RUNS.contains(name.words()) ? Kind.RUN : Kind.MODEL,
            gathers,
            fields,
            settled,
            metrics,
            same(hyperparameters()),
            new LinkedHashMap<>(),
            List.of(),
            Unmapped.ATTRIBUTES);
    return Optional.of(new Guessed(mapping, isConfident(model != null, name)));
  }

  /** The columns that nothing is known of yet. */
  private Stream<Column> left() {
    return columns.stream().filter(column -> !used.contains(column));
  }

  private boolean isConfident(boolean isModel, Column name) {
    boolean names = isModel || (isUnnamed(name) && known.size() >= METRICS_OF_UNNAMED);
    boolean ratio =
        known.stream().anyMatch(found -> String.valueOf(found.unit()).startsWith("ratio"));
    return names
        && sample.rows().size() > 1
        && (ratio || known.size() > 1)
        && columns.stream().noneMatch(column -> ColumnWords.LOG.matcher(column.words()).matches());
  }

  private static boolean isUnnamed(Column column) {
    return column.name().equals(DelimitedRows.unnamed(0)) || column.name().equals(JsonRows.KEY);
  }

  private @Nullable Column named(Collection<String> headers) {
    for (String header : headers) {
      for (Column column : columns) {
        if (column.words().equals(header) && !column.isNumeric() && !column.texts().isEmpty()) {
          return column;
        }
      }
    }
    return null;
  }

  /** The key of an object of objects, a column of runs or names, or the first with only texts. */
  private @Nullable Column otherName() {
    Column key = first(column -> column.name().equals(JsonRows.KEY));
    if (key != null) {
      return key;
    }
    Column run = named(ColumnWords.RUNS);
    Column other = run == null ? named(ColumnWords.NAMES) : run;
    return other != null
        ? other
        : first(column -> !column.isNumeric() && column.isUnique() && !column.texts().isEmpty());
  }

  private @Nullable Column first(Predicate<Column> condition) {
    return columns.stream().filter(condition).findFirst().orElse(null);
  }

  private @Nullable Column find(Set<String> words, boolean numeric) {
    return first(column ->
        !used.contains(column)
            && words.contains(column.words())
            && column.isNumeric() == numeric
            && !column.texts().isEmpty());
  }

  private void readMetric(Column column) {
    if (!column.isNumeric()
        || ColumnWords.isHyperparameter(column.words())
        || ColumnWords.field(column.words()).isPresent()) {
      return;
    }
    HeaderText header = HeaderText.read(column.name(), vocabulary);
    if (!know(header.metric())) {
      return;
    }
    used.add(column);
    metrics.add(
        new Score(
            Cells.column(column.name()),
            Cells.constant(header.metric()),
            constant(header.dataset()),
            null,
            null,
            constant(header.unit()),
            header.config() == null ? List.of() : List.of(Cells.constant(header.config())),
            null,
            null,
            null,
            null));
  }

  private static @Nullable Cells constant(@Nullable String word) {
    return word == null ? null : Cells.constant(word);
  }

  /** Takes a metric into account if it is known which way is better. */
  private boolean know(String words) {
    Optional<Metric> metric = vocabulary.findMetric(words).filter(found -> found.better() != null);
    metric.ifPresent(known::add);
    return metric.isPresent();
  }

  /** What else is said of the numbers. */
  private Score score(Column name, @Nullable Column value, @Nullable Column metric) {
    if (value == null && metrics.isEmpty()) {
      return Score.NOTHING;
    }
    Cells dataset = taken(ColumnWords.DATASETS, false);
    Column task = find(Set.of("task", "task name"), false);
    if (dataset == null && task != null && areDatasets(task)) {
      used.add(task);
      dataset = Cells.column(task.name());
    }
    boolean ownDatasets = metrics.stream().anyMatch(own -> own.dataset() != null);
    return new Score(
        value == null ? null : Cells.column(value.name()),
        metric == null ? null : Cells.column(metric.name()),
        dataset == null && !ownDatasets ? constant(datasetOfFile()) : dataset,
        taken(ColumnWords.SPLITS, false),
        value == null && name.isUnique() ? null : taken(ColumnWords.SLICES, false),
        value == null ? null : taken(Set.of("unit", "units"), false),
        List.of(),
        taken(ColumnWords.STEPS, true),
        taken(value == null ? ColumnWords.TIMES : ColumnWords.TIMES_OF_VALUES, false),
        taken(ColumnWords.SIZES, true),
        value == null ? null : taken(ColumnWords.SPREADS, true));
  }

  private @Nullable Cells taken(Set<String> words, boolean numeric) {
    Column column = find(words, numeric);
    if (column == null) {
      return null;
    }
    used.add(column);
    return Cells.column(column.name());
  }

  private boolean areDatasets(Column column) {
    Set<String> distinct = column.distinct();
    long datasets =
        distinct.stream()
            .filter(text -> vocabulary.find(Term.Category.DATASET, text).isPresent())
            .count();
    return 2 * datasets > distinct.size();
  }

  /** A known dataset that the file, else its folder, is called after. */
  private @Nullable String datasetOfFile() {
    String stem = file.name().replaceFirst("\\.[^.]*$", "");
    String folder = file.folder().substring(file.folder().lastIndexOf('/') + 1);
    for (String place : List.of(stem, folder)) {
      String plain = FILE_WORDS.matcher(place).replaceAll("").replaceAll("^[\\W_]+|[\\W_]+$", "");
      for (String words : List.of(place, plain)) {
        if (words.length() > 2 && vocabulary.find(Term.Category.DATASET, words).isPresent()) {
          return words;
        }
      }
    }
    return null;
  }

  private void describe(Column column) {
    Field field = ColumnWords.field(column.words()).orElse(null);
    if (field != null && !fields.containsKey(field) && !column.texts().isEmpty()) {
      used.add(column);
      Cells cells = Cells.column(column.name());
      fields.put(
          field, field.isNumber() ? cells.withUnit(unit(column)) : separated(field, column, cells));
    }
  }

  private List<String> hyperparameters() {
    return left()
        .filter(column -> ColumnWords.isHyperparameter(column.words()))
        .map(Column::name)
        .toList();
  }

  /** The letter of the thousands, millions ... that a header counts in. */
  private static @Nullable String unit(Column column) {
    String words = ' ' + column.words() + ' ';
    if (words.contains(" m ") || words.contains(" millions ") || words.contains(" mb ")) {
      return "M";
    }
    return words.matches(".* (?:b|billions|g|gb) .*| g(?:flops|macs) ") ? "G" : null;
  }

  private static Cells separated(Field field, Column column, Cells cells) {
    if (field.isMany() && field != Field.PAPERS && field != Field.ARTIFACTS) {
      for (String separator : SEPARATORS) {
        if (column.isList(separator)) {
          return cells.withSeparator(separator);
        }
      }
    }
    return cells;
  }

  /**
   * Columns that nobody took and that differ between rows of one name: how a value was measured.
   */
  private Score varying(Column name) {
    Map<String, Row> first = new LinkedHashMap<>();
    List<String> varying = new ArrayList<>();
    sample.rows().forEach(row -> first.putIfAbsent(row.text(name.name()), row));
    for (Column column : columns) {
      boolean varies =
          sample.rows().stream()
              .anyMatch(row -> {
                Row other = first.get(row.text(name.name()));
                return other != null && !other.text(column.name()).equals(row.text(column.name()));
              });
      if (!used.contains(column) && varies) {
        used.add(column);
        varying.add(column.name());
      }
    }
    return varying.isEmpty() ? Score.NOTHING : Score.ofConfig(Cells.columns(varying));
  }

  private Written written() {
    boolean json = layout.format().isJson();
    boolean usual = layout.delimiter() == null || layout.delimiter() == usualDelimiter();
    return new Written(
        layout.format(),
        layout.encoding().equals(StandardCharsets.UTF_8) ? null : layout.encoding(),
        usual ? null : layout.delimiter(),
        null,
        layout.header() == 1 ? null : layout.header(),
        json && !layout.path().text().equals("$") ? layout.path() : null);
  }

  private char usualDelimiter() {
    return layout.format() == Layout.Format.TSV ? '\t' : ',';
  }

  private static SequencedMap<String, String> same(List<String> names) {
    SequencedMap<String, String> same = new LinkedHashMap<>();
    names.forEach(name -> same.put(name, name));
    return same;
  }
}
