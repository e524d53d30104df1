package org.modeldex.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;

/** The models that a run logged before MLflow 3, which are kept in a tag of the run as JSON. */
final class ModelHistory {
  private static final String TAG = "mlflow.log-model.history";
  private static final List<String> REQUIRED =
      List.of("artifact_path", "flavors", "utc_time_created", "run_id");

  private ModelHistory() {}

  /** Refuses what is no description of a model. */
  static void check(String model) {
    JsonNode document;
    try {
      document = RecordJson.readTree(model.getBytes(StandardCharsets.UTF_8));
    } catch (ModeldexException e) {
      throw MlflowErrors.invalid("Malformed model info. \n " + model + " \n is not a valid JSON.");
    }
    List<String> missing = REQUIRED.stream().filter(field -> !document.has(field)).toList();
    if (!missing.isEmpty()) {
      throw MlflowErrors.invalid("Model json is missing mandatory fields: " + missing);
    }
  }

  static MetadataRecord added(MetadataRecord run, String model) {
    String before = Tags.find(run, TAG);
    ArrayNode history = JsonNodeFactory.instance.arrayNode();
    if (before != null) {
      RecordJson.readTree(before.getBytes(StandardCharsets.UTF_8)).forEach(history::add);
    }
    history.add(RecordJson.readTree(model.getBytes(StandardCharsets.UTF_8)));
    return Tags.with(run, Map.of(TAG, history.toString())).build();
  }
}
