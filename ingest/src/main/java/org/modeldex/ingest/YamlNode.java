package org.modeldex.ingest;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A part of a YAML document. Scalars are text exactly as the author wrote it: {@code 77.40} keeps
 * its zero, {@code no} stays a word and {@code 12:30} is no number, whichever version of YAML one
 * has in mind.
 */
public sealed interface YamlNode {

  /** The line in which the node begins; the first is 1. */
  int line();

  /** The node in one line of text, for places that hold text only. */
  String text();

  /**
   * Text, a number, a date, ...: whatever is no list and no mapping.
   *
   * @param plain whether it is written without quotes, so that it may stand for something else than
   *     text
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {
    /** Whether the author wrote nothing: an empty place, {@code ~} or {@code null}. */
    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    @Override
    public String text() {
      return items.stream().map(YamlNode::text).collect(Collectors.joining(", "));
    }
  }

  /**
   * Keys that are not text are given by their {@link YamlNode#text}.
   *
   * @param fields in the author's order; of a key that is repeated, the last value
   */
  record Mapping(SequencedMap<String, YamlNode> fields, int line) implements YamlNode {
    @Override
    public String text() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ": " + field.getValue().text())
          .collect(Collectors.joining(", "));
    }
  }
}
