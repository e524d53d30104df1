package org.modeldex.ingest.cyclonedx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a record of one component. */
final class ComponentReader {
  private final Map<String, RecordId> byReference;
  private final Vocabulary vocabulary;

  /**
   * @param byReference the records of this bill by the references that it gives them
   */
  ComponentReader(Vocabulary vocabulary, Map<String, RecordId> byReference) {
    this.vocabulary = vocabulary;
    this.byReference = byReference;
  }

  void read(Fields fields, Draft draft) {
    for (String known : List.of("type", "group", "name", "components", "signature")) {
      fields.take(known);
    }
    draft.record().description(draft.text("description", fields.takeText("description")));
    draft.record().tags(draft.terms("tags", fields.takeTexts("tags")));
    owner(fields, draft);
    if (fields.rest().get("licenses") instanceof YamlNode.Sequence) {
      licenses(fields.take("licenses"), draft);
    }
    files(fields, draft);
    ancestors(fields.rest().get("pedigree"), draft);
    properties(fields.take("properties"), "property.", draft);
    if (fields.rest().get("modelCard") instanceof YamlNode.Mapping card) {
      fields.take("modelCard");
      new ModelCardReader(vocabulary, byReference, draft).read(new Fields(card.fields()));
    }
    fields.rest().forEach((name, node) -> draft.attributes(name, withoutContent(node)));
  }

  /** Who answers for it; all are attributes, too. */
  private static void owner(Fields fields, Draft draft) {
    String owner = fields.text("publisher");
    for (String role : List.of("supplier", "manufacturer", "authors", "author")) {
      owner = owner == null ? name(fields.rest().get(role)) : owner;
    }
    draft.contextual().owner(draft.term("publisher", owner));
  }

  private static @Nullable String name(@Nullable YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> new Fields(mapping.fields()).text("name");
      case YamlNode.Sequence list -> list.items().isEmpty() ? null : name(list.items().getFirst());
      case YamlNode.Scalar scalar -> scalar.isNull() ? null : scalar.text();
      case null -> null;
    };
  }

  /** Licences by identifier, name or expression; of several the first counts. */
  private static void licenses(@Nullable YamlNode node, Draft draft) {
    List<String> names = new ArrayList<>();
    for (Fields choice : objects(node)) {
      String name = choice.text("expression");
      if (choice.rest().get("license") instanceof YamlNode.Mapping license) {
        Fields fields = new Fields(license.fields());
        name = fields.text("id");
        name = name == null ? fields.text("name") : name;
        name = name == null ? fields.text("url") : name;
      }
      if (name != null && !name.isBlank()) {
        names.add(name);
      }
    }
    List<String> terms = draft.terms("licenses", names);
    if (!terms.isEmpty()) {
      draft.contextual().license(terms.getFirst());
    }
    if (terms.size() > 1) {
      draft.attribute("licenses", terms, draft.line());
    }
  }

  /** Where the component can be had, and the digests of its file. */
  private static void files(Fields fields, Draft draft) {
    List<Fields> hashes = objects(fields.rest().get("hashes"));
    String place = null;
    for (Fields reference : objects(fields.take("externalReferences"))) {
      String url = reference.text("url");
      String type = String.valueOf(reference.text("type"));
      if (url == null || url.isBlank()) {
        continue;
      }
      if (type.startsWith("distribution")) {
        List<Fields> own = objects(reference.rest().get("hashes"));
        draft.artifact(() -> new Artifact(url, digest(own.isEmpty() ? hashes : own), null, null));
        place = url;
      } else {
        draft.attribute("externalReferences." + type + '.' + url, note(reference), draft.line());
      }
    }
    String digest = digest(hashes);
    if (place == null && digest != null) {
      String name = draft.id().name();
      draft.artifact(() -> new Artifact(name, digest, null, null));
    }
  }

  private static List<String> note(Fields reference) {
    String comment = reference.text("comment");
    return List.of(comment == null ? String.valueOf(reference.text("url")) : comment);
  }

  /** SHA-256 if it is there, else the first, as {@code sha-512:...}. */
  private static @Nullable String digest(List<Fields> hashes) {
    String digest = null;
    for (Fields hash : hashes) {
      String algorithm = String.valueOf(hash.text("alg"));
      String content = hash.text("content");
      if (content != null && algorithm.equals("SHA-256")) {
        return "sha256:" + content;
      }
      if (content != null && digest == null) {
        digest = algorithm.toLowerCase(Locale.ROOT) + ':' + content;
      }
    }
    return digest;
  }

  private static void ancestors(@Nullable YamlNode pedigree, Draft draft) {
    if (!(pedigree instanceof YamlNode.Mapping mapping)) {
      return;
    }
    for (Fields ancestor : objects(mapping.fields().get("ancestors"))) {
      String group = ancestor.text("group");
      String name = ancestor.text("name");
      if (name != null && !name.isBlank()) {
        String whole = group == null || group.isBlank() ? name : group + '/' + name;
        Kind kind = draft.id().kind();
        draft.edge(Relation.DERIVED_FROM, () -> RecordId.of(kind, draft.id().project(), whole));
      }
    }
  }

  /** Pairs of name and value. */
  static void properties(@Nullable YamlNode node, String prefix, Draft draft) {
    for (Fields property : objects(node)) {
      String name = property.text("name");
      String value = property.text("value");
      if (name != null && value != null && !value.isBlank()) {
        draft.attribute(prefix + name, List.of(value), draft.line());
      }
    }
  }

  /** The objects in a list. */
  static List<Fields> objects(@Nullable YamlNode node) {
    return node instanceof YamlNode.Sequence list
        ? list.items().stream()
            .filter(YamlNode.Mapping.class::isInstance)
            .map(item -> new Fields(((YamlNode.Mapping) item).fields()))
            .toList()
        : List.of();
  }

  /** The same without pictures and other files inside; the depth is bounded by the document's. */
  static YamlNode withoutContent(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar;
      case YamlNode.Sequence list ->
          new YamlNode.Sequence(
              list.items().stream().map(ComponentReader::withoutContent).toList(), list.line());
      case YamlNode.Mapping mapping -> {
        boolean file =
            mapping.fields().containsKey("encoding") || mapping.fields().containsKey("contentType");
        SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
        mapping
            .fields()
            .forEach((name, value) -> {
              if (!file || !name.equals("content")) {
                fields.put(name, withoutContent(value));
              }
            });
        yield new YamlNode.Mapping(fields, mapping.line());
      }
    };
  }
}
