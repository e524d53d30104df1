package org.modeldex.recommend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;

/**
 * The answer to "which model should I take?".
 *
 * @param objectives what the models were judged by
 * @param considered models for the task, without further conditions
 * @param candidates those of them that meet all conditions
 * @param ranked candidates with a measured or predicted value of any metric among the objectives
 * @param choices the best first
 * @param nearMisses models that break one condition and would have been ranked first or second
 * @param excluded by each condition, in its order
 * @param relaxations when there is no candidate: which condition, taken away, gives how many
 * @param predictedAt the predictions reflect every change up to here; minus 1 when there are none
 */
public record Recommendation(
    List<Objective> objectives,
    long considered,
    long candidates,
    long ranked,
    List<Choice> choices,
    List<NearMiss> nearMisses,
    List<Excluded> excluded,
    List<Excluded> relaxations,
    long predictedAt) {
  public Recommendation {
    objectives = List.copyOf(objectives);
    choices = List.copyOf(choices);
    nearMisses = List.copyOf(nearMisses);
    excluded = List.copyOf(excluded);
    relaxations = List.copyOf(relaxations);
  }

  /**
   * What to judge by.
   *
   * @param by a metric key of one dataset and split, or a numeric field
   * @param weight above 0
   */
  public record Objective(String by, Better better, double weight) {}

  /**
   * A model that can be recommended.
   *
   * @param score 0..1, the weighted mean of the worths of its values
   * @param onParetoFront whether no candidate is better in one objective and as good in all others
   * @param caution why its score is not to be trusted; null where there is no reason
   */
  public record Choice(
      SearchDocument document,
      double score,
      boolean onParetoFront,
      List<Value> values,
      String why,
      @Nullable String caution) {
    public Choice {
      values = List.copyOf(values);
    }
  }

  /** A model's value of one objective. */
  public sealed interface Value {
    /** The metric key or field. */
    String by();

    /** It was measured, or is a fact of the record. */
    record Measured(String by, double value, @Nullable Trust trust) implements Value {}

    /** It was not, but other measurements tell of it. */
    record Predicted(String by, double value, double low, double high, List<Source> evidence)
        implements Value {}

    /** Nothing is known. */
    record Unknown(String by) implements Value {}
  }

  /**
   * A measured value that a prediction rests on.
   *
   * @param model the text form of its id
   * @param weight 0..1
   */
  public record Source(String model, String key, double value, double weight) {}

  /**
   * A model that breaks one condition.
   *
   * @param by by how much, in words; null where that is no number
   */
  public record NearMiss(
      SearchDocument document, double score, Query violates, @Nullable String by) {}

  /** How many models a condition concerns. */
  public record Excluded(Query clause, long count) {}
}
