package org.modeldex.vocabulary;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.JsonProblem;

/**
 * Reads vocabulary files: UTF-8, one JSON object a line, blank lines ignored. The format is
 * described in docs/vocabulary.md.
 */
final class VocabularyFile {
  private static final List<String> BUILT_IN =
      List.of(
          "metrics", "tasks", "datasets", "licenses", "languages", "frameworks", "abbreviations");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern SLUG = Pattern.compile("[a-z0-9+][a-z0-9.+-]*");

  /** Editors of Windows put it before UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private VocabularyFile() {}

  static List<Entry> builtIn() {
    List<Entry> entries = new ArrayList<>();
    for (String name : BUILT_IN) {
      String file = name + ".jsonl";
      try (InputStream in = VocabularyFile.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new ModeldexException(ErrorCode.INTERNAL, "the jar lacks its vocabulary " + file);
        }
        entries.addAll(parse(0, file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new ModeldexException(ErrorCode.INTERNAL, "cannot read " + file + " in the jar", e);
      }
    }
    return entries;
  }

  static List<Entry> read(int file, Path path) {
    if (!Files.isRegularFile(path)) {
      // It is read more than once, which a pipe cannot be.
      String problem = Files.exists(path) ? "is no plain file" : "does not exist";
      throw configuration("the vocabulary file " + path + ' ' + problem, null);
    }
    try {
      String text = Files.readString(path);
      return parse(
          file, path.toString(), text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw configuration("the vocabulary file " + path + " is not UTF-8", e);
    } catch (IOException e) {
      throw configuration("cannot read the vocabulary file " + path + ": " + e.getMessage(), e);
    }
  }

  static List<Entry> parse(int file, String name, String text) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        entries.add(entry(line, new Entry.Origin(file, name, number, line)));
      }
    }
    return entries;
  }

  private static Entry entry(String line, Entry.Origin origin) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw bad(origin, "is not JSON: " + JsonProblem.of(e), e);
    }
    if (!(json instanceof ObjectNode fields)) {
      throw bad(origin, "is not a JSON object", null);
    }
    Entry.Kind kind = kind(fields, origin);
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      Entry.Form form = kind.form(field.getKey());
      if (form == null) {
        throw bad(origin, "has the unknown field " + field.getKey(), null);
      }
      if (!form.fits(field.getValue())) {
        throw bad(origin, "has the wrong type of value in " + field.getKey(), null);
      }
    }
    String slug = fields.path(kind.word()).asText();
    String plain = kind == Entry.Kind.METRIC ? slug.replace(MetricLexicon.NUMBER, "1") : slug;
    if (!SLUG.matcher(plain).matches()) {
      throw bad(
          origin,
          "has the " + kind.word() + " '" + slug + "', which is not of a-z 0-9 . + -",
          null);
    }
    String better = fields.path("better").asText("");
    if (kind == Entry.Kind.METRIC && !List.of("", "higher", "lower", "null").contains(better)) {
      throw bad(origin, "has better '" + better + "', which is not higher, lower or null", null);
    }
    return new Entry(kind, slug, fields, origin);
  }

  private static Entry.Kind kind(ObjectNode fields, Entry.Origin origin) {
    // A dataset's line also has a task, so the first field decides.
    String first = fields.isEmpty() ? "" : fields.fieldNames().next();
    for (Entry.Kind kind : Entry.Kind.values()) {
      if (kind.word().equals(first)) {
        return kind;
      }
    }
    throw bad(
        origin,
        "does not begin with one of metric, task, dataset, license, language, framework,"
            + " abbreviation",
        null);
  }

  static ModeldexException bad(Entry.Origin origin, String problem, @Nullable Throwable cause) {
    return configuration("vocabulary file " + origin + " " + problem, cause);
  }

  private static ModeldexException configuration(String message, @Nullable Throwable cause) {
    return new ModeldexException(ErrorCode.CONFIGURATION, message, cause);
  }
}
