package org.modeldex.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.record.json.RecordJson;

/**
 * One call with its parameters, wherever they stood: in the address or in a JSON body. The
 * address's path decides. Unknown parameters are passed over, whole numbers may be written as text.
 *
 * @param name what the parameters are part of, such as {@code metrics[0].}; empty for the call
 * @param userAgent of the client
 */
record MlflowCall(Principal principal, JsonNode parameters, String name, String userAgent) {

  static MlflowCall of(Principal principal, Context request) throws IOException {
    String agent = request.userAgent();
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    addQuery(parameters, request);
    byte[] body = request.bodyInputStream().readAllBytes();
    boolean get = request.method().equals(HandlerType.GET);
    // As with MLflow's own server: a GET may have a body of any type, which the address outdoes.
    if (body.length > 0 && !(get && !parameters.isEmpty())) {
      if (!get) {
        checkMediaType(request.contentType());
      }
      JsonNode document = RecordJson.readTree(body);
      if (document.isTextual()) {
        document =
            RecordJson.readTree(
                document.textValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      if (!document.isObject()) {
        throw MlflowErrors.invalid("The body must be a JSON object.");
      }
      parameters.setAll((ObjectNode) document);
    }
    request.pathParamMap().forEach(parameters::put);
    return new MlflowCall(principal, parameters, "", agent == null ? "" : agent);
  }

  private static void addQuery(ObjectNode parameters, Context request) {
    request
        .queryParamMap()
        .forEach((key, values) -> {
          if (values.size() == 1) {
            parameters.put(key, values.getFirst());
          } else {
            ArrayNode all = parameters.putArray(key);
            values.forEach(all::add);
          }
        });
  }

  private static void checkMediaType(@Nullable String contentType) {
    String mediaType =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.equals("application/json")) {
      throw MlflowErrors.invalid("Bad Request. Content-Type must be one of ['application/json'].");
    }
  }

  /** The text of a parameter; null when it is absent. */
  @Nullable String text(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw invalid(key, value);
    }
    return value.textValue();
  }

  /** As {@link #text}; an absent or empty one is refused. */
  String requiredText(String key) {
    String text = text(key);
    if (text == null || text.isEmpty()) {
      throw missing(key);
    }
    return text;
  }

  /** The first of two parameters that is there: an old name and a new one. */
  String requiredText(String key, String formerKey) {
    String text = text(key);
    String former = text(formerKey);
    return text == null || text.isEmpty()
        ? former == null || former.isEmpty() ? requiredText(key) : former
        : text;
  }

  String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  /** A whole number; null when it is absent. */
  @Nullable Long number(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isTextual()) {
      try {
        return Long.valueOf(value.textValue());
      } catch (NumberFormatException e) {
        throw invalid(key, value);
      }
    }
    throw invalid(key, value);
  }

  long requiredNumber(String key) {
    Long number = number(key);
    if (number == null) {
      throw missing(key);
    }
    return number;
  }

  /** A number that may be written as text, such as {@code "NaN"}; required. */
  double requiredDouble(String key) {
    JsonNode value = value(key);
    if (value == null) {
      throw missing(key);
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isTextual()) {
      try {
        return Double.parseDouble(value.textValue());
      } catch (NumberFormatException e) {
        throw invalid(key, value);
      }
    }
    throw invalid(key, value);
  }

  boolean flag(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return false;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return switch (value.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, value);
    };
  }

  /** The texts of a list; a text alone is a list of one. */
  List<String> texts(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(key, value)) {
      if (!element.isTextual()) {
        throw invalid(key, value);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The objects of a list. */
  List<MlflowCall> all(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return List.of();
    }
    List<MlflowCall> all = new ArrayList<>();
    for (JsonNode element : list(key, value)) {
      if (!element.isObject()) {
        throw invalid(key, value);
      }
      all.add(new MlflowCall(principal, element, name + key + "[" + all.size() + "].", userAgent));
    }
    return all;
  }

  private Iterable<JsonNode> list(String key, JsonNode value) {
    if (!value.isArray()) {
      throw invalid(key, value);
    }
    return value;
  }

  /** An object within; empty when it is absent. */
  MlflowCall within(String key) {
    JsonNode value = value(key);
    if (value != null && !value.isObject()) {
      throw invalid(key, value);
    }
    return new MlflowCall(
        principal,
        value == null ? JsonNodeFactory.instance.objectNode() : value,
        name + key + ".",
        userAgent);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /** Refuses a call without a parameter. */
  void require(String key) {
    if (!has(key)) {
      throw missing(key);
    }
  }

  /** How many objects to answer with. */
  int maxResults(int otherwise, int most) {
    JsonNode value = value("max_results");
    if (value == null) {
      return otherwise;
    }
    Long number = number("max_results");
    if (number == null || number < 1 || number > most) {
      throw MlflowErrors.invalid(
          "Invalid value "
              + value
              + " for parameter 'max_results' supplied. It must be at least 1 and at most "
              + most
              + ".");
    }
    return number.intValue();
  }

  private @Nullable JsonNode value(String key) {
    JsonNode value = parameters.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private RuntimeException missing(String key) {
    return MlflowErrors.invalid(
        "Missing value for required parameter '"
            + name
            + key
            + "'. See the API docs for more information about request parameters.");
  }

  private RuntimeException invalid(String key, JsonNode value) {
    return MlflowErrors.invalid(
        "Invalid value "
            + value
            + " for parameter '"
            + name
            + key
            + "' supplied. See the API docs for more information about request parameters.");
  }
}
