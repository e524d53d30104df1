package org.modeldex.ingest.table;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.table.TableMapping.Unmapped;
import org.modeldex.ingest.table.TableMapping.Written;

/** Writes a mapping as YAML that {@link MappingReader} reads back as the same. */
final class MappingWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}$][\\p{L}\\p{N}_.$*\\[\\]/()+-]*(?: [\\p{L}\\p{N}_.()/+-]+)*");
  private static final Pattern WORD_OF_YAML =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|nan");

  private final StringBuilder yaml = new StringBuilder();

  private MappingWriter() {}

  static String write(TableMapping mapping) {
    MappingWriter writer = new MappingWriter();
    writer.written(mapping.written());
    writer.line("kind", mapping.kind().word());
    mapping.fields().forEach((field, cells) -> writer.line(field.key(), cells(cells, false)));
    writer.score(mapping);
    if (mapping.gather() != (mapping.score().value() != null || mapping.score().variesByRow())) {
      writer.line("gather", String.valueOf(mapping.gather()));
    }
    writer.metrics(mapping.metrics());
    writer.names("hyperparameters", mapping.hyperparameters());
    writer.names("attributes", mapping.attributes());
    writer.list("ignore", mapping.ignored());
    if (mapping.unmapped() != Unmapped.ATTRIBUTES) {
      writer.line("unmapped", mapping.unmapped().word());
    }
    return writer.yaml.toString();
  }

  private void written(Written written) {
    Character delimiter = written.delimiter();
    Character quote = written.quote();
    Integer header = written.header();
    line("format", written.format() == null ? null : written.format().word());
    line("encoding", written.encoding() == null ? null : quoted(written.encoding().name()));
    if (delimiter != null) {
      line("delimiter", delimiter == '\t' ? "tab" : quoted(delimiter.toString()));
    }
    if (quote != null) {
      line("quote", quote == Written.NO_QUOTE ? "none" : quoted(quote.toString()));
    }
    if (header != null) {
      line("header", header == 0 ? "none" : header.toString());
    }
    line("rows", written.rows() == null ? null : scalar(written.rows().text()));
  }

  private void score(TableMapping mapping) {
    Score score = mapping.score();
    line("metric", cells(score.metric(), false));
    line("value", cells(score.value(), false));
    line("dataset", cells(score.dataset(), false));
    line("split", cells(score.split(), false));
    line("slice", cells(score.slice(), false));
    line("unit", cells(score.unit(), false));
    line("config", config(score, false));
    line("step", cells(score.step(), false));
    line("at", cells(score.at(), false));
    line("sampleSize", cells(score.sampleSize(), false));
    line("standardDeviation", cells(score.standardDeviation(), false));
  }

  private void metrics(List<Score> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    yaml.append("metrics:\n");
    for (Score metric : metrics) {
      StringJoiner keys = new StringJoiner(", ", "- {", "}\n");
      add(
          "column",
          metric.value() == null ? null : scalar(metric.value().columns().getFirst()),
          keys);
      add("metric", cells(metric.metric(), true), keys);
      add("dataset", cells(metric.dataset(), true), keys);
      add("split", cells(metric.split(), true), keys);
      add("slice", cells(metric.slice(), true), keys);
      add("unit", cells(metric.unit(), true), keys);
      add("config", config(metric, true), keys);
      add("step", cells(metric.step(), false), keys);
      add("at", cells(metric.at(), false), keys);
      add("sampleSize", cells(metric.sampleSize(), false), keys);
      add("standardDeviation", cells(metric.standardDeviation(), false), keys);
      yaml.append(keys);
    }
  }

  private static @Nullable String config(Score score, boolean words) {
    return score.config().isEmpty() ? null : cells(score.config().getFirst(), words);
  }

  private static void add(String key, @Nullable String text, StringJoiner keys) {
    if (text != null) {
      keys.add(key + ": " + text);
    }
  }

  /**
   * @param words whether a plain text stands for itself where the cells are read
   */
  private static @Nullable String cells(@Nullable Cells cells, boolean words) {
    if (cells == null) {
      return null;
    }
    if (words && cells.isConstant() && cells.values().size() == 1) {
      return scalar(cells.values().getFirst());
    }
    if (!words && cells.isPlain() && !cells.isConstant()) {
      return flow(cells.columns());
    }
    StringJoiner keys = new StringJoiner(", ", "{", "}");
    add("value", cells.values().isEmpty() ? null : flow(cells.values()), keys);
    add("columns", cells.columns().size() < 2 ? null : flow(cells.columns()), keys);
    add("column", cells.columns().size() != 1 ? null : scalar(cells.columns().getFirst()), keys);
    add("separator", cells.separator() == null ? null : quoted(cells.separator()), keys);
    add("join", cells.join() == null ? null : quoted(cells.join()), keys);
    add("unit", cells.unit() == null ? null : scalar(cells.unit()), keys);
    return keys.toString();
  }

  private void names(String key, Map<String, String> names) {
    if (names.entrySet().stream().allMatch(name -> name.getKey().equals(name.getValue()))) {
      list(key, List.copyOf(names.keySet()));
    } else {
      yaml.append(key).append(":\n");
      names.forEach((column, name) -> line("  " + scalar(column), scalar(name)));
    }
  }

  private void list(String key, List<String> texts) {
    if (!texts.isEmpty()) {
      line(key, flow(texts));
    }
  }

  /** One text, or several in brackets. */
  private static String flow(List<String> texts) {
    if (texts.size() == 1) {
      return scalar(texts.getFirst());
    }
    StringJoiner list = new StringJoiner(", ", "[", "]");
    texts.forEach(text -> list.add(scalar(text)));
    return list.toString();
  }

  private void line(String key, @Nullable String text) {
    if (text != null) {
      yaml.append(key).append(": ").append(text).append('\n');
    }
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches()
            && text.indexOf('[') < 0
            && !WORD_OF_YAML.matcher(text).matches()
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (Character.isISOControl(c) || (c > 126 && !Character.isLetterOrDigit(c))) {
                quoted.append(String.format("\\U%08x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
