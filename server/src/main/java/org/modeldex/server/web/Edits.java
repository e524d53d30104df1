package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.Arrays;
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

  static Edits of(MetadataRecord record) {
    List<String> lines = new ArrayList<>();
    record.attributes().forEach((name, value) -> lines.add(name + ": " + written(value)));
    return new Edits(
        record.description() == null ? "" : record.description(),
        String.join(", ", record.tags()),
        String.join("\n", lines));
  }

  /** With line ends as they are kept, not as forms send them. */
  static Edits ofForm(
      @Nullable String description, @Nullable String tags, @Nullable String attributes) {
    return new Edits(plain(description), plain(tags).strip(), plain(attributes).strip());
  }

  private static String plain(@Nullable String text) {
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  /**
   * The record with these edits. An attribute whose line did not change keeps its value and type; a
   * new value is a truth, a number or text by its looks, a list where it was one before.
   */
  MetadataRecord applyTo(MetadataRecord record) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (String line : attributes.split("\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line.strip() : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (!name.isEmpty()) {
        values.put(name, read(value, record.attributes().get(name)));
      }
    }
    return record.toBuilder()
        .description(description.isBlank() ? null : description)
        .tags(
            Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList())
        .attributes(values)
        .build();
  }

  private static String written(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> text.text().replace('\n', ' ');
      case AttributeValue.Numeric number -> number(number.value());
      case AttributeValue.Flag flag -> Boolean.toString(flag.value());
      case AttributeValue.Time time -> time.value().toString();
      case AttributeValue.Texts texts -> String.join("; ", texts.texts());
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static AttributeValue read(String text, @Nullable AttributeValue before) {
    if (before != null && written(before).strip().equals(text)) {
      return before;
    }
    if (before instanceof AttributeValue.Texts) {
      return new AttributeValue.Texts(
          Arrays.stream(text.split(";", -1)).map(String::strip).filter(t -> !t.isEmpty()).toList());
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
