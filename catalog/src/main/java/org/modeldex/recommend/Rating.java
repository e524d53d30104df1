package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.LivePredictor.Version;
import org.modeldex.recommend.Objectives.Resolved;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.Column;

/**
 * Rates models by objectives. A value is worth the share of the candidates' measured values that
 * are worse, or of all models' for the task where too few candidates have one; a prediction is
 * worth no more than the worse end of its interval, so a measured value outranks a prediction of
 * it. For one request.
 */
final class Rating {
  /** Best first; of equals the ones with more measured values. */
  static final Comparator<Rated> ORDER =
      Comparator.comparingDouble(Rated::score)
          .reversed()
          .thenComparingInt(Rated::unmeasured)
          .thenComparing(Rated::id);

  /** Fewer values say little of how good one of them is. */
  private static final int LEAST_COMPARED = 10;

  private final SearchIndex index;
  private final List<Resolved> objectives;
  private final @Nullable Version predictions;
  private final List<Column> columns;
  private final double[] weights;
  private final List<Worth> worths = new ArrayList<>();
  private final Set<Worth> wide = new HashSet<>();
  private final List<Rated> candidates;

  /**
   * Rates the models that meet all conditions.
   *
   * @param predictions null to take missing values as unknown
   */
  Rating(
      SearchIndex index,
      List<Resolved> objectives,
      @Nullable Version predictions,
      Conditions conditions) {
    this.index = index;
    this.objectives = objectives;
    this.predictions = predictions;
    this.columns = objectives.stream().map(Resolved::column).toList();
    // As shares of the largest, so that their sum is finite.
    double most = objectives.stream().mapToDouble(o -> o.objective().weight()).max().orElse(1);
    this.weights = objectives.stream().mapToDouble(o -> o.objective().weight() / most).toArray();
    List<String> ids = new ArrayList<>();
    List<double[]> rows = scan(conditions.all(), ids);
    List<double[]> wider = null;
    for (int j = 0; j < objectives.size(); j++) {
      Worth worth = worth(rows, j);
      if (worth.count() < LEAST_COMPARED && !conditions.clauses().isEmpty()) {
        wider = wider == null ? scan(conditions.base(), new ArrayList<>()) : wider;
        worth = worth(wider, j);
        wide.add(worth);
      }
      worths.add(worth);
    }
    this.candidates = rated(ids, rows);
  }

  private Worth worth(List<double[]> rows, int objective) {
    return new Worth(
        rows.stream().mapToDouble(row -> row[objective]).toArray(),
        objectives.get(objective).objective().better());
  }

  private List<double[]> scan(Query query, List<String> ids) {
    List<double[]> rows = new ArrayList<>();
    index.scan(
        query,
        columns,
        (id, values) -> {
          ids.add(id);
          rows.add(values);
        });
    return rows;
  }

  /** All candidates with a metric among their values, best first. */
  List<Rated> candidates() {
    return candidates;
  }

  List<Resolved> objectives() {
    return objectives;
  }

  /** What values of an objective are worth. */
  Worth worth(int objective) {
    return worths.get(objective);
  }

  /** Whether values of an objective are compared with those of models that are no candidates. */
  boolean isComparedWidely(int objective) {
    return wide.contains(worths.get(objective));
  }

  /** Other models, rated like the candidates, best first. */
  List<Rated> rate(Query query) {
    List<String> ids = new ArrayList<>();
    List<double[]> rows = scan(query, ids);
    return rated(ids, rows);
  }

  private List<Rated> rated(List<String> ids, List<double[]> rows) {
    List<Rated> rated = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Rated one = rated(ids.get(i), rows.get(i));
      if (isJudged(one)) {
        one.weigh(weights);
        rated.add(one);
      }
    }
    rated.sort(ORDER);
    return rated;
  }

  /** Puts candidates in order again after some were limited. */
  void sort() {
    candidates.forEach(one -> one.weigh(weights));
    candidates.sort(ORDER);
  }

  private Rated rated(String id, double[] measured) {
    double[] values = measured.clone();
    boolean[] isPredicted = new boolean[values.length];
    double[] worth = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      if (!Double.isNaN(values[j])) {
        worth[j] = worths.get(j).of(values[j]);
      } else if (predictions != null && predictions.supports(id, key(j))) {
        BenchmarkPredictor.Interval interval = predictions.interval(id, key(j));
        values[j] = interval.value();
        isPredicted[j] = true;
        worth[j] = Math.min(worths.get(j).of(interval.low()), worths.get(j).of(interval.high()));
      }
    }
    return new Rated(id, values, isPredicted, worth);
  }

  private String key(int objective) {
    return objectives.get(objective).objective().by();
  }

  /** Whether any metric says something of it; size alone makes no model good. */
  private boolean isJudged(Rated rated) {
    boolean hasMetric = false;
    for (int j = 0; j < objectives.size(); j++) {
      if (objectives.get(j).isMetric()) {
        hasMetric = true;
        if (!Double.isNaN(rated.value(j))) {
          return true;
        }
      }
    }
    return !hasMetric && rated.unmeasured() < objectives.size();
  }
}
