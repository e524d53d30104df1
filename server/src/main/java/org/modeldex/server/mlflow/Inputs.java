package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/**
 * What a run read and made: data sets with the tags of their use, models. A data set is a record of
 * its own; that the run used it, and how, is kept in attributes of the run:
 *
 * <pre>
 *   modeldex.inputs          JSON: {"datasets": [{name, digest, tags}], "models": [...], "outputs": [...]}
 *   modeldex.dataset.name    for filters
 *   modeldex.dataset.digest
 *   modeldex.dataset.context
 * </pre>
 *
 * @param all the content of {@code modeldex.inputs}
 * @param datasets the records of the data sets that are there
 */
record Inputs(ObjectNode all, Map<RecordId, MetadataRecord> datasets) {
  static final String DATASET = "modeldex.dataset.";
  private static final String INPUTS = "modeldex.inputs";
  private static final String DATASETS = "datasets";
  private static final List<String> LISTS = List.of(DATASETS, "models", "outputs");
  private static final String CONTEXT = "mlflow.data.context";

  /**
   * Those of a run, without the records of the data sets. What is not in the form above is no
   * input: other clients may write attributes, too.
   */
  static Inputs of(MetadataRecord run) {
    JsonNode written = Tags.own(run, INPUTS);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String list : LISTS) {
      for (JsonNode one : written.path(list)) {
        if (!list.equals(DATASETS) || id(one).isPresent()) {
          all.withArrayProperty(list).add(one);
        }
      }
    }
    return new Inputs(all, Map.of());
  }

  private static Optional<RecordId> id(JsonNode dataset) {
    return Ids.asked(
        () -> Ids.dataset(dataset.path("name").asText(), dataset.path("digest").asText()));
  }

  Inputs withDatasets(Map<RecordId, MetadataRecord> records) {
    return new Inputs(all, records);
  }

  /** The data sets that are named. */
  List<RecordId> ids() {
    List<RecordId> ids = new ArrayList<>();
    for (JsonNode dataset : all.path(DATASETS)) {
      id(dataset).ifPresent(ids::add);
    }
    return ids;
  }

  /** The run with more inputs or outputs; one that it has already is not added again. */
  static MetadataRecord added(MetadataRecord run, String list, List<ObjectNode> more) {
    ObjectNode all = Inputs.of(run).all().deepCopy();
    ArrayNode known = all.withArrayProperty(list);
    Set<String> keys = new LinkedHashSet<>();
    known.forEach(one -> keys.add(key(one)));
    for (ObjectNode one : more) {
      if (keys.add(key(one))) {
        known.add(one);
      }
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(run.attributes());
    attributes.put(INPUTS, new AttributeValue.Text(all.toString()));
    addFilters(attributes, all.path(DATASETS));
    return run.toBuilder().attributes(attributes).lineage(edges(run, all)).build();
  }

  private static String key(JsonNode one) {
    return one.path("name").asText()
        + '\n'
        + one.path("digest").asText()
        + '\n'
        + one.path("model_id").asText();
  }

  private static void addFilters(Map<String, AttributeValue> attributes, JsonNode datasets) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> digests = new LinkedHashSet<>();
    Set<String> contexts = new LinkedHashSet<>();
    for (JsonNode dataset : datasets) {
      names.add(dataset.path("name").asText());
      digests.add(dataset.path("digest").asText());
      String context = context(dataset);
      if (context != null) {
        contexts.add(context);
      }
    }
    put(attributes, "name", names);
    put(attributes, "digest", digests);
    put(attributes, "context", contexts);
  }

  private static void put(Map<String, AttributeValue> attributes, String name, Set<String> values) {
    if (!values.isEmpty()) {
      attributes.put(DATASET + name, new AttributeValue.Texts(List.copyOf(values)));
    }
  }

  /** What a data set was read for; null when it was not said. */
  static @Nullable String context(JsonNode dataset) {
    for (JsonNode tag : dataset.path("tags")) {
      if (tag.path("key").asText().equals(CONTEXT)) {
        return tag.path("value").asText();
      }
    }
    return null;
  }

  private static List<LineageEdge> edges(MetadataRecord run, JsonNode all) {
    Set<LineageEdge> edges = new LinkedHashSet<>(run.lineage());
    for (JsonNode dataset : all.path(DATASETS)) {
      id(dataset).ifPresent(id -> edges.add(LineageEdge.to(relation(context(dataset)), id)));
    }
    for (JsonNode model : all.path("models")) {
      Ids.asked(() -> Ids.loggedModel(model.path("model_id").asText()))
          .ifPresent(id -> edges.add(LineageEdge.to(Relation.USES, id)));
    }
    return List.copyOf(edges);
  }

  private static Relation relation(@Nullable String context) {
    String word = context == null ? "" : context.toLowerCase(java.util.Locale.ROOT);
    if (word.startsWith("train")) {
      return Relation.TRAINED_ON;
    }
    return word.startsWith("eval") || word.startsWith("test") || word.startsWith("valid")
        ? Relation.EVALUATED_ON
        : Relation.USES;
  }

  /** Writes {@code "inputs"} and, if there are any, {@code "outputs"}. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("inputs");
    if (!all.path(DATASETS).isEmpty()) {
      json.writeArrayFieldStart("dataset_inputs");
      for (JsonNode dataset : all.path(DATASETS)) {
        writeDataset(json, dataset);
      }
      json.writeEndArray();
    }
    writeModels(json, "model_inputs", all.path("models"));
    json.writeEndObject();
    if (!all.path("outputs").isEmpty()) {
      json.writeObjectFieldStart("outputs");
      writeModels(json, "model_outputs", all.path("outputs"));
      json.writeEndObject();
    }
  }

  private void writeDataset(JsonGenerator json, JsonNode dataset) throws IOException {
    String name = dataset.path("name").asText();
    String digest = dataset.path("digest").asText();
    MetadataRecord record = datasets.get(Ids.dataset(name, digest));
    json.writeStartObject();
    if (!dataset.path("tags").isEmpty()) {
      json.writeArrayFieldStart("tags");
      for (JsonNode tag : dataset.path("tags")) {
        Tags.pair(json, tag.path("key").asText(), tag.path("value").asText());
      }
      json.writeEndArray();
    }
    json.writeObjectFieldStart("dataset");
    json.writeStringField("name", name);
    json.writeStringField("digest", digest);
    if (record != null) {
      Datasets.write(json, record);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeModels(JsonGenerator json, String field, JsonNode models)
      throws IOException {
    if (models.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (JsonNode model : models) {
      json.writeStartObject();
      json.writeStringField("model_id", model.path("model_id").asText());
      if (model.has("step")) {
        json.writeNumberField("step", model.path("step").asLong());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
