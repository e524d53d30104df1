package org.modeldex.ingest.cyclonedx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Tensor;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the card of one model. */
final class ModelCardReader {
  private final Vocabulary vocabulary;
  private final Map<String, RecordId> byReference;
  private final Draft draft;

  ModelCardReader(Vocabulary vocabulary, Map<String, RecordId> byReference, Draft draft) {
    this.vocabulary = vocabulary;
    this.byReference = byReference;
    this.draft = draft;
  }

  void read(Fields card) {
    card.take("bom-ref");
    if (card.take("modelParameters") instanceof YamlNode.Mapping parameters) {
      parameters(new Fields(parameters.fields()));
    }
    if (card.take("quantitativeAnalysis") instanceof YamlNode.Mapping analysis) {
      analysis(new Fields(analysis.fields()));
    }
    if (card.take("considerations") instanceof YamlNode.Mapping considerations) {
      considerations(new Fields(considerations.fields()));
    }
    ComponentReader.properties(card.take("properties"), "modelCard.property.", draft);
    rest("modelCard", card);
  }

  private void rest(String prefix, Fields fields) {
    fields
        .rest()
        .forEach((name, node) ->
            draft.attributes(prefix + '.' + name, ComponentReader.withoutContent(node)));
  }

  private void parameters(Fields fields) {
    draft.contextual().tasks(draft.terms("task", fields.takeTexts("task")));
    List<String> architectures = new ArrayList<>();
    architectures.addAll(fields.takeTexts("architectureFamily"));
    architectures.addAll(fields.takeTexts("modelArchitecture"));
    draft.structural().architectures(draft.terms("modelArchitecture", architectures));
    for (Fields input : ComponentReader.objects(fields.take("inputs"))) {
      draft.input(() -> new Tensor("", input.text("format"), null));
    }
    for (Fields output : ComponentReader.objects(fields.take("outputs"))) {
      draft.output(() -> new Tensor("", output.text("format"), null));
    }
    ComponentReader.objects(fields.rest().get("datasets")).forEach(this::dataset);
    rest("modelParameters", fields);
  }

  /** Data described in place by its name, or a component of the bill by its reference. */
  private void dataset(Fields dataset) {
    String reference = dataset.text("ref");
    String name = dataset.text("name");
    RecordId known = reference == null ? null : byReference.get(reference);
    String words = name == null ? reference : name;
    if (known != null) {
      draft.edge(Relation.TRAINED_ON, () -> known);
    } else if (words != null && !words.isBlank()) {
      draft.edge(
          Relation.TRAINED_ON,
          () ->
              RecordId.of(
                  Kind.DATASET,
                  draft.id().project(),
                  vocabulary.slug(Term.Category.DATASET, words)));
    }
  }

  private void analysis(Fields fields) {
    if (fields.take("performanceMetrics") instanceof YamlNode.Sequence metrics) {
      for (YamlNode item : metrics.items()) {
        if (item instanceof YamlNode.Mapping metric) {
          metric(new Fields(metric.fields()), item.line());
        }
      }
    }
    rest("quantitativeAnalysis", fields);
  }

  private void metric(Fields fields, int line) {
    String type = fields.text("type");
    String value = fields.text("value");
    if (type == null || type.isBlank() || value == null || value.isBlank()) {
      draft.lose(line, "a performance metric has no type or no value", Loss.VALUE);
      return;
    }
    String interval = null;
    if (fields.take("confidenceInterval") instanceof YamlNode.Mapping bounds) {
      Fields both = new Fields(bounds.fields());
      interval =
          "confidence interval " + both.text("lowerBound") + " to " + both.text("upperBound");
    }
    String slice = fields.takeText("slice");
    String config = interval;
    draft.measurement(line, () -> measurement(type, slice, config, value, null));
  }

  private static Measurement measurement(
      String metric,
      @Nullable String slice,
      @Nullable String config,
      String raw,
      @Nullable String rawUnit) {
    return new Measurement(
        metric,
        null,
        null,
        slice,
        config,
        raw,
        rawUnit,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  private void considerations(Fields fields) {
    String users = lines(fields.takeTexts("users"));
    String uses = lines(fields.takeTexts("useCases"));
    String both = users.isEmpty() ? uses : uses + "\n\nUsers:\n\n" + users;
    draft.contextual().intendedUse(draft.text("useCases", both.strip()));
    String limits = lines(fields.takeTexts("technicalLimitations"));
    draft.contextual().limitations(draft.text("technicalLimitations", limits));
    if (fields.rest().get("environmentalConsiderations") instanceof YamlNode.Mapping environment) {
      for (Fields use : ComponentReader.objects(environment.fields().get("energyConsumptions"))) {
        measure("activityEnergyCost", use);
        measure("co2CostEquivalent", use);
      }
    }
    rest("considerations", fields);
  }

  private void measure(String metric, Fields use) {
    if (use.rest().get(metric) instanceof YamlNode.Mapping measure) {
      Fields fields = new Fields(measure.fields());
      String value = fields.text("value");
      if (value != null && !value.isBlank()) {
        draft.measurement(
            measure.line(),
            () -> measurement(metric, null, use.text("activity"), value, fields.text("unit")));
      }
    }
  }

  private static String lines(List<String> texts) {
    return String.join("\n\n", texts);
  }
}
