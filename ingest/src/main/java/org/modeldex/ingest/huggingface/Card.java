package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.ModeldexException;

/**
 * A page taken apart.
 *
 * @param fields of the front matter; empty when there is none or nothing of it can be read
 * @param body the Markdown after the front matter
 */
record Card(CardFields fields, String body) {
  /** A card that says nothing. */
  static final Card EMPTY = new Card(new CardFields(Map.of()), "");

  private static final Pattern KEY =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}(?=[ \\t]*:(?:\\s|$))");

  /** Keys that only cards have. */
  private static final Set<String> CARD_KEYS =
      Set.of(
          "model-index",
          "model_index",
          "pipeline_tag",
          "library_name",
          "base_model",
          "datasets",
          "metrics",
          "license",
          "language",
          "widget",
          "inference",
          "tags",
          "co2_eq_emissions",
          "task_categories",
          "task_ids",
          "dataset_info",
          "annotations_creators",
          "size_categories");

  /** Keys of pages of other kinds: those of site generators, and applications. */
  private static final Set<String> FOREIGN_KEYS =
      Set.of("layout", "background-class", "permalink", "date", "slug", "sdk", "app_file");

  /** Folders of cards, so that pages without front matter are cards, too. */
  private static final Pattern CARD_PLACE =
      Pattern.compile(
          "(?i)(?:^|.*/)(?:(?:model|dataset)?[_-]?cards/.*|(?:model|dataset)[_-]?card[^/]*)");

  /** Whether a page is a card, by its path and its beginning. */
  static boolean recognises(String path, String head) {
    Set<String> keys = keys(head);
    return keys.stream().noneMatch(FOREIGN_KEYS::contains)
        && (keys.stream().anyMatch(CARD_KEYS::contains) || CARD_PLACE.matcher(path).matches());
  }

  private static Set<String> keys(String head) {
    Set<String> keys = new LinkedHashSet<>();
    for (Block block : blocks(List.of(split(head).frontMatter().split("\n", -1)))) {
      keys.add(block.key());
    }
    return keys;
  }

  /** Reads a page; what of its front matter cannot be understood is reported and kept as text. */
  static Card read(SourceFile file, Consumer<Problem> problems) {
    Parts parts = split(file.text());
    return new Card(fields(parts, file, problems), parts.body());
  }

  /** The two parts of a page, with line feeds only. */
  private record Parts(String frontMatter, String body, int firstLine) {}

  private static Parts split(String page) {
    String text = page.replace("\r\n", "\n").replace('\r', '\n');
    String[] lines = text.split("\n", -1);
    int begin = 0;
    while (begin < lines.length && lines[begin].isBlank()) {
      begin++;
    }
    if (begin == lines.length || !lines[begin].strip().equals("---")) {
      return new Parts("", text, 1);
    }
    int end = begin + 1;
    while (end < lines.length && !lines[end].stripTrailing().equals("---")) {
      end++;
    }
    if (end == lines.length) { // nothing closes it: it ends with the paragraph
      end = begin + 1;
      while (end < lines.length && !lines[end].isBlank()) {
        end++;
      }
    }
    List<String> all = List.of(lines);
    return new Parts(
        String.join("\n", all.subList(begin + 1, end)),
        String.join("\n", all.subList(Math.min(end + 1, lines.length), lines.length)),
        begin + 2);
  }

  private static CardFields fields(Parts parts, SourceFile file, Consumer<Problem> problems) {
    try {
      Map<String, YamlNode> fields = new LinkedHashMap<>();
      for (YamlDocument document :
          YamlDocument.readAll(onLine(parts.firstLine(), parts.frontMatter()))) {
        document
            .repeatedKeys()
            .forEach(repeated ->
                problems.accept(
                    Problem.ofLine(
                        file.path(),
                        repeated.line(),
                        "the key " + repeated.key() + " is repeated; its last value counts",
                        Loss.VALUE)));
        if (document.root() instanceof YamlNode.Mapping mapping) {
          fields.putAll(mapping.fields());
        } else if (!Fields.isNull(document.root()) && !document.root().text().isBlank()) {
          fields.put("front matter", document.root());
          problems.accept(
              Problem.ofLine(
                  file.path(),
                  document.root().line(),
                  "the front matter is no mapping and is kept as text",
                  Loss.NOTHING));
        }
      }
      return new CardFields(fields);
    } catch (ModeldexException e) {
      problems.accept(
          Problem.ofLine(
              file.path(),
              parts.firstLine(),
              "the front matter is read key by key: " + e.getMessage(),
              Loss.NOTHING));
      return fieldByField(parts, file, problems);
    }
  }

  /** The lines from one key at the left margin to the next. */
  private record Block(String key, String text, int line) {}

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String key = "";
    int begin = 0;
    for (int i = 0; i <= lines.size(); i++) {
      Matcher found = KEY.matcher(i < lines.size() ? lines.get(i) : "");
      if (i == lines.size() || found.lookingAt()) {
        String text = String.join("\n", lines.subList(begin, i));
        if (!text.isBlank()) {
          blocks.add(new Block(key, text, begin));
        }
        begin = i;
        key = i < lines.size() ? found.group() : "";
      }
    }
    return blocks;
  }

  private static CardFields fieldByField(Parts parts, SourceFile file, Consumer<Problem> problems) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    for (Block block : blocks(List.of(parts.frontMatter().split("\n", -1)))) {
      int line = parts.firstLine() + block.line();
      try {
        for (YamlDocument document :
            YamlDocument.readAll(onLine(line, block.text().replace('\t', ' ')))) {
          if (document.root() instanceof YamlNode.Mapping mapping) {
            fields.putAll(mapping.fields());
          } else {
            fields.put("front matter", document.root());
          }
        }
      } catch (ModeldexException e) {
        String key = block.key().isEmpty() ? "front matter" : "front matter." + block.key();
        fields.put(key, new YamlNode.Scalar(block.text(), false, line));
        problems.accept(
            Problem.ofLine(
                file.path(), line, key + " is kept as text: " + e.getMessage(), Loss.VALUE));
      }
    }
    return new CardFields(fields);
  }

  /** The text moved down, so that places in it are places in the page. */
  private static String onLine(int line, String text) {
    return "\n".repeat(line - 1) + text;
  }
}
