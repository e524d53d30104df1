package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.mlflow.Comparison.Operator;

/** What of a registered model can be compared and sorted by. */
final class ModelFields {
  private ModelFields() {}

  static Query query(Comparison comparison) {
    if (comparison.operator() == Operator.IN || comparison.operator() == Operator.NOT_IN) {
      throw Comparisons.refused(comparison);
    }
    if (comparison.entity().equals(Identifier.TAG)) {
      return Comparisons.texts(SearchField.ATTRIBUTE_PREFIX + comparison.key(), comparison);
    }
    if (comparison.entity().equals(Identifier.ATTRIBUTE) && comparison.key().equals("name")) {
      return Comparisons.texts(ExactValues.NAME, comparison);
    }
    throw Comparisons.unknownKey("attribute", comparison.key(), List.of("name"));
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
