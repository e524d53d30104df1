package org.modeldex.record.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;

/** Reads records from parsed JSON, a client's or the store's own. */
final class RecordReader {
  private static final String TRUST_WORDS = "self-reported, verified, reproduced";
  private static final String RELATION_WORDS =
      "trained-on, evaluated-on, derived-from, produced-by, version-of, deployed-as,"
          + " uses-features, uses, part-of, supersedes";

  private final boolean stored;

  /**
   * Makes a reader.
   *
   * @param stored whether revision and stamps are taken as they stand instead of ignored
   */
  RecordReader(boolean stored) {
    this.stored = stored;
  }

  MetadataRecord read(JsonNode document, @Nullable RecordId expected) {
    ObjectReader json = new ObjectReader(document, "");
    MetadataRecord record =
        MetadataRecord.builder(id(json, expected))
            .description(json.text("description"))
            .tags(json.texts("tags"))
            .structural(structural(json.object("structural")))
            .contextual(contextual(json.object("contextual")))
            .statistical(measurements(json.objects("statistical")))
            .lineage(lineage(json.objects("lineage")))
            .attributes(attributes(json))
            .source(source(json.object("source")))
            .build();
    json.ignore("revision", "created", "updated");
    json.finish();
    if (!stored) {
      return record;
    }
    Long revision = json.whole("revision");
    Stamp created = stamp(json.object("created"));
    Stamp updated = stamp(json.object("updated"));
    return revision == null || created == null || updated == null
        ? record
        : record.stored(revision, created, updated);
  }

  /** Reads measurements that stand by themselves, as in an append. */
  static List<Measurement> measurements(List<ObjectReader> elements) {
    List<Measurement> measurements = new ArrayList<>(elements.size());
    for (ObjectReader json : elements) {
      measurements.add(within(json, () -> measurement(json)));
    }
    return measurements;
  }

  private static RecordId id(ObjectReader json, @Nullable RecordId expected) {
    String text = json.text("id");
    Kind kind = json.word("kind", Kind::find, "model, version, run, experiment, dataset, ...");
    String project = json.text("project");
    String name = json.text("name");
    String version = json.text("version");
    RecordId id;
    if (text != null) {
      id = RecordId.parse(text);
    } else if (expected != null) {
      id = expected;
    } else if (kind != null && project != null && name != null) {
      return new RecordId(kind, project, name, version);
    } else {
      throw ModeldexException.invalid("id", "is missing, or kind, project and name instead of it");
    }
    if (expected != null && !expected.equals(id)) {
      throw ModeldexException.invalid("id", "must be " + expected + " but is " + id);
    }
    agree("kind", kind, id.kind());
    agree("project", project, id.project());
    agree("name", name, id.name());
    agree("version", version, id.version());
    return id;
  }

  private static void agree(String field, @Nullable Object given, @Nullable Object inId) {
    if (given != null && !given.equals(inId)) {
      throw ModeldexException.invalid(field, "does not agree with the id");
    }
  }

  private static Structural structural(@Nullable ObjectReader json) {
    if (json == null) {
      return Structural.EMPTY;
    }
    Map<String, String> hyperparameters = new LinkedHashMap<>();
    json.entries("hyperparameters")
        .forEach((name, value) ->
            hyperparameters.put(
                name,
                value.isValueNode() && !value.isNull()
                    ? value.asText()
                    : ObjectReader.textOf(value, json.path("hyperparameters." + name))));
    Structural structural =
        Structural.builder()
            .architectures(json.texts("architectures"))
            .framework(json.text("framework"))
            .library(json.text("library"))
            .algorithm(json.text("algorithm"))
            .parameterCount(json.whole("parameterCount"))
            .sizeBytes(json.whole("sizeBytes"))
            .flops(json.whole("flops"))
            .hyperparameters(hyperparameters)
            .inputs(tensors(json.objects("inputs")))
            .outputs(tensors(json.objects("outputs")))
            .environment(environment(json.object("environment")))
            .artifacts(artifacts(json.objects("artifacts")))
            .build();
    json.finish();
    return structural;
  }

  private static List<Structural.Tensor> tensors(List<ObjectReader> elements) {
    List<Structural.Tensor> tensors = new ArrayList<>(elements.size());
    for (ObjectReader json : elements) {
      tensors.add(
          within(
              json,
              () ->
                  new Structural.Tensor(
                      json.requiredText("name"), json.text("type"), json.text("shape"))));
    }
    return tensors;
  }

  private static Structural.Environment environment(@Nullable ObjectReader json) {
    if (json == null) {
      return Structural.Environment.EMPTY;
    }
    Structural.Environment environment =
        new Structural.Environment(
            json.text("language"), json.texts("packages"), json.text("hardware"));
    json.finish();
    return environment;
  }

  private static List<Structural.Artifact> artifacts(List<ObjectReader> elements) {
    List<Structural.Artifact> artifacts = new ArrayList<>(elements.size());
    for (ObjectReader json : elements) {
      artifacts.add(
          within(
              json,
              () ->
                  new Structural.Artifact(
                      json.requiredText("uri"),
                      json.text("digest"),
                      json.text("format"),
                      json.whole("sizeBytes"))));
    }
    return artifacts;
  }

  private static Contextual contextual(@Nullable ObjectReader json) {
    if (json == null) {
      return Contextual.EMPTY;
    }
    List<Contextual.Paper> papers = new ArrayList<>();
    for (ObjectReader paper : json.objects("papers")) {
      papers.add(within(paper, () -> new Contextual.Paper(paper.text("title"), paper.text("url"))));
    }
    Contextual contextual =
        Contextual.builder()
            .tasks(json.texts("tasks"))
            .domain(json.text("domain"))
            .modalities(json.texts("modalities"))
            .languages(json.texts("languages"))
            .license(json.text("license"))
            .owner(json.text("owner"))
            .team(json.text("team"))
            .stage(json.text("stage"))
            .status(json.text("status"))
            .startedAt(json.instant("startedAt"))
            .endedAt(json.instant("endedAt"))
            .intendedUse(json.text("intendedUse"))
            .limitations(json.text("limitations"))
            .goals(json.text("goals"))
            .papers(papers)
            .region(json.text("region"))
            .sensitivity(json.text("sensitivity"))
            .build();
    json.finish();
    return contextual;
  }

  private static Measurement measurement(ObjectReader json) {
    json.ignore("key", "unit", "scale", "better");
    JsonNode value = json.find("value");
    String raw = json.text("raw");
    if (raw == null && value != null) {
      ObjectReader.numberOf(value, "value");
      raw = value.asText();
    }
    if (raw == null) {
      throw ModeldexException.invalid("raw", "is missing, or value instead of it");
    }
    Trust trust = json.word("trust", Trust::find, TRUST_WORDS);
    return new Measurement(
        json.requiredText("metric"),
        json.text("dataset"),
        json.text("split"),
        json.text("slice"),
        json.text("config"),
        raw,
        json.text("rawUnit"),
        json.whole("step"),
        json.instant("at"),
        json.whole("sampleSize"),
        json.number("standardDeviation"),
        trust == null ? Trust.SELF_REPORTED : trust,
        null);
  }

  private static List<LineageEdge> lineage(List<ObjectReader> elements) {
    List<LineageEdge> edges = new ArrayList<>(elements.size());
    for (ObjectReader json : elements) {
      edges.add(
          within(
              json,
              () -> {
                Relation relation = json.word("relation", Relation::find, RELATION_WORDS);
                if (relation == null) {
                  throw ModeldexException.invalid("relation", "is missing");
                }
                return new LineageEdge(
                    relation, RecordId.parse(json.requiredText("target")), json.instant("at"));
              }));
    }
    return edges;
  }

  private static Map<String, AttributeValue> attributes(ObjectReader json) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    json.entries("attributes")
        .forEach((name, value) -> attributes.put(name, attribute(value, "attributes." + name)));
    return attributes;
  }

  private static AttributeValue attribute(JsonNode value, String path) {
    return switch (value.getNodeType()) {
      case STRING -> new AttributeValue.Text(value.textValue());
      case NUMBER -> new AttributeValue.Numeric(ObjectReader.numberOf(value, path));
      case BOOLEAN -> new AttributeValue.Flag(value.booleanValue());
      case ARRAY -> {
        List<String> texts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
          texts.add(ObjectReader.textOf(value.get(i), path + '[' + i + ']'));
        }
        yield new AttributeValue.Texts(texts);
      }
      case OBJECT -> {
        ObjectReader json = new ObjectReader(value, path);
        Instant instant = json.instant("instant");
        Double number = json.number("number");
        json.finish();
        if ((instant == null) == (number == null)) {
          throw ModeldexException.invalid(
              path, "must be {\"instant\": ...} or {\"number\": ...} when it is an object");
        }
        yield number == null
            ? new AttributeValue.Time(Objects.requireNonNull(instant))
            : new AttributeValue.Numeric(number);
      }
      default ->
          throw ModeldexException.invalid(
              path, "must be a string, number, boolean, list of strings or instant");
    };
  }

  private static @Nullable Source source(@Nullable ObjectReader json) {
    if (json == null) {
      return null;
    }
    Source source =
        new Source(
            json.requiredText("format"),
            json.text("path"),
            json.text("name"),
            json.text("uri"),
            json.text("origin"),
            json.instant("importedAt"));
    json.finish();
    return source;
  }

  private static @Nullable Stamp stamp(@Nullable ObjectReader json) {
    if (json == null) {
      return null;
    }
    Instant at = json.instant("at");
    return at == null ? null : new Stamp(at, json.requiredText("by"));
  }

  /** Reads one element; a complaint of its constructor gets the element's path in front. */
  private static <T> T within(ObjectReader json, Supplier<T> element) {
    T value;
    try {
      value = element.get();
    } catch (ModeldexException e) {
      throw json.locate(e);
    }
    json.finish();
    return value;
  }
}
