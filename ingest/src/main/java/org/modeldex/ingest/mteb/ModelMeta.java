package org.modeldex.ingest.mteb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Brings what a {@code model_meta.json} says into a record. */
final class ModelMeta {
  static final String FILE = "model_meta.json";

  /** One of these stands at the beginning of every such file. */
  private static final Set<String> KEYS =
      Set.of(
          "\"n_parameters\"", "\"max_tokens\"", "\"embed_dim\"", "\"loader\"", "\"loader_kwargs\"");

  private ModelMeta() {}

  static boolean recognises(String head) {
    return head.startsWith("{") && KEYS.stream().anyMatch(head::contains);
  }

  /** The model's name; null when it has none. */
  static @Nullable String name(YamlNode.Mapping meta) {
    return new Fields(meta.fields()).takeText("name");
  }

  /** How much of a file is stated: fields with a value. */
  static int weight(YamlNode.Mapping meta) {
    return new Fields(meta.fields()).rest().size();
  }

  /**
   * Fills a draft.
   *
   * @param metas of the revisions of one model; the first that states something counts
   * @return the address of the model's page; null when there is none
   */
  static @Nullable String read(List<YamlNode.Mapping> metas, Vocabulary vocabulary, Draft draft) {
    Fields fields = new Fields(Map.of());
    metas.forEach(meta -> fields.inherit(meta.fields()));
    fields.take("name");
    List<String> frameworks = draft.terms("framework", fields.takeTexts("framework"));
    if (!frameworks.isEmpty()) {
      draft.structural().framework(frameworks.getFirst());
      draft.structural().library(frameworks.size() > 1 ? frameworks.getLast() : null);
      draft.attribute("framework", frameworks, draft.line());
    }
    parameters(fields, draft);
    for (String name : List.of("embed_dim", "max_tokens", "similarity_fn_name")) {
      String text = fields.takeText(name);
      if (text != null) {
        draft.hyperparameter(name, text, draft.line());
      }
    }
    draft.contextual().languages(draft.terms("languages", fields.takeTexts("languages")));
    draft.contextual().modalities(draft.terms("modalities", fields.takeTexts("modalities")));
    draft.contextual().license(draft.term("license", fields.takeText("license")));
    for (String parent : fields.takeTexts("adapted_from")) {
      draft.edge(Relation.DERIVED_FROM, () -> RecordId.model(draft.id().project(), parent));
    }
    trainingData(fields.take("training_datasets"), vocabulary, draft);
    String reference = fields.takeText("reference");
    fields.rest().forEach(draft::attributes);
    return draft.text("reference", reference);
  }

  private static void parameters(Fields fields, Draft draft) {
    String text = fields.text("n_parameters");
    if (text == null) {
      return;
    }
    try {
      draft.structural().parameterCount(new BigDecimal(text).longValueExact());
      fields.take("n_parameters");
    } catch (ArithmeticException | NumberFormatException e) {
      // what is no count stays among the fields that become attributes
    }
  }

  /** A list of names, or names with the splits that were used. */
  private static void trainingData(@Nullable YamlNode node, Vocabulary vocabulary, Draft draft) {
    List<String> words = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .fields()
          .forEach((name, splits) -> {
            names.add(name);
            words.add(splits.text().isBlank() ? name : name + " (" + splits.text() + ")");
          });
    } else if (node != null) {
      names.addAll(Fields.texts(node));
      words.addAll(names);
    }
    if (!words.isEmpty()) {
      draft.attribute("training_datasets", words, draft.line());
    }
    names.forEach(name -> edge(Relation.TRAINED_ON, name, vocabulary, draft));
  }

  static void edge(Relation relation, String dataset, Vocabulary vocabulary, Draft draft) {
    draft.edge(
        relation,
        () ->
            RecordId.of(
                Kind.DATASET,
                draft.id().project(),
                vocabulary.slug(Term.Category.DATASET, dataset)));
  }
}
