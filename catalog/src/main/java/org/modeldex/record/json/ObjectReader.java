package org.modeldex.record.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;

/**
 * Reads one JSON object field by field and knows its path, so that every complaint names the place.
 * A field that is null counts as absent. {@link #finish} refuses what nobody asked for.
 */
public final class ObjectReader {
  private final JsonNode object;
  private final String path;
  private final List<String> read = new ArrayList<>(16); // so few that looking through is quickest

  /**
   * Begins to read an object.
   *
   * @param path the object's own path, empty for the document
   */
  public ObjectReader(JsonNode object, String path) {
    if (!object.isObject()) {
      throw ModeldexException.invalid(
          path.isEmpty() ? "the document" : path, "must be a JSON object but is " + kind(object));
    }
    this.object = object;
    this.path = path;
  }

  public @Nullable String text(String field) {
    JsonNode node = find(field);
    if (node == null || node.isTextual()) {
      return node == null ? null : node.textValue();
    }
    throw wrongType(field, "a string", node);
  }

  public String requiredText(String field) {
    String text = text(field);
    if (text == null) {
      throw ModeldexException.invalid(path(field), "is missing");
    }
    return text;
  }

  public List<String> texts(String field) {
    return elements(field, ObjectReader::textOf);
  }

  /** A whole number; 3.0 counts as one. */
  public @Nullable Long whole(String field) {
    JsonNode node = find(field);
    if (node == null) {
      return null;
    }
    if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToLong()) {
      throw wrongType(field, "a whole number", node);
    }
    return node.longValue();
  }

  /**
   * A number within the range of doubles, or one of the strings {@code NaN}, {@code Infinity} and
   * {@code -Infinity}.
   */
  public @Nullable Double number(String field) {
    JsonNode node = find(field);
    return node == null ? null : numberOf(node, path(field));
  }

  public @Nullable Boolean flag(String field) {
    JsonNode node = find(field);
    if (node == null) {
      return null;
    }
    if (!node.isBoolean()) {
      throw wrongType(field, "true or false", node);
    }
    return node.booleanValue();
  }

  public @Nullable Instant instant(String field) {
    String text = text(field);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw ModeldexException.invalid(
          path(field), "must be an ISO-8601 instant such as 2026-11-23T10:00:00Z but is " + text);
    }
  }

  /** A word out of a fixed set. */
  public <T> @Nullable T word(String field, Function<String, Optional<T>> find, String allowed) {
    String text = text(field);
    if (text == null) {
      return null;
    }
    return find.apply(text)
        .orElseThrow(() ->
            ModeldexException.invalid(
                path(field), "must be one of " + allowed + " but is " + text));
  }

  /** The value of a field as it stands; null when absent. */
  public @Nullable JsonNode find(String field) {
    read.add(field);
    JsonNode node = object.get(field);
    return node == null || node.isNull() ? null : node;
  }

  /** A nested object, or null. */
  public @Nullable ObjectReader object(String field) {
    JsonNode node = find(field);
    return node == null ? null : new ObjectReader(node, path(field));
  }

  /** The elements of an array of objects; none when the field is absent. */
  public List<ObjectReader> objects(String field) {
    return elements(field, ObjectReader::new);
  }

  /** The entries of a nested object, in order; none when the field is absent. */
  public Map<String, JsonNode> entries(String field) {
    JsonNode node = find(field);
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    if (node != null) {
      if (!node.isObject()) {
        throw wrongType(field, "a JSON object", node);
      }
      node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  /** Marks fields as known whose values do not matter. */
  public void ignore(String... fields) {
    read.addAll(List.of(fields));
  }

  /**
   * Ends the object.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it has a field that was not read
   */
  public void finish() {
    object
        .fieldNames()
        .forEachRemaining(field -> {
          if (!read.contains(field)) {
            throw ModeldexException.invalid(path(field), "is not a known field");
          }
        });
  }

  /** The path of one of the object's fields. */
  public String path(String field) {
    return path.isEmpty() ? field : path + '.' + field;
  }

  /** The complaint of a part that does not know its place, with the place in front. */
  ModeldexException locate(ModeldexException complaint) {
    String field = complaint.field();
    return field == null || field.startsWith(path) ? complaint : complaint.within(path + '.');
  }

  static String textOf(JsonNode node, String path) {
    if (!node.isTextual()) {
      throw ModeldexException.invalid(path, "must be a string but is " + kind(node));
    }
    return node.textValue();
  }

  static double numberOf(JsonNode node, String path) {
    if (node.isNumber()) {
      if (Double.isInfinite(node.doubleValue())) {
        throw ModeldexException.invalid(path, "is beyond the range of a double");
      }
      return node.doubleValue();
    }
    return switch (node.isTextual() ? node.textValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw ModeldexException.invalid(path, "must be a number but is " + kind(node));
    };
  }

  private <T> List<T> elements(String field, BiFunction<JsonNode, String, T> element) {
    JsonNode node = find(field);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(field, "an array", node);
    }
    List<T> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(element.apply(node.get(i), path(field) + '[' + i + ']'));
    }
    return elements;
  }

  private ModeldexException wrongType(String field, String wanted, JsonNode node) {
    return ModeldexException.invalid(path(field), "must be " + wanted + " but is " + kind(node));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      default -> "something else";
    };
  }
}
