package org.modeldex.ingest.spacy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ByteSize;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.MetricTree;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a model of what a package says about its pipeline. */
final class PipelineReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Vocabulary vocabulary;

  PipelineReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * @param packageName language and name, as {@code en_core_web_sm}
   * @param full the same with its version
   */
  void read(Fields fields, String packageName, String full, Draft draft) {
    draft.record().tags(draft.terms("name", List.of(packageName)));
    for (String identity : List.of("name", "lang", "version")) {
      YamlNode node = fields.rest().get(identity);
      if (node != null) {
        draft.attributes(identity, node);
      }
    }
    draft.contextual().languages(draft.terms("lang", fields.takeTexts("lang")));
    fields.take("name");
    fields.take("version");
    describe(fields, draft);
    run(fields, draft);
    achieve(fields, draft);
    sources(fields.rest().get("sources"), draft);
    artifact(fields, "checksum", full + ".tar.gz", draft);
    artifact(fields, "checksum_whl", full + "-py3-none-any.whl", draft);
    draft.structural().sizeBytes(ByteSize.find(fields.text("size")).orElse(null));
    fields.rest().forEach(draft::attributes);
  }

  private static void describe(Fields fields, Draft draft) {
    String description = fields.takeText("description");
    String notes = fields.takeText("notes");
    String all =
        description == null || notes == null
            ? (description == null ? notes : description)
            : description + "\n\n" + notes;
    draft.record().description(draft.text("description", all));
    draft.contextual().license(draft.term("license", fields.takeText("license")));
    draft.contextual().owner(draft.term("author", fields.takeText("author")));
  }

  private static void run(Fields fields, Draft draft) {
    draft.structural().framework("spacy").library("spacy");
    List<String> packages = new ArrayList<>();
    String versions = fields.takeText("spacy_version");
    packages.add(versions == null ? "spacy" : "spacy" + versions);
    packages.addAll(fields.takeTexts("requirements"));
    draft.environment("python", draft.terms("requirements", packages), null);
    Set<String> tasks = new LinkedHashSet<>();
    for (String list : List.of("pipeline", "components")) {
      YamlNode node = fields.take(list);
      if (node != null) {
        draft.hyperparameters(list, node);
        Fields.texts(node).forEach(component -> task(component).ifPresent(tasks::add));
      }
    }
    for (String part : List.of("disabled", "vectors", "factories")) {
      YamlNode node = fields.take(part);
      if (node != null) {
        draft.hyperparameters(part, node);
      }
    }
    draft.contextual().domain("nlp").modalities(List.of("text")).tasks(List.copyOf(tasks));
  }

  /** What a component of this name does; components that only prepare others do nothing. */
  private static Optional<String> task(String component) {
    return Optional.ofNullable(
        switch (component) {
          case "ner", "entity_ruler", "span_ruler", "beam_ner" -> "named entity recognition";
          case "tagger", "morphologizer" -> "part-of-speech tagging";
          case "parser", "beam_parser", "experimental_biaffine_parser" -> "dependency parsing";
          case "lemmatizer", "trainable_lemmatizer", "experimental_edit_tree_lemmatizer" ->
              "lemmatization";
          case "senter", "sentencizer" -> "sentence segmentation";
          case "textcat", "textcat_multilabel" -> "text classification";
          case "entity_linker" -> "entity linking";
          case "spancat", "spancat_singlelabel", "span_finder" -> "span categorization";
          case "coref", "experimental_coref" -> "coreference resolution";
          default -> null;
        });
  }

  private static void achieve(Fields fields, Draft draft) {
    for (String table : List.of("performance", "accuracy")) {
      YamlNode node = fields.take(table);
      if (node != null) {
        MetricTree.each(
            node,
            (metric, slice, raw, line) ->
                draft.measurement(line, () -> measurement(metric, slice, null, raw)));
      }
    }
    if (fields.take("speed") instanceof YamlNode.Mapping speed) {
      Fields parts = new Fields(speed.fields());
      String words = parts.takeText("nwords");
      parts
          .rest()
          .forEach((device, node) ->
              draft.measurement(
                  node.line(),
                  () ->
                      measurement(
                          "speed",
                          null,
                          words == null ? device : device + ", nwords " + words,
                          node.text())));
    }
  }

  private static Measurement measurement(
      String metric, @Nullable String slice, @Nullable String config, String raw) {
    return new Measurement(
        metric,
        null,
        null,
        slice,
        config,
        raw,
        null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  /** Each source by its name: a text, or an object with a name. */
  private void sources(@Nullable YamlNode node, Draft draft) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      return;
    }
    for (YamlNode source : sequence.items()) {
      String name =
          source instanceof YamlNode.Mapping mapping
              ? new Fields(mapping.fields()).text("name")
              : source.text();
      if (name != null && !name.isBlank()) {
        draft.edge(
            Relation.TRAINED_ON,
            () ->
                RecordId.of(
                    Kind.DATASET,
                    draft.id().project(),
                    vocabulary.slug(Term.Category.DATASET, name)));
      }
    }
  }

  /** A file of the release, which spaCy names after the package. */
  private static void artifact(Fields fields, String checksum, String file, Draft draft) {
    String digest = fields.text(checksum);
    if (digest != null && SHA256.matcher(digest).matches()) {
      fields.take(checksum);
      String format = file.endsWith(".whl") ? "whl" : "tar.gz";
      draft.artifact(() -> new Artifact(file, "sha256:" + digest, format, null));
    }
  }
}
