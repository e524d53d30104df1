package org.modeldex.ingest.table;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.table.TableMapping.Unmapped;
import org.modeldex.ingest.table.TableMapping.Written;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;

/**
 * Reads a mapping in YAML. What it does not understand is an error: a mapping with a misspelt key
 * would lose a column.
 */
final class MappingReader {
  private static final List<String> SCORE =
      List.of(
          "metric",
          "dataset",
          "split",
          "slice",
          "unit",
          "config",
          "step",
          "at",
          "sampleSize",
          "standardDeviation");
  private static final List<String> CELLS =
      List.of("column", "columns", "value", "separator", "join", "unit");
  private static final List<String> METRIC =
      Stream.concat(Stream.of("column"), SCORE.stream()).toList();
  private static final List<String> TOP =
      Stream.of(
              Stream.of("format", "encoding", "delimiter", "quote", "header", "rows"),
              Stream.of("kind", "gather", "value"),
              Arrays.stream(Field.values()).map(Field::key),
              SCORE.stream(),
              Stream.of("metrics", "hyperparameters", "attributes", "ignore", "unmapped"))
          .flatMap(keys -> keys)
          .toList();

  private final Keys top;

  private MappingReader(Keys top) {
    this.top = top;
  }

  /**
   * Reads a file.
   *
   * @throws ModeldexException CONFIGURATION naming the file, the place and what is wrong
   */
  static TableMapping read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "cannot read the mapping " + file + ": " + e, e);
    }
  }

  /** As the other, of a text that {@code name} stands for in messages. */
  static TableMapping parse(String name, String yaml) {
    YamlDocument document = document(name, yaml);
    if (!(document.root() instanceof YamlNode.Mapping mapping)) {
      throw new ModeldexException(ErrorCode.CONFIGURATION, name + " must be a mapping in YAML");
    }
    Keys top = new Keys(name, "", mapping, TOP);
    for (YamlDocument.RepeatedKey key : document.repeatedKeys()) {
      throw top.error(key.key(), "is there twice");
    }
    return new MappingReader(top).mapping();
  }

  private static YamlDocument document(String name, String yaml) {
    List<YamlDocument> documents;
    try {
      documents = YamlDocument.readAll(yaml);
    } catch (ModeldexException e) {
      throw new ModeldexException(ErrorCode.CONFIGURATION, name + ": " + e.getMessage(), e);
    }
    if (documents.size() != 1) {
      throw new ModeldexException(ErrorCode.CONFIGURATION, name + " must be one YAML document");
    }
    return documents.getFirst();
  }

  private TableMapping mapping() {
    if (!top.has("name")) {
      throw top.error("name", "is missing: the column that names the records");
    }
    SequencedMap<Field, Cells> fields = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      Cells cells = cells(top, field.key(), false);
      if (cells != null) {
        fields.put(field, cells);
      }
    }
    Cells value = cells(top, "value", false);
    Score score = score(top, value, false);
    if (value != null && top.has("metrics")) {
      throw top.error("metrics", "and value exclude each other");
    }
    if (value != null && score.metric() == null) {
      throw top.error("value", "needs metric, which says what it is a value of");
    }
    Boolean gather = top.oneOf("gather", Map.of("true", true, "false", false));
    Kind kind = top.oneOf("kind", words(Kind.values(), Kind::word));
    if (kind == Kind.VERSION && !fields.containsKey(Field.VERSION)) {
      throw top.error("kind", "version needs the key version");
    }
    return new TableMapping(
        written(),
        kind == null ? Kind.MODEL : kind,
        gather == null ? value != null || score.variesByRow() : gather,
        fields,
        score,
        metrics(),
        top.names("hyperparameters"),
        top.names("attributes"),
        top.texts("ignore"),
        Objects.requireNonNullElse(
            top.oneOf("unmapped", words(Unmapped.values(), Unmapped::word)), Unmapped.ATTRIBUTES));
  }

  private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T value : values) {
      words.put(word.apply(value), value);
    }
    return words;
  }

  private List<Score> metrics() {
    YamlNode node = top.node("metrics");
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Sequence list)) {
      throw top.error("metrics", "must be a list of columns");
    }
    List<Score> metrics = new ArrayList<>();
    for (YamlNode item : list.items()) {
      String place = "metrics[" + metrics.size() + ']';
      switch (item) {
        case YamlNode.Scalar column -> metrics.add(Score.of(Cells.column(column.text())));
        case YamlNode.Mapping mapping -> {
          Keys keys = top.block(place, mapping, METRIC);
          String column = keys.text("column");
          if (column == null) {
            throw keys.error("column", "is missing");
          }
          metrics.add(score(keys, Cells.column(column), true));
        }
        case YamlNode.Sequence other ->
            throw top.error("metrics", "has a list where a column should be");
      }
    }
    return metrics;
  }

  /**
   * @param words whether a plain text is the word itself; else it names a column
   */
  private static Score score(Keys keys, @Nullable Cells value, boolean words) {
    return new Score(
        value,
        cells(keys, "metric", words),
        cells(keys, "dataset", words),
        cells(keys, "split", words),
        cells(keys, "slice", words),
        cells(keys, "unit", words),
        config(keys, words),
        cells(keys, "step", false),
        cells(keys, "at", false),
        cells(keys, "sampleSize", false),
        cells(keys, "standardDeviation", false));
  }

  private static List<Cells> config(Keys keys, boolean words) {
    Cells config = cells(keys, "config", words);
    return config == null ? List.of() : List.of(config);
  }

  /** Null when the key is not there. */
  private static @Nullable Cells cells(Keys keys, String key, boolean words) {
    YamlNode node = keys.node(key);
    return switch (node) {
      case null -> null;
      case YamlNode.Scalar text -> words ? Cells.constant(text.text()) : Cells.column(text.text());
      case YamlNode.Sequence list ->
          words
              ? Cells.constant(keys.texts(key).toArray(String[]::new))
              : new Cells(keys.texts(key), List.of(), null, null, null);
      case YamlNode.Mapping mapping -> {
        Keys block = keys.block(key, mapping, CELLS);
        List<String> columns = new ArrayList<>(block.texts("column"));
        columns.addAll(block.texts("columns"));
        List<String> values = block.texts("value");
        if (columns.isEmpty() == values.isEmpty()) {
          throw keys.error(key, "needs either a column or a value");
        }
        yield new Cells(
            columns, values, block.text("separator"), block.text("join"), block.text("unit"));
      }
    };
  }

  private Written written() {
    String header = top.text("header");
    if (header != null && !header.matches("[0-9]{1,6}|none")) {
      throw top.error("header", "must be the number of the row that names the columns, or none");
    }
    return new Written(
        top.oneOf("format", words(Layout.Format.values(), Layout.Format::word)),
        encoding(),
        delimiter(),
        quote(),
        header == null
            ? null
            : header.equals("none") ? Integer.valueOf(0) : Integer.valueOf(header),
        rows());
  }

  private @Nullable Charset encoding() {
    String text = top.text("encoding");
    try {
      return text == null ? null : Charset.forName(text);
    } catch (IllegalArgumentException e) {
      throw top.error("encoding", "is no encoding that is known: " + text);
    }
  }

  private @Nullable Character delimiter() {
    String text = top.text("delimiter");
    if (text == null) {
      return null;
    }
    String plain = text.toLowerCase(Locale.ROOT).equals("tab") ? "\t" : text;
    if (plain.length() != 1 || "\r\n".contains(plain)) {
      throw top.error("delimiter", "must be one character or tab");
    }
    return plain.charAt(0);
  }

  private @Nullable Character quote() {
    String text = top.text("quote");
    if (text == null) {
      return null;
    }
    if (text.equals("none")) {
      return Written.NO_QUOTE;
    }
    if (text.length() != 1) {
      throw top.error("quote", "must be one character or none");
    }
    return text.charAt(0);
  }

  private @Nullable RowsPath rows() {
    String text = top.text("rows");
    try {
      return text == null ? null : RowsPath.parse(text);
    } catch (ModeldexException e) {
      throw top.error("rows", String.valueOf(e.getMessage()).replaceFirst("^rows ", ""));
    }
  }
}
