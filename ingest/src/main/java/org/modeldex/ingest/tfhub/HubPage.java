package org.modeldex.ingest.tfhub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.ingest.markdown.MarkdownPage;

/**
 * What one page says.
 *
 * @param kind the first word of the heading
 * @param handle publisher, name and version, as {@code lab/pear/2}
 * @param line where the heading stands
 * @param fields the values of each metadata comment, in their order; keys in lower case
 * @param body the page without its heading and metadata
 */
record HubPage(Kind kind, String handle, int line, Map<String, List<String>> fields, String body) {

  /** What a page describes. */
  enum Kind {
    /** A model in TensorFlow's own format. */
    MODULE,
    LITE,
    TFJS,
    CORAL,
    /** A model that exists only in formats that have pages of their own. */
    PLACEHOLDER,
    COLLECTION,
    PUBLISHER
  }

  private static final Pattern HEADING =
      Pattern.compile(
          "(?m)^#[ \\t]+(Module|Lite|Tfjs|Coral|Placeholder|Collection|Publisher)[ \\t]+(\\S+)"
              + "[ \\t]*$");
  private static final Pattern METADATA =
      Pattern.compile("(?s)\\s*([A-Za-z][A-Za-z-]*):\\s*(.*?)\\s*");
  private static final Pattern METADATA_LINE =
      Pattern.compile("(?m)^<!--\\s*[A-Za-z][A-Za-z-]*:.*-->[ \\t]*\\R?");

  /** Whether the first line that is not blank is the heading of such a page. */
  static boolean recognises(String head) {
    Matcher heading = HEADING.matcher(head);
    return heading.find() && head.substring(0, heading.start()).isBlank();
  }

  /** The page; empty when its heading is of another form. */
  static Optional<HubPage> read(String text) {
    Matcher heading = HEADING.matcher(text);
    if (!heading.find()) {
      return Optional.empty();
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (MarkdownPage.Comment comment : MarkdownPage.read(text).comments()) {
      Matcher metadata = METADATA.matcher(comment.text());
      if (metadata.matches() && !metadata.group(2).isEmpty()) {
        fields
            .computeIfAbsent(metadata.group(1).toLowerCase(Locale.ROOT), first -> new ArrayList<>())
            .add(metadata.group(2));
      }
    }
    String body =
        METADATA_LINE
            .matcher(text.substring(0, heading.start()) + text.substring(heading.end()))
            .replaceAll("");
    return Optional.of(
        new HubPage(
            Kind.valueOf(heading.group(1).toUpperCase(Locale.ROOT)),
            heading.group(2),
            1 + (int) text.substring(0, heading.start()).chars().filter(c -> c == '\n').count(),
            fields,
            body.strip()));
  }

  /** Takes out the values of a field; empty when the page does not say it. */
  List<String> take(String field) {
    List<String> values = fields.remove(field);
    return values == null ? List.of() : values;
  }

  /** The handle's first part. */
  String publisher() {
    int slash = handle.indexOf('/');
    return slash < 0 ? handle : handle.substring(0, slash);
  }

  /** The name in a record's id: what has another format than TensorFlow's says so. */
  String name() {
    return switch (kind) {
      case LITE, TFJS, CORAL -> handle + " (" + kind.name().toLowerCase(Locale.ROOT) + ')';
      case MODULE, PLACEHOLDER, COLLECTION, PUBLISHER -> handle;
    };
  }
}
