package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;

/**
 * What people edit of a record, as they write it.
 *
 * @param tags separated by commas
 * @param attributes a line {@code name: value} for each; the elements of a list are separated by
 *     semicolons
 */
record Edits(String description, String tags, String attributes) {

  /** Line ends are as browsers show them, whatever they were, so that nothing seems edited. */
  Edits {
    description = plain(description);
    tags = plain(tags).strip();
    attributes = plain(attributes).strip();
  }

  static Edits of(MetadataRecord record) {
    List<String> lines = new ArrayList<>();
    record.attributes().forEach((name, value) -> lines.add(oneLine(name) + ": " + written(value)));
    return new Edits(
        record.description() == null ? "" : record.description(),
        String.join(", ", oneLine(record.tags())),
        String.join("\n", lines));
  }

  static Edits ofForm(
      @Nullable String description, @Nullable String tags, @Nullable String attributes) {
    return new Edits(orEmpty(description), orEmpty(tags), orEmpty(attributes));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String oneLine(String text) {
    return plain(text).replace('\n', ' ');
  }

  private static List<String> oneLine(List<String> texts) {
    return texts.stream().map(Edits::oneLine).toList();
  }

  /**
   * The record with these edits; what was not edited stays exactly as it is. An attribute whose
   * line did not change keeps its value and type; a new value is a truth, a number or text by its
   * looks, a list where it was one before.
   */
  MetadataRecord applyTo(MetadataRecord record) {
    Edits before = of(record);
    MetadataRecord.Builder edited = record.toBuilder();
    if (!description.equals(before.description)) {
      edited.description(description.isBlank() ? null : description);
    }
    if (!tags.equals(before.tags)) {
      edited.tags(split(tags, ',', record.tags()));
    }
    if (!attributes.equals(before.attributes)) {
      edited.attributes(attributes(record));
    }
    return edited.build();
  }

  private Map<String, AttributeValue> attributes(MetadataRecord record) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (String line : attributes.split("\n", -1)) {
      String text = line.strip();
      String known = begins(text, ':', record.attributes().keySet());
      int colon = text.indexOf(':', known == null ? 0 : oneLine(known).strip().length());
      String name = known != null ? known : colon < 0 ? text : text.substring(0, colon).strip();
      String value = colon < 0 ? "" : text.substring(colon + 1).strip();
      if (!name.isEmpty()) {
        values.put(name, read(value, record.attributes().get(name)));
      }
    }
    return values;
  }

  /** The longest of some texts that a line begins with, up to the separator or its end, or null. */
  private static @Nullable String begins(String line, char separator, Collection<String> texts) {
    String longest = null;
    for (String text : texts) {
      String written = oneLine(text).strip();
      if (line.startsWith(written) && (longest == null || text.length() > longest.length())) {
        String rest = line.substring(written.length()).stripLeading();
        longest = rest.isEmpty() || rest.charAt(0) == separator ? text : longest;
      }
    }
    return longest;
  }

  /** The parts of a line; what was a part before stays one though the separator is in it. */
  private static List<String> split(String line, char separator, List<String> before) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (!rest.isBlank()) {
      rest = rest.stripLeading();
      String known = begins(rest, separator, before);
      int end = rest.indexOf(separator, known == null ? 0 : oneLine(known).strip().length());
      String part = end < 0 ? rest : rest.substring(0, end);
      if (!part.isBlank()) {
        parts.add(known == null ? part.strip() : known);
      }
      rest = end < 0 ? "" : rest.substring(end + 1);
    }
    return parts;
  }

  private static String written(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> oneLine(text.text());
      case AttributeValue.Numeric number -> Figures.exact(number.value());
      case AttributeValue.Flag flag -> Boolean.toString(flag.value());
      case AttributeValue.Time time -> time.value().toString();
      case AttributeValue.Texts texts -> String.join("; ", oneLine(texts.texts()));
    };
  }

  private static AttributeValue read(String text, @Nullable AttributeValue before) {
    if (before != null && written(before).strip().equals(text)) {
      return before;
    }
    if (before instanceof AttributeValue.Texts list) {
      return new AttributeValue.Texts(split(text, ';', list.texts()));
    }
    if (text.equals("true") || text.equals("false")) {
      return new AttributeValue.Flag(text.equals("true"));
    }
    return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")
        ? new AttributeValue.Numeric(Double.parseDouble(text))
        : new AttributeValue.Text(text);
  }

  /**
   * Joins two edits of the same state (a three-way merge, field by field): what only one side
   * changed is taken from it; where both did, mine stands.
   *
   * @param base what both began with
   */
  static Edits merged(Edits base, Edits mine, Edits theirs) {
    return new Edits(
        merged(base.description, mine.description, theirs.description),
        merged(base.tags, mine.tags, theirs.tags),
        merged(base.attributes, mine.attributes, theirs.attributes));
  }

  private static String merged(String base, String mine, String theirs) {
    return mine.equals(base) ? theirs : mine;
  }
}
