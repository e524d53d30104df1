package org.modeldex.ingest.croissant;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a record of what is said about one dataset. */
final class DatasetReader {
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private final Vocabulary vocabulary;
  private final JsonLd language;
  private final Draft draft;

  DatasetReader(Vocabulary vocabulary, JsonLd language, Draft draft) {
    this.vocabulary = vocabulary;
    this.language = language;
    this.draft = draft;
  }

  void read(Fields fields) {
    fields.take("@context");
    fields.take("@type");
    YamlNode name = fields.take("name");
    if (name != null) {
      draft.attributes("name", name);
    }
    describe(fields);
    List<Fields> records = JsonLd.objects(fields.take("recordSet"));
    new FilesReader(language, draft).read(JsonLd.objects(fields.take("distribution")));
    new RecordsReader(language, draft).read(records);
    origins(fields.rest().get("prov:wasDerivedFrom"));
    origins(fields.rest().get("isBasedOn"));
    fields.rest().forEach(draft::attributes);
  }

  private void describe(Fields fields) {
    YamlNode description = fields.take("description");
    draft.record().description(draft.text("description", language.text(description)));
    if (description instanceof YamlNode.Mapping languages) {
      draft.attributes("description", languages);
    }
    List<String> licenses = draft.terms("license", language.words(fields.rest().get("license")));
    if (!licenses.isEmpty()) {
      draft.contextual().license(licenses.getFirst());
    }
    if (fields.rest().get("license") instanceof YamlNode.Scalar) {
      fields.take("license");
    }
    List<String> languages = language.words(fields.take("inLanguage"));
    draft.contextual().languages(draft.terms("inLanguage", languages));
    people(fields);
    keywords(language.words(fields.take("keywords")));
    for (String citation : List.of("citeAs", "citation")) {
      language.words(fields.rest().get(citation)).forEach(this::paper);
    }
    String uses = String.join("\n\n", language.words(fields.take("rai:dataUseCases")));
    draft.contextual().intendedUse(draft.text("rai:dataUseCases", uses));
    String limits = String.join("\n\n", language.words(fields.take("rai:dataLimitations")));
    draft.contextual().limitations(draft.text("rai:dataLimitations", limits));
  }

  private void people(Fields fields) {
    String owner = null;
    for (String role : List.of("creator", "author", "publisher")) {
      List<String> names = language.words(fields.rest().get(role));
      owner = owner == null && !names.isEmpty() ? names.getFirst() : owner;
    }
    draft.contextual().owner(draft.term("creator", owner));
  }

  /** A list, or one text with commas between; those that are tasks are that, too. */
  private void keywords(List<String> stated) {
    List<String> words = new ArrayList<>();
    if (stated.size() == 1) {
      for (String word : stated.getFirst().split(",", -1)) {
        words.add(word.strip());
      }
    } else {
      words.addAll(stated);
    }
    words.removeIf(String::isBlank);
    List<String> tags = draft.terms("keywords", words);
    draft.record().tags(tags);
    draft
        .contextual()
        .tasks(tags.stream().filter(tag -> vocabulary.findTask(tag).isPresent()).toList());
  }

  /** An entry of BibTeX by its title and address, or an address alone. */
  private void paper(String citation) {
    String title = BibTex.field(citation, "title");
    if (title != null) {
      draft.paper(title, BibTex.field(citation, "url"));
    } else if (ADDRESS.matcher(citation).matches()) {
      draft.paper(null, citation);
    }
  }

  /** The datasets that this one was made from, by their place at the hub or their names. */
  private void origins(@Nullable YamlNode node) {
    Set<String> names = new LinkedHashSet<>();
    for (Fields origin : JsonLd.objects(node)) {
      String place = first(origin, "prov:atLocation", "prov:locatedAt", "url", "@id");
      String name =
          Hub.find(place).orElseGet(() -> first(origin, "prov:label", "name", "label", "@id"));
      if (name != null) {
        names.add(name);
      }
    }
    if (node instanceof YamlNode.Scalar) {
      String text = language.text(node);
      if (text != null) {
        names.add(Hub.find(text).orElse(text));
      }
    }
    for (String name : names) {
      draft.edge(
          Relation.DERIVED_FROM,
          () ->
              RecordId.of(
                  Kind.DATASET,
                  draft.id().project(),
                  vocabulary.slug(Term.Category.DATASET, name)));
    }
  }

  private @Nullable String first(Fields fields, String... names) {
    for (String name : names) {
      String text = language.text(fields.rest().get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
