package org.modeldex.server.mlflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.mlflow.Comparison.Operator;
import org.modeldex.server.mlflow.Comparison.Value;

/** What of a registered model can be compared and sorted by. */
final class ModelFields {
  /** Says that a model is none but a prompt; what lacks it is none. */
  private static final String IS_PROMPT = "mlflow.prompt.is_prompt";

  private static final Query PROMPT =
      new Query.ExactlyIs(SearchField.ATTRIBUTE_PREFIX + IS_PROMPT, "true");

  private ModelFields() {}

  /**
   * The registered models that a filter asks for. Prompts are only among them when it speaks of
   * them, as in MLflow 3.
   *
   * @param filter null or blank for all
   */
  static Query matching(@Nullable String filter) {
    Query query = FilterParser.parse(filter, ModelFields::query);
    return filter != null && filter.contains(IS_PROMPT)
        ? query
        : new Query.And(List.of(query, new Query.Not(PROMPT)));
  }

  private static Query query(Comparison comparison) {
    if (comparison.operator() == Operator.IN || comparison.operator() == Operator.NOT_IN) {
      throw Comparisons.refused(comparison);
    }
    if (comparison.entity().equals(Identifier.TAG)) {
      return tag(comparison);
    }
    if (comparison.entity().equals(Identifier.ATTRIBUTE) && comparison.key().equals("name")) {
      return Comparisons.texts(ExactValues.NAME, comparison);
    }
    throw Comparisons.unknownKey("attribute", comparison.key(), List.of("name"));
  }

  private static Query tag(Comparison comparison) {
    String name = SearchField.ATTRIBUTE_PREFIX + comparison.key();
    boolean isNot =
        comparison.value() instanceof Value.Text text
            && ((comparison.operator() == Operator.UNEQUAL && text.text().equals("true"))
                || (comparison.operator() == Operator.EQUAL && text.text().equals("false")));
    return comparison.key().equals(IS_PROMPT) && isNot
        ? new Query.Not(PROMPT)
        : Comparisons.texts(name, comparison);
  }

  static SortKey sortKey(Identifier by, boolean descending) {
    if (by.entity().equals(Identifier.ATTRIBUTE)) {
      switch (by.key()) {
        case "name" -> {
          return new SortKey.OfText(ExactValues.NAME, descending);
        }
        case "timestamp", "last_updated_timestamp" -> {
          return new SortKey.OfField(SearchField.UPDATED, descending);
        }
        case "creation_timestamp" -> {
          return new SortKey.OfField(SearchField.STARTED, descending);
        }
        default -> {}
      }
    }
    throw Comparisons.unknownKey(
        "order_by", by.key(), List.of("name", "timestamp", "last_updated_timestamp"));
  }
}
