package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.mlflow.Comparison.Operator;

/** What of an experiment can be compared and sorted by. */
final class ExperimentFields {
  private static final List<String> KEYS = List.of("name", "creation_time", "last_update_time");

  private ExperimentFields() {}

  static Query query(Comparison comparison) {
    if (comparison.operator() == Operator.IN || comparison.operator() == Operator.NOT_IN) {
      throw Comparisons.refused(comparison);
    }
    return switch (comparison.entity()) {
      case Identifier.TAG ->
          Comparisons.texts(SearchField.ATTRIBUTE_PREFIX + comparison.key(), comparison);
      case Identifier.ATTRIBUTE ->
          switch (comparison.key()) {
            case "name" -> Comparisons.texts(ExactValues.SOURCE_NAME, comparison);
            case "creation_time" -> Comparisons.field(SearchField.STARTED, comparison);
            case "last_update_time" -> Comparisons.field(SearchField.UPDATED, comparison);
            default -> throw Comparisons.unknownKey("attribute", comparison.key(), KEYS);
          };
      default ->
          throw MlflowErrors.invalid(
              "Invalid entity type '"
                  + comparison.entity()
                  + "'. Valid entity types are"
                  + " ['attribute', 'tag']");
    };
  }

  static SortKey sortKey(Identifier by, boolean descending) {
    if (by.entity().equals(Identifier.ATTRIBUTE)) {
      switch (by.key()) {
        case "name" -> {
          return new SortKey.OfText(ExactValues.SOURCE_NAME, descending);
        }
        case "experiment_id" -> {
          return new SortKey.OfText(ExactValues.NAME, descending);
        }
        case "creation_time" -> {
          return new SortKey.OfField(SearchField.STARTED, descending);
        }
        case "last_update_time" -> {
          return new SortKey.OfField(SearchField.UPDATED, descending);
        }
        default -> {}
      }
    }
    throw Comparisons.unknownKey(
        "order_by",
        by.key(),
        List.of("name", "experiment_id", "creation_time", "last_update_time"));
  }
}
