package org.modeldex.server.mlflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /**
   * What a metric was measured on.
   *
   * @param dataset null for anything
   */
  record Measured(@Nullable String dataset, @Nullable String digest) {
    static Measured of(MlflowCall call) {
      return new Measured(call.text("dataset_name"), call.text("dataset_digest"));
    }

    private String number(String metric) {
      return LoggedModelMetrics.number(metric, dataset, digest);
    }
  }

  /**
   * A comparison.
   *
   * @param datasets what metrics must have been measured on, one or another; anything for none
   */
  static Query query(Comparison comparison, List<Measured> datasets) {
    return switch (comparison.entity()) {
      case Identifier.METRIC -> {
        List<Measured> any = datasets.isEmpty() ? List.of(new Measured(null, null)) : datasets;
        yield new Query.Or(
            any.stream()
                .map(measured -> Comparisons.numbers(measured.number(comparison.key()), comparison))
                .toList());
      }
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

  static SortKey sortKey(Identifier by, Measured measured, boolean descending) {
    if (by.entity().equals(Identifier.METRIC)) {
      return new SortKey.OfMetric(measured.number(by.key()), descending);
    }
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
