package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;

/** The fields of a mapping in a card, of which some have several names and some are words. */
final class CardFields {
  private final Fields fields;

  CardFields(Map<String, YamlNode> fields) {
    this.fields = new Fields(fields);
  }

  /** The fields of a mapping; those of anything else are none. */
  static CardFields of(@Nullable YamlNode node) {
    return new CardFields(node instanceof YamlNode.Mapping mapping ? mapping.fields() : Map.of());
  }

  boolean has(String name) {
    return fields.rest().containsKey(name);
  }

  /** Takes out the first of these fields that is there; null when none is. */
  @Nullable YamlNode take(String... names) {
    for (String name : names) {
      YamlNode node = fields.take(name);
      if (node != null) {
        return node;
      }
    }
    return null;
  }

  /** Takes out the first of these fields that is one text; anything else stays. */
  @Nullable String takeText(String... names) {
    for (String name : names) {
      String text = fields.takeText(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Takes out the first of these fields as words: a list's elements, or what commas separate. */
  List<String> takeWords(String... names) {
    YamlNode node = take(names);
    if (!(node instanceof YamlNode.Scalar scalar)) {
      return node == null ? List.of() : Fields.texts(node);
    }
    List<String> words = new ArrayList<>();
    for (String word : scalar.text().split(",", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  /** The fields that nobody took, in the author's order. */
  SequencedMap<String, YamlNode> rest() {
    return fields.rest();
  }

  /** The text of a node; null when there is none. */
  static @Nullable String text(@Nullable YamlNode node) {
    return node == null || Fields.isNull(node) || node.text().isBlank()
        ? null
        : node.text().strip();
  }
}
