package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.mlflow.Comparison.Operator;
import org.modeldex.server.mlflow.Comparison.Value;

/** What of a model version can be compared and sorted by. */
final class VersionFields {
  /** The key of a version's number. */
  static final String NUMBER = SearchField.ATTRIBUTE_PREFIX + ModelRecords.VERSION;

  private static final String RUN_ID = SearchField.ATTRIBUTE_PREFIX + ModelRecords.RUN_ID;

  private VersionFields() {}

  static Query query(Comparison comparison) {
    String key = comparison.key();
    boolean list = comparison.operator() == Operator.IN || comparison.operator() == Operator.NOT_IN;
    if (list && !key.equals("run_id")) {
      throw MlflowErrors.invalid(
          "Only the 'run_id' attribute supports comparison with a list of quoted string values.");
    }
    if (comparison.value() instanceof Value.Texts texts && texts.texts().isEmpty()) {
      throw MlflowErrors.invalid("run_id list is empty");
    }
    return switch (comparison.entity()) {
      case Identifier.TAG -> Comparisons.texts(SearchField.ATTRIBUTE_PREFIX + key, comparison);
      case Identifier.ATTRIBUTE ->
          switch (key) {
            case "name" -> Comparisons.texts(ExactValues.NAME, comparison);
            case "run_id" -> Comparisons.texts(RUN_ID, comparison);
            case "source_path" -> Comparisons.texts(ExactValues.ARTIFACT, comparison);
            case "version_number" -> Comparisons.numbers(NUMBER, comparison);
            default -> throw unknown(key);
          };
      default -> throw unknown(key);
    };
  }

  private static RuntimeException unknown(String key) {
    return Comparisons.unknownKey(
        "attribute", key, List.of("name", "run_id", "source_path", "version_number"));
  }

  static SortKey sortKey(Identifier by, boolean descending) {
    if (by.entity().equals(Identifier.ATTRIBUTE)) {
      switch (by.key()) {
        case "name" -> {
          return new SortKey.OfText(ExactValues.NAME, descending);
        }
        case "version_number" -> {
          return new SortKey.OfMetric(NUMBER, descending);
        }
        case "creation_timestamp" -> {
          return new SortKey.OfField(SearchField.STARTED, descending);
        }
        case "last_updated_timestamp" -> {
          return new SortKey.OfField(SearchField.UPDATED, descending);
        }
        default -> {}
      }
    }
    throw Comparisons.unknownKey(
        "order_by",
        by.key(),
        List.of("name", "version_number", "creation_timestamp", "last_updated_timestamp"));
  }
}
