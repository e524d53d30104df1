package org.modeldex.recommend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.Recommendation.Source;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchIndex;
import org.modeldex.vocabulary.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The predictor of what is stored now: fitted again in the background when searches show something
 * new. It is derived from the index and never waited for; requests use the latest one that is
 * complete. A value that changes in a known matrix costs a few rounds of the solver; settings and
 * covariances are learned anew when benchmarks come or go, or a tenth of the cells is new.
 */
public final class LivePredictor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePredictor.class);

  /** What is expected of so many models fits into a tenth of a heap of 2 GB. */
  private static final int MOST_MODELS = 50_000;

  /** At least so long between two fits. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** And so many times what the last one took: a tenth of one processor. */
  private static final int REST = 9;

  /** But never longer than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final SearchIndex index;
  private final MeasuredModels models;
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
    this.models = new MeasuredModels(index, vocabulary, MOST_MODELS);
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
      } catch (RuntimeException | StackOverflowError e) {
        pauseNanos = LONGEST_PAUSE.toNanos();
        log.error("fitting predictions failed, they stay as they are until it succeeds", e);
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
    MeasuredModels.Measured measured;
    lock.lock(); // whoever closes the index next waits until it is read
    try {
      if (closed) {
        return;
      }
      measured = models.read();
    } finally {
      lock.unlock();
    }
    List<String> ids = measured.ids();
    BenchmarkMatrix matrix = measured.matrix();
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
}
