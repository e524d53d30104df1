package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;

/** MLflow's tags, which are a record's text attributes. */
final class Tags {
  static final String NOTE = "mlflow.note.content";

  /** What attributes of the adapter itself begin with. */
  private static final String OWN = "modeldex.";

  private Tags() {}

  /** The tags that a call gives, by key; of several for one key the last. */
  static SequencedMap<String, String> of(MlflowCall call, String list, int maxValue) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    for (MlflowCall tag : call.all(list)) {
      tags.put(key(tag), Rules.truncated(tag.text("value", ""), maxValue));
    }
    return tags;
  }

  /** The key of the tag that a call describes; refuses what would be the adapter's own. */
  static String key(MlflowCall tag) {
    String key = Rules.key(tag.name() + "key", tag.requiredText("key"));
    if (!isTag(key)) {
      throw MlflowErrors.invalid(
          "Invalid value \""
              + key
              + "\" for parameter '"
              + tag.name()
              + "key' supplied: what begins with '"
              + OWN
              + "' is kept for the server.");
    }
    return key;
  }

  /** The record with tags; the note is its description too. */
  static MetadataRecord.Builder with(MetadataRecord record, Map<String, String> tags) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(record.attributes());
    tags.forEach((key, value) -> attributes.put(key, new AttributeValue.Text(value)));
    MetadataRecord.Builder changed = record.toBuilder().attributes(attributes);
    String note = tags.get(NOTE);
    return note == null ? changed : changed.description(note.isEmpty() ? null : note);
  }

  /** The record without a tag; null when it has none. */
  static MetadataRecord.@Nullable Builder without(MetadataRecord record, String key) {
    if (find(record, key) == null) {
      return null;
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(record.attributes());
    attributes.remove(key);
    MetadataRecord.Builder changed = record.toBuilder().attributes(attributes);
    return key.equals(NOTE) ? changed.description(null) : changed;
  }

  static @Nullable String find(MetadataRecord record, String key) {
    return isTag(key) && record.attributes().get(key) instanceof AttributeValue.Text text
        ? text.text()
        : null;
  }

  /**
   * What the adapter keeps as JSON in an attribute of its own. Other clients may write there, too:
   * missing when there is nothing, or nothing that reads back.
   */
  static JsonNode own(MetadataRecord record, String attribute) {
    if (record.attributes().get(attribute) instanceof AttributeValue.Text text) {
      try {
        return RecordJson.readTree(text.text().getBytes(StandardCharsets.UTF_8));
      } catch (ModeldexException e) {
        return MissingNode.getInstance();
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isTag(String attribute) {
    return !attribute.startsWith(OWN);
  }

  /** Writes {@code "tags": [...]} of a record, if it has any. */
  static void write(JsonGenerator json, MetadataRecord record) throws IOException {
    List<Map.Entry<String, AttributeValue>> tags =
        record.attributes().entrySet().stream()
            .filter(
                entry -> isTag(entry.getKey()) && entry.getValue() instanceof AttributeValue.Text)
            .toList();
    if (tags.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("tags");
    for (Map.Entry<String, AttributeValue> tag : tags) {
      if (tag.getValue() instanceof AttributeValue.Text text) {
        pair(json, tag.getKey(), text.text());
      }
    }
    json.writeEndArray();
  }

  static void pair(JsonGenerator json, String key, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeStringField("value", value);
    json.writeEndObject();
  }
}
