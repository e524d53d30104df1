package org.modeldex.server.mlflow;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.server.mlflow.Comparison.Operator;
import org.modeldex.server.mlflow.Comparison.Value;

/**
 * Prompts, which MLflow 3 keeps among the registered models and their versions and marks by a tag.
 */
final class Prompts {
  private static final String TAG = "mlflow.prompt.is_prompt";
  private static final Query ALL = new Query.ExactlyIs(SearchField.ATTRIBUTE_PREFIX + TAG, "true");

  private Prompts() {}

  /**
   * The models or versions that a filter asks for. Prompts are only among them when it speaks of
   * them, as in MLflow 3.
   *
   * @param filter null or blank for all
   * @param fields what a comparison asks for
   */
  static Query unlessAsked(@Nullable String filter, Function<Comparison, Query> fields) {
    Query query =
        FilterParser.parse(
            filter,
            comparison -> refuses(comparison) ? new Query.Not(ALL) : fields.apply(comparison));
    return filter != null && filter.contains(TAG)
        ? query
        : new Query.And(List.of(query, new Query.Not(ALL)));
  }

  /** Whether prompts are what a comparison does not want. Models have no such tag to compare. */
  private static boolean refuses(Comparison comparison) {
    return comparison.entity().equals(Identifier.TAG)
        && comparison.key().equals(TAG)
        && comparison.value() instanceof Value.Text text
        && ((comparison.operator() == Operator.UNEQUAL && text.text().equals("true"))
            || (comparison.operator() == Operator.EQUAL && text.text().equals("false")));
  }
}
