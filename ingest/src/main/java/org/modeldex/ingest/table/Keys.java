package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Spelling;

/**
 * The keys of one block of a mapping in YAML. A key without a value counts as absent. All errors
 * are CONFIGURATION and name the file, the place within it and the line.
 */
final class Keys {
  private final String file;
  private final String place;
  private final YamlNode.Mapping block;

  /**
   * @param file in messages
   * @param place of the block within the file; empty for the file as a whole
   * @param known the keys that it may have
   * @throws ModeldexException for a key that is not among them, with the nearest one that is
   */
  Keys(String file, String place, YamlNode.Mapping block, List<String> known) {
    this.file = file;
    this.place = place;
    this.block = block;
    for (String key : block.fields().keySet()) {
      if (!known.contains(key)) {
        String nearest = Spelling.nearest(key, known);
        throw error(
            key,
            nearest == null
                ? "is no key here; there are " + String.join(", ", known)
                : "is no key here; did you mean " + nearest + "?");
      }
    }
  }

  /** {@code problem} reads on from the key. */
  ModeldexException error(String key, String problem) {
    YamlNode node = block.fields().get(key);
    int line = node == null ? block.line() : node.line();
    String path = place.isEmpty() ? key : place + '.' + key;
    return new ModeldexException(
        ErrorCode.CONFIGURATION, file + ", line " + line + ": " + path + ' ' + problem);
  }

  @Nullable YamlNode node(String key) {
    YamlNode node = block.fields().get(key);
    return node == null || Fields.isNull(node) ? null : node;
  }

  boolean has(String key) {
    return node(key) != null;
  }

  /** The block of a key. */
  Keys block(String key, YamlNode.Mapping node, List<String> known) {
    return new Keys(file, place.isEmpty() ? key : place + '.' + key, node, known);
  }

  @Nullable String text(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw error(key, "must be one text");
    }
    return scalar.text();
  }

  /** One text, or a list of texts. */
  List<String> texts(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return List.of();
    }
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    List<String> texts = new ArrayList<>(items.size());
    for (YamlNode item : items) {
      if (!(item instanceof YamlNode.Scalar scalar)) {
        throw error(key, "must be one text or a list of texts");
      }
      texts.add(scalar.text());
    }
    return texts;
  }

  /** Columns and what they are called: a list of both the same, or a mapping. */
  SequencedMap<String, String> names(String key) {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    if (node(key) instanceof YamlNode.Mapping mapping) {
      mapping.fields().forEach((column, name) -> names.put(column, name.text()));
    } else {
      texts(key).forEach(column -> names.put(column, column));
    }
    return names;
  }

  /** The value that the key's word stands for. */
  <T> @Nullable T oneOf(String key, Map<String, T> words) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    T value = words.get(text);
    if (value == null) {
      throw error(key, "must be one of " + String.join(", ", words.keySet()) + " but is " + text);
    }
    return value;
  }
}
