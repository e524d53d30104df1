package org.modeldex.recommend;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Query;

/**
 * What somebody needs a model for.
 *
 * @param task canonical; null when the conditions say it all
 * @param conditions all must be met
 * @param objectives what matters; empty for the primary metrics of the task
 * @param predictsMissing whether benchmarks that were never run are predicted
 * @param limit how many models to recommend, 1 to 100
 */
public record RecommendationRequest(
    @Nullable String task,
    List<Query> conditions,
    List<Wanted> objectives,
    boolean predictsMissing,
    int limit) {
  public RecommendationRequest {
    conditions = List.copyOf(conditions);
    objectives = List.copyOf(objectives);
  }

  /** What the models match that meet all conditions. */
  public Query candidates() {
    return Conditions.of(this).all();
  }

  /** Two conditions on the same number that nothing can meet together. */
  public static Optional<List<Query>> contradiction(List<Query> conditions) {
    return Conditions.of(new RecommendationRequest(null, conditions, List.of(), false, 1))
        .contradiction();
  }

  /**
   * Something that matters.
   *
   * @param by a canonical metric key, a bare metric or a numeric field
   * @param weight above 0
   */
  public record Wanted(String by, double weight) {}
}
