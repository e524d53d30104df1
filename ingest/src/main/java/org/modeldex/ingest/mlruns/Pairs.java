package org.modeldex.ingest.mlruns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of {@code {"key": ..., "value": ...}}, in which MLflow gives params and tags. */
final class Pairs {
  private Pairs() {}

  /** Those of {@code wanted} that {@code there} has not or has with another value. */
  static List<JsonNode> missing(JsonNode wanted, JsonNode there) {
    Map<String, String> known = byKey(there);
    List<JsonNode> missing = new ArrayList<>();
    for (JsonNode pair : wanted) {
      if (!pair.path("value").asText().equals(known.get(pair.path("key").asText()))) {
        missing.add(pair);
      }
    }
    return missing;
  }

  static Map<String, String> byKey(JsonNode pairs) {
    Map<String, String> byKey = new HashMap<>();
    for (JsonNode pair : pairs) {
      byKey.put(pair.path("key").asText(), pair.path("value").asText());
    }
    return byKey;
  }

  static ObjectNode of(String key, String value) {
    return MlflowServer.object().put("key", key).put("value", value);
  }

  /** What a call that sets one pair is given. */
  static ObjectNode body(JsonNode pair, String field, String id) {
    return of(pair.path("key").asText(), pair.path("value").asText()).put(field, id);
  }
}
