package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.QueryParameters;

/** Reads a JSON object of texts, whole numbers and arrays of texts as parameters. */
final class BodyParameters {
  private BodyParameters() {}

  /**
   * The parameters in a request's body.
   *
   * @param known the only names that may occur
   */
  static QueryParameters read(Context request, Set<String> known) throws IOException {
    JsonNode body = RecordJson.readTree(request.bodyInputStream());
    if (!body.isObject()) {
      throw ModeldexException.invalid("the body", "must be a JSON object");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (!known.contains(member.getKey())) {
        throw QueryParameters.unknown(member.getKey(), known);
      }
      values.put(member.getKey(), texts(member.getKey(), member.getValue()));
    }
    return QueryParameters.of(values);
  }

  private static List<String> texts(String name, JsonNode value) {
    if (!value.isArray()) {
      return List.of(text(name, value));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(text(name, element));
    }
    return texts;
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw ModeldexException.invalid(name, "must be text, a whole number or an array of texts");
    }
    return value.asText();
  }
}
