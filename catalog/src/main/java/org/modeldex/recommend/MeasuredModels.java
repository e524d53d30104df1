package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.modeldex.recommend.BenchmarkMatrix.Benchmark;
import org.modeldex.recommend.BenchmarkMatrix.Model;
import org.modeldex.recommend.ComparableKeys.ComparableKey;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The matrix of what the index knows: models that were measured on benchmarks that were measured
 * for at least 8 models. A cell is the model's best value under a comparable key, as leaderboards
 * rank it: its own or its current version's. It stays of a size that is learned within seconds,
 * whatever the catalogue's: of more benchmarks the most common count, of more models those with
 * most values.
 */
final class MeasuredModels {
  /** A benchmark that fewer models were measured on teaches nothing. */
  private static final int LEAST_MODELS = 8;

  private static final int MOST_BENCHMARKS = 500;

  private static final Comparator<Row> MOST_VALUES_FIRST =
      Comparator.comparingInt((Row row) -> -row.values.length).thenComparing(Row::id);

  /** Multiplications of one pass over all rows: a second's worth. */
  private static final double MOST_WORK = 3e8;

  private final SearchIndex index;
  private final Vocabulary vocabulary;
  private final int mostModels;

  /**
   * A matrix with the ids of its models.
   *
   * @param ids in ascending order, one for each row
   */
  record Measured(List<String> ids, BenchmarkMatrix matrix) {}

  /** A model with its values, of which most are absent. */
  private static final class Row {
    private final String id;
    private final double parameters; // NaN when unknown
    private final int[] columns; // ascending
    private final double[] values;

    Row(String id, double parameters, double[] all) {
      this.id = id;
      this.parameters = parameters;
      this.columns = IntStream.range(0, all.length).filter(j -> Double.isFinite(all[j])).toArray();
      this.values = Arrays.stream(columns).mapToDouble(j -> all[j]).toArray();
    }

    String id() {
      return id;
    }
  }

  MeasuredModels(SearchIndex index, Vocabulary vocabulary, int mostModels) {
    this.index = index;
    this.vocabulary = vocabulary;
    this.mostModels = mostModels;
  }

  /** Reads what searches see now. */
  Measured read() {
    Query models = new Query.FieldIs(SearchField.KIND, Kind.MODEL.word());
    List<ComparableKey> keys =
        new ComparableKeys(index.metrics(models))
            .all().stream().filter(this::isBenchmark).limit(MOST_BENCHMARKS).toList();
    List<Row> rows = keys.isEmpty() ? List.of() : rows(models, keys);
    List<Benchmark> benchmarks =
        keys.subList(0, affordable(keys.size(), rows)).stream()
            .map(key -> new Benchmark(key.key(), !isLargest(key.key())))
            .toList();
    BenchmarkMatrix.Builder matrix =
        new BenchmarkMatrix.Builder(
            benchmarks.stream().sorted(Comparator.comparing(Benchmark::key)).toList());
    List<String> ids = new ArrayList<>();
    for (Row row : rows) {
      if (row.columns[0] < benchmarks.size()) {
        ids.add(row.id);
        matrix.add(model(row), known(benchmarks, row));
      }
    }
    return new Measured(List.copyOf(ids), matrix.build());
  }

  /** Models with at least one value, by id. */
  private List<Row> rows(Query models, List<ComparableKey> keys) {
    List<Column> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(new Column.OfMetric(key.key(), isLargest(key.key()), true)));
    columns.add(new Column.OfField(SearchField.PARAMETERS));
    List<Row> rows = new ArrayList<>();
    index.scan(
        models,
        columns,
        (id, values) -> {
          Row row = new Row(id, values[keys.size()], Arrays.copyOf(values, keys.size()));
          if (row.columns.length > 0) {
            rows.add(row);
          }
          if (rows.size() > 2 * mostModels) {
            keepMostMeasured(rows);
          }
        });
    keepMostMeasured(rows);
    rows.sort(Comparator.comparing(Row::id));
    return rows;
  }

  private void keepMostMeasured(List<Row> rows) {
    if (rows.size() > mostModels) {
      rows.sort(MOST_VALUES_FIRST);
      rows.subList(mostModels, rows.size()).clear();
    }
  }

  /** How many of the most common benchmarks can be learned from: a row costs its length cubed. */
  private static int affordable(int benchmarks, List<Row> rows) {
    double[] work = new double[benchmarks];
    for (Row row : rows) {
      for (int k = 0; k < row.columns.length; k++) {
        work[row.columns[k]] += 3.0 * k * k + 3.0 * k + 1;
      }
    }
    double sum = 0;
    for (int j = 0; j < benchmarks; j++) {
      sum += work[j];
      if (sum > MOST_WORK) {
        return j;
      }
    }
    return benchmarks;
  }

  private static Map<String, Double> known(List<Benchmark> benchmarks, Row row) {
    Map<String, Double> known = new HashMap<>();
    for (int k = 0; k < row.columns.length && row.columns[k] < benchmarks.size(); k++) {
      known.put(benchmarks.get(row.columns[k]).key(), row.values[k]);
    }
    return known;
  }

  /** A model's name, project and size; sizes within a factor of two share a property. */
  private static Model model(Row row) {
    RecordId parsed = RecordId.parse(row.id);
    Set<String> properties = new TreeSet<>();
    properties.add("project " + parsed.project());
    if (row.parameters > 0) {
      long doublings = Math.round(Math.log(row.parameters) / Math.log(2));
      properties.add("about 2^" + doublings + " parameters");
      properties.add("about 2^" + (doublings + 1) + " parameters");
    }
    return new Model(parsed.name(), properties);
  }

  /** What a model costs to run is measured on no dataset, and says nothing of how good it is. */
  private boolean isBenchmark(ComparableKey key) {
    return key.count() >= LEAST_MODELS
        && MetricKey.parse(key.key()).dataset() != null
        && better(key.key()).isPresent();
  }

  private Optional<Better> better(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric()).map(Metric::better);
  }

  private boolean isLargest(String key) {
    return better(key).orElse(Better.HIGHER) == Better.HIGHER;
  }
}
