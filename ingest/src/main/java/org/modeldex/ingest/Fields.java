package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, taken out one by one, so that what is left at the end is what nobody
 * knows. Names are told apart without regard to case; a field without a value counts as absent.
 */
public final class Fields {
  private final SequencedMap<String, YamlNode> left = new LinkedHashMap<>();

  public Fields(Map<String, YamlNode> fields) {
    fields.forEach((name, node) -> {
      if (!isNull(node)) {
        left.put(name, node);
      }
    });
  }

  public static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  /** Adds those of {@code others} whose names are not there yet. */
  public void inherit(Map<String, YamlNode> others) {
    others.forEach((name, node) -> {
      if (!isNull(node) && keyOf(name) == null) {
        left.put(name, node);
      }
    });
  }

  /** Takes a field out; null when there is none. */
  public @Nullable YamlNode take(String name) {
    String key = keyOf(name);
    return key == null ? null : left.remove(key);
  }

  /** Takes a field that is one text; anything else stays. */
  public @Nullable String takeText(String name) {
    String key = keyOf(name);
    if (key == null || !(left.get(key) instanceof YamlNode.Scalar scalar)) {
      return null;
    }
    left.remove(key);
    return scalar.text().isBlank() ? null : scalar.text().strip();
  }

  /** Takes a field out as a list of texts: one for a scalar, one per element for a list. */
  public List<String> takeTexts(String name) {
    YamlNode node = take(name);
    return node == null ? List.of() : texts(node);
  }

  /** Looks at a field that is one text. */
  public @Nullable String text(String name) {
    String key = keyOf(name);
    return key != null && left.get(key) instanceof YamlNode.Scalar scalar
        ? scalar.text().strip()
        : null;
  }

  /** The fields that nobody took, in the author's order. */
  public SequencedMap<String, YamlNode> rest() {
    return left;
  }

  public static List<String> texts(YamlNode node) {
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    List<String> texts = new ArrayList<>(items.size());
    for (YamlNode item : items) {
      String text = item.text().strip();
      if (!isNull(item) && !text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private @Nullable String keyOf(String name) {
    if (left.containsKey(name)) {
      return name;
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    for (String key : left.keySet()) {
      if (key.strip().toLowerCase(Locale.ROOT).equals(wanted)) {
        return key;
      }
    }
    return null;
  }
}
