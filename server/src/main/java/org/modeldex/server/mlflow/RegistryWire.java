package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;

/** Registered models and versions as MLflow writes them. */
final class RegistryWire {
  private RegistryWire() {}

  /**
   * Writes a model.
   *
   * @param latest its latest versions
   */
  static void writeModel(JsonGenerator json, MetadataRecord model, List<MetadataRecord> latest)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", model.id().name());
    Times.writeCreated(json, "creation_timestamp", model);
    Times.writeUpdated(json, "last_updated_timestamp", model);
    if (model.description() != null) {
      json.writeStringField("description", model.description());
    }
    if (!latest.isEmpty()) {
      json.writeArrayFieldStart("latest_versions");
      for (MetadataRecord version : latest) {
        writeVersion(json, version, model);
      }
      json.writeEndArray();
    }
    Tags.write(json, model);
    Map<String, String> aliases = ModelRecords.aliases(model);
    if (!aliases.isEmpty()) {
      json.writeArrayFieldStart("aliases");
      for (Map.Entry<String, String> alias : aliases.entrySet()) {
        json.writeStartObject();
        json.writeStringField("alias", alias.getKey());
        json.writeStringField("version", alias.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /**
   * Writes a version.
   *
   * @param model knows its aliases
   */
  static void writeVersion(JsonGenerator json, MetadataRecord version, MetadataRecord model)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", version.id().name());
    json.writeStringField("version", Registry.number(version));
    Times.writeCreated(json, "creation_timestamp", version);
    Times.writeUpdated(json, "last_updated_timestamp", version);
    json.writeStringField("current_stage", ModelRecords.stage(version));
    if (version.description() != null) {
      json.writeStringField("description", version.description());
    }
    if (version.contextual().owner() != null) {
      json.writeStringField("user_id", version.contextual().owner());
    }
    json.writeStringField("source", source(version));
    writeText(json, "run_id", version, ModelRecords.RUN_ID);
    writeText(json, "run_link", version, ModelRecords.RUN_LINK);
    writeText(json, "model_id", version, ModelRecords.MODEL_ID);
    json.writeStringField("status", "READY");
    Tags.write(json, version);
    List<String> aliases = ModelRecords.aliases(model, Registry.number(version));
    if (!aliases.isEmpty()) {
      json.writeArrayFieldStart("aliases");
      for (String alias : aliases) {
        json.writeString(alias);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  static void writeText(JsonGenerator json, String field, MetadataRecord version, String attribute)
      throws IOException {
    if (version.attributes().get(attribute) instanceof AttributeValue.Text text) {
      json.writeStringField(field, text.text());
    }
  }

  /** Where the files of a version are, whatever it was made from. */
  static String location(MetadataRecord version) {
    return version.attributes().get(ModelRecords.LOCATION) instanceof AttributeValue.Text text
        ? text.text()
        : source(version);
  }

  /** What a version was made from. */
  static String source(MetadataRecord version) {
    return version.structural().artifacts().isEmpty()
        ? ""
        : version.structural().artifacts().getFirst().uri();
  }
}
