package org.modeldex.ingest.croissant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;

/**
 * The values of one JSON-LD document.
 *
 * @param language the tag of the language that texts are taken in where there are several
 */
record JsonLd(String language) {
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:sc:|schema:|cr:|ml:|https?://schema\\.org/"
              + "|https?://mlcommons\\.org/(?:croissant|schema)/(?!RAI))");

  private static final List<String> NAMING =
      List.of("@value", "name", "title", "alternateName", "url", "contentUrl", "@id");

  /** The document's language as its context states it, else English. */
  static JsonLd of(Map<String, YamlNode> root) {
    YamlNode context = root.get("@context");
    List<YamlNode> contexts =
        context instanceof YamlNode.Sequence list
            ? list.items()
            : context == null ? List.of() : List.of(context);
    for (YamlNode one : contexts) {
      if (one instanceof YamlNode.Mapping mapping
          && mapping.fields().get("@language") instanceof YamlNode.Scalar stated) {
        return new JsonLd(stated.text());
      }
    }
    return new JsonLd("en");
  }

  /** The name without the prefix of schema.org or Croissant; other prefixes stay. */
  static String shortened(String name) {
    return PREFIX.matcher(name).replaceFirst("");
  }

  /** An object's fields by their short names. */
  static Fields fields(YamlNode.Mapping object) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    object.fields().forEach((name, node) -> fields.putIfAbsent(shortened(name), node));
    return new Fields(fields);
  }

  /** The objects in a place that holds one or several. */
  static List<Fields> objects(@Nullable YamlNode node) {
    List<YamlNode> items =
        node instanceof YamlNode.Sequence list
            ? list.items()
            : node == null ? List.of() : List.of(node);
    return items.stream()
        .filter(YamlNode.Mapping.class::isInstance)
        .map(item -> fields((YamlNode.Mapping) item))
        .toList();
  }

  /**
   * All values of a place in words: texts, and objects by what they are called. A text in several
   * languages is one value.
   */
  List<String> words(@Nullable YamlNode node) {
    List<String> words = new ArrayList<>();
    if (node instanceof YamlNode.Sequence list && !isInLanguages(list)) {
      list.items().forEach(item -> words.addAll(words(item)));
    } else if (node != null) {
      String text = text(node);
      if (text != null) {
        words.add(text);
      }
    }
    return words;
  }

  /** The one text of a place, or of several the first; null where there is none. */
  @Nullable String text(@Nullable YamlNode node) {
    String text =
        switch (node) {
          case null -> null;
          case YamlNode.Scalar scalar -> scalar.isNull() ? null : scalar.text().strip();
          case YamlNode.Mapping mapping -> text(mapping);
          case YamlNode.Sequence list -> text(list);
        };
    return text == null || text.isEmpty() || text.equals("None") ? null : text;
  }

  private @Nullable String text(YamlNode.Mapping object) {
    Fields fields = fields(object);
    for (String name : NAMING) {
      YamlNode named = fields.take(name);
      if (named != null) {
        return text(named);
      }
    }
    YamlNode own = fields.take(language);
    if (own == null && !object.fields().isEmpty() && isLanguages(object)) {
      own = object.fields().firstEntry().getValue();
    }
    return own instanceof YamlNode.Scalar ? text(own) : null;
  }

  private @Nullable String text(YamlNode.Sequence list) {
    for (YamlNode item : list.items()) {
      if (item instanceof YamlNode.Mapping mapping
          && mapping.fields().get("@language") instanceof YamlNode.Scalar stated
          && stated.text().equals(language)) {
        return text(mapping);
      }
    }
    return list.items().isEmpty() ? null : text(list.items().getFirst());
  }

  private static boolean isInLanguages(YamlNode.Sequence list) {
    return !list.items().isEmpty()
        && list.items().stream()
            .allMatch(item ->
                item instanceof YamlNode.Mapping mapping
                    && mapping.fields().containsKey("@language"));
  }

  private static boolean isLanguages(YamlNode.Mapping object) {
    return object.fields().keySet().stream()
        .allMatch(name -> name.matches("[a-z]{2,3}(?:-[A-Za-z0-9]+)*"));
  }
}
