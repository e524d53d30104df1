package org.modeldex.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.BenchmarkMatrix.Benchmark;
import org.modeldex.recommend.BenchmarkMatrix.Model;
import org.modeldex.recommend.ComparableKeys.ComparableKey;
import org.modeldex.recommend.Recommendation.Source;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The predictor of what is stored now: fitted again in the background when searches show something
 * new. It is derived from the index and never waited for; requests use the latest one that is
 * complete. A value that changes in a known matrix costs a few rounds of the solver; settings and
 * covariances are learned anew when benchmarks come or go, or a tenth of the cells is new.
 *
 * <p>A cell is the record's best value under a comparable key, as leaderboards rank it: its own or
 * its current version's.
 */
public final class LivePredictor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePredictor.class);

  /** A benchmark that fewer models were measured on teaches nothing. */
  private static final int LEAST_MODELS = 8;

  private static final int MOST_BENCHMARKS = 500;

  /** Multiplications of one pass over all rows: a second's worth. */
  private static final double MOST_WORK = 3e8;

  /** At least so long between two fits. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** And so many times what the last one took: a tenth of one processor. */
  private static final int REST = 9;

  /** But never longer than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final SearchIndex index;
  private final Vocabulary vocabulary;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private boolean closed; // guarded by lock
  private volatile @Nullable Version latest;
  private long pauseNanos = PAUSE.toNanos(); // of the thread alone

  /**
   * A predictor and what it was made from.
   *
   * @param sequence it reflects every change up to here
   * @param rows the place of each model in the matrix, by the text form of its id
   * @param columns the place of each benchmark in the matrix, by metric key
   */
  record Version(
      long sequence,
      BenchmarkPredictor predictor,
      List<String> ids,
      Map<String, Integer> rows,
      Map<String, Integer> columns) {
    /** Whether there is a cell for this model and metric key. */
    boolean knows(String id, String key) {
      return rows.containsKey(id) && columns.containsKey(key);
    }

    /** Whether the model's own measurements say enough to predict the metric. */
    boolean supports(String id, String key) {
      return knows(id, key) && predictor.isSupported(row(id), column(key));
    }

    BenchmarkPredictor.Interval interval(String id, String key) {
      return predictor.interval(row(id), column(key));
    }

    Optional<BenchmarkPredictor.Interval> plausible(String id, String key) {
      return predictor.plausible(row(id), column(key));
    }

    Value.Predicted predicted(String id, String key) {
      Prediction prediction = predictor.predict(row(id), column(key));
      List<Source> evidence =
          prediction.evidence().stream()
              .map(cell ->
                  new Source(
                      ids.get(cell.model()),
                      predictor.matrix().benchmarks().get(cell.benchmark()).key(),
                      cell.value(),
                      cell.weight()))
              .toList();
      return new Value.Predicted(
          key, prediction.value(), prediction.low(), prediction.high(), evidence);
    }

    private int row(String id) {
      return Objects.requireNonNull(rows.get(id), id);
    }

    private int column(String key) {
      return Objects.requireNonNull(columns.get(key), key);
    }
  }

  public LivePredictor(SearchIndex index, Vocabulary vocabulary) {
    this.index = index;
    this.vocabulary = vocabulary;
    this.thread = Thread.ofPlatform().name("predictor").daemon().unstarted(this::run);
  }

  /** Begins to follow the index. */
  public void start() {
    thread.start();
  }

  /** The latest complete predictor; empty until the first one is fitted. */
  Optional<Version> latest() {
    return Optional.ofNullable(latest);
  }

  /** The sequence that the latest predictor reflects; minus 1 until the first one is fitted. */
  public long sequence() {
    Version version = latest;
    return version == null ? -1 : version.sequence();
  }

  /** Stops following the index; returns once it is no longer read. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (pause()) {
      try {
        long visible = index.visibleSequence();
        if (visible > Math.max(0, sequence())) {
          long begun = System.nanoTime();
          fit(visible);
          pauseNanos =
              Math.clamp(
                  REST * (System.nanoTime() - begun), PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
        }
      } catch (ModeldexException e) {
        log.warn("benchmarks could not be read, predictions stay as they are for now", e);
      }
    }
  }

  /** Waits a moment, so that what changes together is learned together; false when closed. */
  private boolean pause() {
    lock.lock();
    try {
      long left = pauseNanos;
      while (left > 0 && !closed) {
        left = wake.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void fit(long sequence) {
    Version last = latest;
    List<String> ids = new ArrayList<>();
    BenchmarkMatrix matrix;
    lock.lock(); // whoever closes the index next waits until it is read
    try {
      if (closed) {
        return;
      }
      matrix = matrix(ids);
    } finally {
      lock.unlock();
    }
    if (last != null && last.ids().equals(ids) && matrix.equals(last.predictor().matrix())) {
      latest = new Version(sequence, last.predictor(), last.ids(), last.rows(), last.columns());
      return;
    }
    long begun = System.nanoTime();
    BenchmarkPredictor predictor =
        last == null ? BenchmarkPredictor.fit(matrix) : last.predictor().refit(matrix);
    Map<String, Integer> rows = new HashMap<>();
    ids.forEach(id -> rows.put(id, rows.size()));
    Map<String, Integer> columns = new HashMap<>();
    matrix.benchmarks().forEach(benchmark -> columns.put(benchmark.key(), columns.size()));
    latest = new Version(sequence, predictor, ids, rows, columns);
    log.info(
        "fitted predictions of {} benchmarks for {} models to change {} in {} ms",
        columns.size(),
        rows.size(),
        sequence,
        (System.nanoTime() - begun) / 1_000_000);
  }

  private BenchmarkMatrix matrix(List<String> ids) {
    Query models = new Query.FieldIs(SearchField.KIND, Kind.MODEL.word());
    List<ComparableKey> keys =
        new ComparableKeys(index.metrics(models))
            .all().stream().filter(this::isBenchmark).limit(MOST_BENCHMARKS).toList();
    ValueReader reader =
        new ValueReader(
            keys.stream().map(key -> ValueReader.Wanted.of(key, isLargest(key.key()))).toList());
    List<Column> columns = new ArrayList<>(reader.columns());
    columns.add(new Column.OfField(SearchField.PARAMETERS));
    Map<String, double[]> rows = new TreeMap<>();
    Map<String, Double> parameters = new HashMap<>();
    index.scan(
        models,
        columns,
        (id, values) -> {
          rows.put(id, reader.read(values));
          parameters.put(id, values[values.length - 1]);
        });
    List<Benchmark> benchmarks =
        keys.subList(0, affordable(keys.size(), rows.values())).stream()
            .map(key -> new Benchmark(key.key(), !isLargest(key.key())))
            .toList();
    BenchmarkMatrix.Builder builder =
        new BenchmarkMatrix.Builder(
            benchmarks.stream().sorted(Comparator.comparing(Benchmark::key)).toList());
    rows.forEach((id, values) -> {
      ids.add(id);
      builder.add(model(id, parameters.getOrDefault(id, Double.NaN)), known(benchmarks, values));
    });
    return builder.build();
  }

  /** How many of the most common benchmarks can be learned from: a row costs its length cubed. */
  private static int affordable(int benchmarks, Collection<double[]> rows) {
    int[] lengths = new int[rows.size()];
    double work = 0;
    for (int j = 0; j < benchmarks; j++) {
      int i = 0;
      for (double[] row : rows) {
        if (Double.isFinite(row[j])) {
          double length = lengths[i]++;
          work += 3 * length * length + 3 * length + 1;
        }
        i++;
      }
      if (work > MOST_WORK) {
        return j;
      }
    }
    return benchmarks;
  }

  private static Map<String, Double> known(List<Benchmark> benchmarks, double[] values) {
    Map<String, Double> known = new HashMap<>();
    for (int j = 0; j < benchmarks.size(); j++) {
      if (Double.isFinite(values[j])) {
        known.put(benchmarks.get(j).key(), values[j]);
      }
    }
    return known;
  }

  /** A model's name, project and size; sizes within a factor of two share a property. */
  private static Model model(String id, double parameters) {
    RecordId parsed = RecordId.parse(id);
    Set<String> properties = new TreeSet<>();
    properties.add("project " + parsed.project());
    if (parameters > 0) {
      long doublings = Math.round(Math.log(parameters) / Math.log(2));
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
