package org.modeldex.ingest.openmmlab;

import java.util.List;
import java.util.Optional;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a dataset record of a dataset card: a file with a Name, a Paper and Data. */
final class DatasetReader {
  private final Vocabulary vocabulary;
  private final Readmes readmes;

  DatasetReader(Vocabulary vocabulary, Readmes readmes) {
    this.vocabulary = vocabulary;
    this.readmes = readmes;
  }

  /**
   * The name under which models refer to the dataset: the canonical one of its name or, when that
   * is not known, of its folder.
   */
  String slug(String name, Entry entry) {
    String folder = entry.file().folder();
    Optional<Term> known =
        vocabulary
            .find(Term.Category.DATASET, name)
            .or(() ->
                vocabulary.find(
                    Term.Category.DATASET, folder.substring(folder.lastIndexOf('/') + 1)));
    return known.map(Term::slug).orElseGet(() -> vocabulary.slug(Term.Category.DATASET, name));
  }

  /** Fills a draft with what the entry says. */
  void read(Entry entry, Draft draft) {
    Fields fields = new Fields(entry.fields());
    String name = String.valueOf(fields.text("Name"));
    Readmes.Page readme = readmes.find(fields.text("README"), entry.file());
    draft.record().description(readme == null ? name : readme.text());
    ModelReader.papers(fields.take("Paper"), draft);
    YamlNode data = fields.take("Data");
    if (data instanceof YamlNode.Mapping mapping) {
      readData(new Fields(mapping.fields()), draft);
    } else if (data != null) {
      draft.attributes("Data", data);
    }
    fields.rest().forEach(draft::attributes);
  }

  private static void readData(Fields data, Draft draft) {
    draft.contextual().languages(draft.terms("Language", data.takeTexts("Language")));
    draft.contextual().tasks(draft.terms("Tasks", data.takeTexts("Tasks")));
    YamlNode license = data.take("License");
    if (license instanceof YamlNode.Mapping mapping) {
      Fields terms = new Fields(mapping.fields());
      license(terms.text("Type"), draft);
    } else if (license instanceof YamlNode.Scalar scalar) {
      license(scalar.text(), draft);
    }
    if (license != null) {
      draft.attributes("License", license);
    }
    data.rest().forEach(draft::attributes);
  }

  private static void license(@org.jspecify.annotations.Nullable String type, Draft draft) {
    if (type != null && !type.isBlank() && !type.equalsIgnoreCase("N/A")) {
      List<String> license = draft.terms("License", List.of(type));
      draft.contextual().license(license.isEmpty() ? null : license.getFirst());
    }
  }
}
