package org.modeldex.ingest.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;

/**
 * One cell.
 *
 * @param number its place in the notebook; the first is 1
 * @param code whether it is code and not text
 * @param outputs what it printed or showed, as text
 * @param line of the file in which it begins
 */
record Cell(int number, boolean code, String source, List<String> outputs, int line) {

  /** The cells of a notebook in their order; those of format 3 lie in worksheets. */
  static List<Cell> of(YamlNode.Mapping notebook) {
    List<Cell> cells = new ArrayList<>();
    add(notebook.fields().get("cells"), cells);
    for (YamlNode sheet : items(notebook.fields().get("worksheets"))) {
      if (sheet instanceof YamlNode.Mapping mapping) {
        add(mapping.fields().get("cells"), cells);
      }
    }
    return cells;
  }

  private static void add(@Nullable YamlNode list, List<Cell> cells) {
    for (YamlNode item : items(list)) {
      if (item instanceof YamlNode.Mapping mapping) {
        Map<String, YamlNode> fields = mapping.fields();
        YamlNode source = fields.getOrDefault("source", fields.get("input"));
        YamlNode type = fields.get("cell_type");
        cells.add(
            new Cell(
                cells.size() + 1,
                type != null && type.text().equals("code"),
                text(source),
                outputs(fields.get("outputs")),
                mapping.line()));
      }
    }
  }

  private static List<String> outputs(@Nullable YamlNode list) {
    List<String> outputs = new ArrayList<>();
    for (YamlNode item : items(list)) {
      if (item instanceof YamlNode.Mapping output) {
        YamlNode plain = output.fields().get("text");
        if (output.fields().get("data") instanceof YamlNode.Mapping data) {
          plain = data.fields().get("text/plain");
        }
        String text = text(plain);
        if (!text.isBlank()) {
          outputs.add(text);
        }
      }
    }
    return outputs;
  }

  private static List<YamlNode> items(@Nullable YamlNode node) {
    return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of();
  }

  /** A text, which may be written as a list of its lines. */
  private static String text(@Nullable YamlNode node) {
    return switch (node) {
      case null -> "";
      case YamlNode.Scalar scalar -> Fields.isNull(scalar) ? "" : scalar.text();
      case YamlNode.Sequence lines -> {
        StringBuilder text = new StringBuilder();
        lines.items().forEach(line -> text.append(line.text()));
        yield text.toString();
      }
      case YamlNode.Mapping other -> "";
    };
  }
}
