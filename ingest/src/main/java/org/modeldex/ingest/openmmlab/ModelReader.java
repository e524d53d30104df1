package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Quantity;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Makes a model of an entry and its collection. A field that is known goes to its place in the
 * record; what else Metadata holds becomes hyperparameters, what else the model holds attributes.
 */
final class ModelReader {
  /** Fields of Metadata that are taken from the model itself where authors put them there. */
  private static final Set<String> METADATA =
      Set.of(
          "architecture",
          "batch size",
          "epochs",
          "flops",
          "iterations",
          "parameters",
          "params",
          "training data",
          "training resources",
          "training techniques");

  /** A smaller count is likely to be one of thousands or millions. */
  private static final long FEWEST = 1_000;

  private final Repository repository;
  private final MetafileReader reader;
  private final Readmes readmes;
  private final Vocabulary vocabulary;

  ModelReader(
      Repository repository, MetafileReader reader, Readmes readmes, Vocabulary vocabulary) {
    this.repository = repository;
    this.reader = reader;
    this.readmes = readmes;
    this.vocabulary = vocabulary;
  }

  /** Fills a draft with what the entry says. */
  void read(Entry entry, Draft draft) {
    Fields fields = new Fields(entry.fields());
    String name = fields.takeText("Name");
    Fields metadata = metadata(fields, entry.file());
    inheritCollection(fields, metadata, entry, draft);
    moveToMetadata(fields, metadata);

    Results results = new Results(draft);
    readResults(fields, results, entry);
    readMetadata(metadata, results, draft);
    List<String> weights = fields.takeTexts("Weights");
    weights.forEach(draft::artifact);
    papers(fields.take("Paper"), draft);
    String license = fields.takeText("License");
    if (license != null) {
      draft.terms("License", List.of(license)).forEach(draft.contextual()::license);
    }
    draft.contextual().modalities(draft.terms("Modality", fields.takeTexts("Modality")));
    Readmes.Page page = readmes.find(fields.text("README"), entry.file());
    if (page != null) {
      draft.record().description(page.text());
      List<String> files = new ArrayList<>(weights);
      Optional.ofNullable(fields.text("Config")).ifPresent(files::addFirst);
      readSize(page.sizes().find(files), draft);
    }
    if (name != null) {
      for (String upstream : repository.upstream(name)) {
        draft.edge(Relation.DERIVED_FROM, () -> RecordId.model(draft.id().project(), upstream));
      }
    }
    fields.rest().forEach(draft::attributes);
  }

  private static void moveToMetadata(Fields fields, Fields metadata) {
    for (String key : List.copyOf(fields.rest().keySet())) {
      YamlNode node = belongsToMetadata(key) ? fields.take(key) : null;
      if (node != null) {
        metadata.inherit(Map.of(key, node));
      }
    }
  }

  private Fields metadata(Fields fields, SourceFile file) {
    Fields metadata = new Fields(Map.of());
    YamlNode node = fields.take("Metadata");
    if (node != null) {
      for (YamlNode part : reader.expand(node, file)) {
        if (part instanceof YamlNode.Mapping mapping) {
          metadata.inherit(mapping.fields());
        } else if (!Fields.isNull(part)) {
          fields.inherit(Map.of("Metadata", part));
        }
      }
    }
    return metadata;
  }

  private void inheritCollection(Fields fields, Fields metadata, Entry entry, Draft draft) {
    List<String> names = fields.takeTexts("In Collection");
    List<String> terms = draft.terms("In Collection", names);
    draft.record().tags(terms);
    terms.stream().findFirst().ifPresent(draft.structural()::algorithm);
    for (String name : names) {
      inherit(name, fields, metadata, entry, draft);
    }
  }

  private void inherit(String name, Fields fields, Fields metadata, Entry entry, Draft draft) {
    Optional<Entry> collection = repository.collection(name, entry.file());
    if (collection.isEmpty()) {
      draft.lose(entry.line(), "no file describes its collection " + name, Loss.NOTHING);
      return;
    }
    Fields shared = new Fields(collection.get().fields());
    shared.take("Name");
    metadata.inherit(metadata(shared, collection.get().file()).rest());
    fields.inherit(shared.rest());
  }

  private void readResults(Fields fields, Results results, Entry entry) {
    YamlNode node = fields.take("Results");
    if (node != null) {
      reader.expand(node, entry.file()).forEach(results::read);
    }
  }

  private void readMetadata(Fields metadata, Results results, Draft draft) {
    List<String> architectures = new ArrayList<>(metadata.takeTexts("Architecture"));
    String backbone = metadata.text("backbone");
    if (backbone != null) {
      architectures.add(backbone);
    }
    draft.structural().architectures(draft.terms("Architecture", architectures));
    List<String> tasks = new ArrayList<>(metadata.takeTexts("Tasks"));
    tasks.addAll(results.tasks());
    draft.contextual().tasks(draft.terms("Task", tasks));
    draft.structural().flops(count("FLOPs", metadata, draft));
    Long parameters = count("Parameters", metadata, draft);
    draft
        .structural()
        .parameterCount(parameters == null ? count("params", metadata, draft) : parameters);
    List<String> resources = metadata.takeTexts("Training Resources");
    if (!resources.isEmpty()) {
      draft.hardware(String.join(", ", resources));
    }
    YamlNode data = metadata.take("Training Data");
    if (data != null) {
      draft.attributes("Training Data", data);
      Fields.texts(data).forEach(words -> edgeToDataset(Relation.TRAINED_ON, words, draft));
    }
    results.datasets().forEach(words -> edgeToDataset(Relation.EVALUATED_ON, words, draft));
    metadata
        .rest()
        .forEach((key, node) -> {
          if (isCost(key)) {
            results.readCost(key, node);
          } else {
            draft.hyperparameters(key, node);
          }
        });
  }

  /** Takes what the page's tables say of the model's size where the metafile is silent. */
  private static void readSize(SizeTables.Size size, Draft draft) {
    Structural stated = draft.structural().build();
    SizeTables.Written parameters = size.parameters();
    if (parameters != null && stated.parameterCount() == null) {
      draft.structural().parameterCount(parameters.count());
      draft.attribute("README." + parameters.header(), List.of(parameters.text()), draft.line());
    }
    SizeTables.Written flops = size.flops();
    if (flops != null && stated.flops() == null) {
      draft.structural().flops(flops.count());
      draft.attribute("README." + flops.header(), List.of(flops.text()), draft.line());
    }
  }

  private static @Nullable Long count(String name, Fields metadata, Draft draft) {
    YamlNode node = metadata.take(name);
    if (node == null) {
      return null;
    }
    Optional<Long> count = Quantity.find(node).filter(number -> number >= FEWEST);
    boolean exact = node instanceof YamlNode.Scalar scalar && scalar.text().matches("\\d+");
    if (!exact || count.isEmpty()) {
      draft.attributes(name, node); // as it was written
    }
    if (count.isEmpty()) {
      draft.lose(
          node.line(), name + " \"" + node.text() + "\" is kept as text: no count", Loss.NOTHING);
    }
    return count.orElse(null);
  }

  private void edgeToDataset(Relation relation, String words, Draft draft) {
    draft.edge(
        relation,
        () ->
            RecordId.of(
                Kind.DATASET, draft.id().project(), vocabulary.slug(Term.Category.DATASET, words)));
  }

  static void papers(@Nullable YamlNode node, Draft draft) {
    switch (node) {
      case null -> {}
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> papers(item, draft));
      case YamlNode.Mapping mapping -> {
        Fields paper = new Fields(mapping.fields());
        String title = paper.takeText("Title");
        String url = paper.takeText("URL");
        if (title != null || url != null) {
          draft.paper(title, url);
        }
        paper.rest().forEach((key, value) -> draft.attributes("Paper." + key, value));
      }
      case YamlNode.Scalar scalar -> {
        if (!scalar.text().isBlank()) {
          boolean url = scalar.text().contains("://");
          draft.paper(url ? null : scalar.text(), url ? scalar.text() : null);
        }
      }
    }
  }

  /** Whether a field says how much time or memory something takes. */
  private static boolean isCost(String key) {
    String lower = key.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("inference time") || lower.startsWith("training memory");
  }

  private static boolean belongsToMetadata(String key) {
    return isCost(key) || METADATA.contains(key.strip().toLowerCase(Locale.ROOT));
  }
}
