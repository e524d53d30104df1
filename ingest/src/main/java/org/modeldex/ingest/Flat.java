package org.modeldex.ingest;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Nested values as names and texts: {@code Code: {URL: x}} is {@code Code.URL = x}, a list of
 * mappings numbers its elements ({@code Steps[0].lr}), a list of texts stays together.
 */
public final class Flat {
  private Flat() {}

  /** Gives each name with its texts to {@code receiver}; places without a value are left out. */
  public static void each(String name, YamlNode node, BiConsumer<String, List<String>> receiver) {
    switch (node) {
      case YamlNode.Scalar scalar -> {
        if (!scalar.isNull()) {
          receiver.accept(name, List.of(scalar.text()));
        }
      }
      case YamlNode.Mapping mapping -> {
        for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
          each(name + '.' + field.getKey(), field.getValue(), receiver);
        }
      }
      case YamlNode.Sequence sequence -> {
        List<YamlNode> items = sequence.items();
        if (items.stream().allMatch(YamlNode.Scalar.class::isInstance)) {
          List<String> texts = Fields.texts(sequence);
          if (!texts.isEmpty()) {
            receiver.accept(name, texts);
          }
        } else {
          for (int i = 0; i < items.size(); i++) {
            each(name + '[' + i + ']', items.get(i), receiver);
          }
        }
      }
    }
  }
}
