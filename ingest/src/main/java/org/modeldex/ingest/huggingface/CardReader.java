package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Makes a record of a card. A field that is known goes to its place in the record; any other
 * becomes attributes.
 */
final class CardReader {
  /** Fields that serve the hub's pages and say nothing of the model. */
  private static final Set<String> PAGE_FIELDS =
      Set.of(
          "widget", "extra_gated_prompt", "extra_gated_fields", "extra_gated_heading", "thumbnail");

  private static final List<String> DATASET_KEYS =
      List.of(
          "task_categories",
          "task_ids",
          "dataset_info",
          "annotations_creators",
          "size_categories",
          "multilinguality");

  private final Vocabulary vocabulary;

  CardReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Whether a card describes a dataset: by its fields, or else by its title. */
  static Kind kind(Card card, CardText text) {
    CardFields fields = card.fields();
    boolean model =
        fields.has("model-index")
            || fields.has("pipeline_tag")
            || fields.has("library_name")
            || fields.has("base_model");
    String title = text.title();
    boolean dataset =
        DATASET_KEYS.stream().anyMatch(fields::has)
            || (title != null && title.startsWith("Dataset Card"));
    return dataset && !model ? Kind.DATASET : Kind.MODEL;
  }

  /** Fills a draft with what the card says. */
  void read(Card card, CardText text, List<Result> beside, Draft draft) {
    CardFields fields = card.fields();
    PAGE_FIELDS.forEach(fields::take);
    ModelIndex index = index(fields, draft);
    List<String> tags = draft.terms("tags", fields.takeWords("tags"));
    draft.record().tags(tags);
    tasks(fields, index, tags, draft);
    libraries(fields, tags, draft);
    license(fields, tags, draft);
    draft
        .contextual()
        .languages(draft.terms("language", fields.takeWords("language", "languages")));
    attribute("metrics", fields.takeWords("metrics"), draft);
    lineage(fields, index, tags, draft);
    beside.forEach(result -> dataset(Relation.EVALUATED_ON, result.dataset(), draft));
    List<Result> results = new ArrayList<>(index.results());
    results.addAll(beside);
    Result.addAll(results, draft);
    emissions(fields.take("co2_eq_emissions"), draft);
    fields.rest().forEach(draft::attributes);
    body(text, tags, draft);
  }

  private ModelIndex index(CardFields fields, Draft draft) {
    ModelIndex index = new ModelIndex(draft, vocabulary);
    YamlNode node = fields.take("model-index", "model_index");
    if (node != null) {
      index.read(node);
      List<String> names = new ArrayList<>(index.names());
      names.remove(draft.id().name());
      attribute("model-index.name", names, draft);
    }
    return index;
  }

  /** What the card declares; else the tags that are tasks, as the hub itself reads them. */
  private void tasks(CardFields fields, ModelIndex index, List<String> tags, Draft draft) {
    List<String> tasks =
        new ArrayList<>(fields.takeWords("pipeline_tag", "task", "task_categories"));
    tasks.addAll(fields.takeWords("task_ids"));
    tasks.addAll(index.tasks());
    if (tasks.isEmpty()) {
      for (String tag : tags) {
        if (vocabulary.findTask(tag).filter(task -> task.slug().equals(tag)).isPresent()) {
          tasks.add(tag);
        }
      }
    }
    draft.contextual().tasks(draft.terms("task", tasks));
  }

  private void libraries(CardFields fields, List<String> tags, Draft draft) {
    draft
        .structural()
        .library(draft.term("library_name", fields.takeText("library_name", "library")));
    tags.stream()
        .filter(tag ->
            vocabulary
                .find(Term.Category.FRAMEWORK, tag)
                .filter(framework -> framework.slug().equals(tag) || tag.equals("tf"))
                .isPresent())
        .findFirst()
        .ifPresent(draft.structural()::framework);
  }

  /** One licence is the record's; of several the first is, and all are kept as attribute. */
  private static void license(CardFields fields, List<String> tags, Draft draft) {
    List<String> licenses = draft.terms("license", fields.takeWords("license", "licenses"));
    if (licenses.size() > 1) {
      attribute("license", licenses, draft);
    }
    List<String> stated = licenses.isEmpty() ? tagged("license:", tags) : licenses;
    stated.stream().findFirst().ifPresent(draft.contextual()::license);
  }

  /** What tags with a prefix say, as the hub's own listings write them. */
  private static List<String> tagged(String prefix, List<String> tags) {
    return tags.stream()
        .filter(tag -> tag.startsWith(prefix) && tag.length() > prefix.length())
        .map(tag -> tag.substring(prefix.length()))
        .toList();
  }

  private static void attribute(String name, List<String> words, Draft draft) {
    if (!words.isEmpty()) {
      draft.attribute(name, words, draft.line());
    }
  }

  private void lineage(CardFields fields, ModelIndex index, List<String> tags, Draft draft) {
    for (String base : fields.takeWords("base_model", "duplicated_from")) {
      draft.edge(Relation.DERIVED_FROM, () -> RecordId.model(draft.id().project(), base));
    }
    List<String> datasets =
        new ArrayList<>(draft.terms("datasets", fields.takeWords("datasets", "dataset")));
    attribute("datasets", datasets, draft);
    datasets.addAll(tagged("dataset:", tags));
    datasets.forEach(words -> dataset(Relation.TRAINED_ON, words, draft));
    index.datasets().forEach(words -> dataset(Relation.EVALUATED_ON, words, draft));
  }

  /** An arrow to the dataset that the words name. */
  private void dataset(Relation relation, @Nullable String words, Draft draft) {
    if (words != null) {
      draft.edge(
          relation, () -> RecordId.of(Kind.DATASET, draft.id().project(), datasetName(words)));
    }
  }

  /** The name of a dataset's record: its slug, so that lineage meets it. */
  String datasetName(String words) {
    return vocabulary.slug(Term.Category.DATASET, words);
  }

  /** Grams of carbon dioxide, alone or with where the figure comes from. */
  private static void emissions(@Nullable YamlNode node, Draft draft) {
    if (node == null) {
      return;
    }
    CardFields fields = CardFields.of(node);
    YamlNode value = node instanceof YamlNode.Mapping ? fields.take("emissions") : node;
    if (value != null && !Fields.isNull(value)) {
      draft.measurement(
          value.line(),
          () -> Measurement.of("co2_eq_emissions", null, value.text()).withRawUnit("g"));
    }
    fields.rest().forEach((name, rest) -> draft.attributes("co2_eq_emissions." + name, rest));
  }

  private static void body(CardText text, List<String> tags, Draft draft) {
    draft.record().description(draft.text("description", text.description()));
    draft
        .contextual()
        .intendedUse(draft.text("intended use", text.section("intended use", "direct use")));
    draft
        .contextual()
        .limitations(draft.text("limitations", text.section("limitation", "bias", "out-of-scope")));
    text.settings("hyperparameters")
        .forEach((name, value) -> draft.hyperparameter(name, value, draft.line()));
    List<String> packages = draft.terms("framework versions", text.lines("framework versions"));
    if (!packages.isEmpty()) {
      draft.environment(null, packages, null);
    }
    Set<String> papers = new TreeSet<>(text.papers());
    tagged("arxiv:", tags).forEach(id -> papers.add("https://arxiv.org/abs/" + id));
    papers.forEach(url -> draft.paper(null, url));
  }
}
