package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;

/** What of a logged model can be compared and sorted by. */
final class LoggedModelFields {
  private static final List<String> KEYS =
      List.of(
          "name",
          "model_id",
          "model_type",
          "status",
          "source_run_id",
          "creation_timestamp",
          "last_updated_timestamp");

  private LoggedModelFields() {}

  static Query query(Comparison comparison) {
    return switch (comparison.entity()) {
      case Identifier.PARAMETER ->
          Comparisons.texts(ExactValues.PARAMETER + comparison.key(), comparison);
      case Identifier.TAG ->
          Comparisons.texts(SearchField.ATTRIBUTE_PREFIX + comparison.key(), comparison);
      case Identifier.ATTRIBUTE ->
          switch (comparison.key()) {
            case "creation_timestamp", "creation_time" ->
                Comparisons.field(SearchField.STARTED, comparison);
            case "last_updated_timestamp", "last_updated_time" ->
                Comparisons.field(SearchField.UPDATED, comparison);
            default -> Comparisons.texts(text(comparison.key()), comparison);
          };
      default ->
          throw MlflowErrors.invalid(
              "Logged models cannot be compared by " + comparison.entity() + " here");
    };
  }

  private static String text(String key) {
    return switch (key) {
      case "name" -> ExactValues.SOURCE_NAME;
      case "model_id" -> ExactValues.NAME;
      case "model_type" -> SearchField.ATTRIBUTE_PREFIX + LoggedModelApi.MODEL_TYPE;
      case "status" -> ExactValues.STATUS;
      case "source_run_id" -> SearchField.ATTRIBUTE_PREFIX + ModelRecords.RUN_ID;
      default -> throw Comparisons.unknownKey("attribute", key, KEYS);
    };
  }

  static SortKey sortKey(Identifier by, boolean descending) {
    if (!by.entity().equals(Identifier.ATTRIBUTE)) {
      throw MlflowErrors.invalid("Logged models cannot be sorted by " + by.entity() + " here");
    }
    return switch (by.key()) {
      case "creation_timestamp", "creation_time" ->
          new SortKey.OfField(SearchField.STARTED, descending);
      case "last_updated_timestamp", "last_updated_time" ->
          new SortKey.OfField(SearchField.UPDATED, descending);
      default -> new SortKey.OfText(text(by.key()), descending);
    };
  }
}
