package org.modeldex.ingest.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Flat;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.table.RowsPath.Step;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.JsonProblem;

/**
 * Rows that are JSON objects at a path, in one value or in a value a line. Nested values have their
 * path as column, {@code scores.f1}. A member of an object that is a row has its name in the column
 * {@value #KEY}. Rows that are lists have the columns {@code column 1}, {@code column 2}; a row
 * that is one text or number has it in the column {@value #VALUE}. What the objects around a row
 * say are columns, too, unless the row says it itself.
 */
final class JsonRows implements Rows {
  static final String KEY = "$key";
  static final String VALUE = "value";

  private final Reader in;
  private final Layout layout;
  private final Complaints complaints;

  JsonRows(Reader in, Layout layout, Complaints complaints) {
    this.in = in;
    this.layout = layout;
    this.complaints = complaints;
  }

  @Override
  public void each(Predicate<Row> receiver) throws IOException {
    if (layout.format() == Layout.Format.JSONL) {
      eachLine(receiver);
    } else {
      eachOfOneValue(receiver);
    }
  }

  private void eachLine(Predicate<Row> receiver) throws IOException {
    DelimitedText text = new DelimitedText(in, null, null, complaints);
    boolean more = true;
    while (more) {
      DelimitedText.Cells cells = text.next();
      if (cells == null) {
        return;
      }
      try {
        YamlNode value = JsonDocument.read(cells.single());
        more = rows(value, 0, Map.of(), new At(cells.line(), receiver));
      } catch (ModeldexException e) {
        complaints.add(cells.line(), String.valueOf(e.getMessage()), Loss.RECORD);
      }
    }
  }

  /** Where rows go, and the line that they all begin in; 0 when each knows its own. */
  private record At(int line, Predicate<Row> receiver) {
    boolean take(SequencedMap<String, List<String>> cells, YamlNode node) {
      return receiver.test(new Row(cells, line > 0 ? line : node.line()));
    }
  }

  private void eachOfOneValue(Predicate<Row> receiver) throws IOException {
    try (JsonParser json = JsonDocument.parser(in)) {
      if (json.nextToken() != null) {
        walk(json, 0, new At(0, receiver));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      complaints.add(
          line, "no JSON, so what follows is missing: " + JsonProblem.of(e), Loss.RECORD);
    }
  }

  /** Follows the path up to the first step that means several values; says whether to go on. */
  private boolean walk(JsonParser json, int step, At at) throws IOException {
    JsonToken token = json.currentToken();
    boolean last = step == layout.path().steps().size();
    if (token == JsonToken.START_ARRAY && (last || isEvery(step))) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (!element(json, last ? step : step + 1, null, at)) {
          return false;
        }
      }
      return true;
    }
    if (last) {
      return element(json, step, null, at);
    }
    if (token != JsonToken.START_OBJECT) {
      json.skipChildren();
      return true;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      boolean more = true;
      if (isEvery(step)) {
        more = element(json, step + 1, name, at);
      } else if (layout.path().steps().get(step).equals(new Step.Member(name))) {
        more = walk(json, step + 1, at);
      } else {
        json.skipChildren();
      }
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private boolean isEvery(int step) {
    return layout.path().steps().get(step) instanceof Step.Every;
  }

  private boolean element(JsonParser json, int step, @Nullable String key, At at)
      throws IOException {
    int line = json.currentTokenLocation().getLineNr();
    try {
      YamlNode node = JsonDocument.read(json, MAX_ROW);
      Map<String, List<String>> outer = key == null ? Map.of() : Map.of(KEY, List.of(key));
      return rows(node, step, outer, at);
    } catch (ModeldexException e) {
      complaints.add(line, String.valueOf(e.getMessage()), Loss.RECORD);
      return true;
    }
  }

  /** The rows within a value, below the steps that were taken to it. */
  private boolean rows(YamlNode node, int step, Map<String, List<String>> outer, At at) {
    List<Step> steps = layout.path().steps();
    if (step == steps.size()) {
      return row(node, outer, at);
    }
    return switch (node) {
      case YamlNode.Sequence list when isEvery(step) -> {
        boolean more = true;
        for (int i = 0; more && i < list.items().size(); i++) {
          more = rows(list.items().get(i), step + 1, outer, at);
        }
        yield more;
      }
      case YamlNode.Mapping object -> members(object, step, outer, at);
      case YamlNode.Sequence list -> true;
      case YamlNode.Scalar scalar -> true;
    };
  }

  private boolean members(
      YamlNode.Mapping object, int step, Map<String, List<String>> outer, At at) {
    boolean more = true;
    for (Map.Entry<String, YamlNode> field : object.fields().entrySet()) {
      boolean every = isEvery(step);
      if (more
          && (every || layout.path().steps().get(step).equals(new Step.Member(field.getKey())))) {
        SequencedMap<String, List<String>> around = new LinkedHashMap<>();
        object
            .fields()
            .forEach((name, node) -> {
              if (!every && !name.equals(field.getKey())) {
                add(name, node, around);
              }
            });
        outer.forEach(around::putIfAbsent);
        if (every) {
          around.put(KEY, List.of(field.getKey()));
        }
        more = rows(field.getValue(), step + 1, around, at);
      }
    }
    return more;
  }

  private static boolean row(YamlNode node, Map<String, List<String>> outer, At at) {
    SequencedMap<String, List<String>> cells = new LinkedHashMap<>();
    switch (node) {
      case YamlNode.Mapping object ->
          object.fields().forEach((name, value) -> add(name, value, cells));
      case YamlNode.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          add(DelimitedRows.unnamed(i), list.items().get(i), cells);
        }
      }
      case YamlNode.Scalar scalar -> add(VALUE, scalar, cells);
    }
    if (cells.isEmpty()) {
      return true;
    }
    outer.forEach(cells::putIfAbsent);
    return at.take(cells, node);
  }

  private static void add(String name, YamlNode node, SequencedMap<String, List<String>> cells) {
    Flat.each(
        name,
        node,
        (path, texts) -> {
          List<String> said = texts.stream().filter(text -> !text.isBlank()).toList();
          if (!said.isEmpty()) {
            cells.put(path, said);
          }
        });
  }
}
