package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.mlflow.Comparison.Operator;
import org.modeldex.server.mlflow.Comparison.Value;

/** What of a run can be compared and sorted by. */
final class RunFields {
  private static final String RUN_NAME = SearchField.ATTRIBUTE_PREFIX + Runs.NAME;
  private static final List<String> KEYS =
      List.of("run_id", "run_name", "user_id", "status", "artifact_uri", "start_time", "end_time");

  private RunFields() {}

  static Query query(Comparison comparison) {
    String key = comparison.key();
    return switch (comparison.entity()) {
      case Identifier.METRIC -> Comparisons.numbers(ExactValues.LOGGED + key, comparison);
      case Identifier.PARAMETER -> parameter(comparison);
      case Identifier.TAG -> noList(comparison, SearchField.ATTRIBUTE_PREFIX + key);
      case Identifier.DATASET -> dataset(comparison);
      default -> attribute(comparison);
    };
  }

  /** A param is a text; compared with a number it is one, if it can be read as such. */
  private static Query parameter(Comparison comparison) {
    return comparison.value() instanceof Value.Numeric
        ? Comparisons.numbers(ExactValues.PARAMETER_NUMBER + comparison.key(), comparison)
        : noList(comparison, ExactValues.PARAMETER + comparison.key());
  }

  private static Query noList(Comparison comparison, String name) {
    if (comparison.operator() == Operator.IN || comparison.operator() == Operator.NOT_IN) {
      throw Comparisons.refused(comparison);
    }
    return Comparisons.texts(name, comparison);
  }

  private static Query dataset(Comparison comparison) {
    return switch (comparison.key()) {
      case "name", "digest", "context" ->
          Comparisons.texts(
              SearchField.ATTRIBUTE_PREFIX + Inputs.DATASET + comparison.key(), comparison);
      default ->
          throw Comparisons.unknownKey(
              "dataset", comparison.key(), List.of("name", "digest", "context"));
    };
  }

  private static Query attribute(Comparison comparison) {
    return switch (comparison.key()) {
      case "start_time", "created", "Created" -> Comparisons.field(SearchField.STARTED, comparison);
      case "end_time" -> Comparisons.field(SearchField.ENDED, comparison);
      case "run_id" -> Comparisons.texts(ExactValues.NAME, comparison);
      default -> {
        if (comparison.value() instanceof Value.Texts) {
          throw MlflowErrors.invalid(
              "Only the 'run_id' attribute supports comparison with a list of quoted string"
                  + " values.");
        }
        yield Comparisons.texts(attribute(comparison.key()), comparison);
      }
    };
  }

  private static String attribute(String key) {
    return switch (key) {
      case "run_id" -> ExactValues.NAME;
      case "run_name", "run name", "Run name", "Run Name" -> RUN_NAME;
      case "user_id" -> ExactValues.OWNER;
      case "status" -> ExactValues.STATUS;
      case "artifact_uri" -> ExactValues.ARTIFACT;
      default -> throw Comparisons.unknownKey("attribute", key, KEYS);
    };
  }

  static SortKey sortKey(Identifier by, boolean descending) {
    return switch (by.entity()) {
      case Identifier.METRIC -> new SortKey.OfMetric(ExactValues.LOGGED + by.key(), descending);
      case Identifier.PARAMETER -> new SortKey.OfText(ExactValues.PARAMETER + by.key(), descending);
      case Identifier.TAG ->
          new SortKey.OfText(SearchField.ATTRIBUTE_PREFIX + by.key(), descending);
      case Identifier.DATASET ->
          throw MlflowErrors.invalid("Invalid order_by entity 'dataset' in '" + by.key() + "'");
      default ->
          switch (by.key()) {
            case "start_time", "created", "Created" ->
                new SortKey.OfField(SearchField.STARTED, descending);
            case "end_time" -> new SortKey.OfField(SearchField.ENDED, descending);
            default -> new SortKey.OfText(attribute(by.key()), descending);
          };
    };
  }
}
