package org.modeldex.ingest.openmmlab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Quantity;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.ModeldexException;

/**
 * How large models are by the tables of a page. A row speaks of the model whose configuration or
 * weights it links to; files are told apart by their names alone, as pages and metafiles write
 * different paths to the same file. A file with rows that differ says nothing.
 */
final class SizeTables {
  private static final SizeTables NONE = new SizeTables(Map.of());
  private static final Size UNKNOWN = new Size(null, null);

  /** {@code Params (M)}, {@code #Params.}, {@code FLOPs(G)}: what is counted, and in what. */
  private static final Pattern HEADER =
      Pattern.compile(
          "#?\\s*(?:(params?|parameters?)|(g)?flops)\\s*\\.?\\s*(?:\\(\\s*([KMGBT])\\s*\\))?",
          Pattern.CASE_INSENSITIVE);

  /** The number at the beginning of {@code 7.04(-2.7%)}. */
  private static final Pattern COUNT = Pattern.compile("\\d[\\d.,]*\\s*[KMGBT]?\\b");

  private final Map<String, Size> byFile;

  private SizeTables(Map<String, Size> byFile) {
    this.byFile = byFile;
  }

  /** A cell as written and the count it states. */
  record Written(String header, String text, long count) {}

  /** What a row says; null where it has no such number. */
  record Size(@Nullable Written parameters, @Nullable Written flops) {
    boolean isEmpty() {
      return parameters == null && flops == null;
    }
  }

  /** Reads the tables of a page; none of one that cannot be read as a page. */
  static SizeTables of(String page) {
    MarkdownPage read;
    try {
      read = MarkdownPage.read(page);
    } catch (ModeldexException e) {
      return NONE; // its text still describes the model
    }
    Map<String, Size> byFile = new HashMap<>();
    read.tables()
        .forEach(table -> {
          for (Row row : table.rows()) {
            Size size = size(table, row);
            if (!size.isEmpty()) {
              row.cells().stream()
                  .flatMap(cell -> cell.links().stream())
                  .map(link -> fileName(link.url()))
                  .filter(file -> !file.isEmpty())
                  .forEach(file -> byFile.merge(file, size, SizeTables::agreed));
            }
          }
        });
    return new SizeTables(byFile);
  }

  /** What the rows say that link to the first of {@code files} that any row links to. */
  Size find(List<String> files) {
    return files.stream()
        .map(file -> byFile.get(fileName(file)))
        .filter(size -> size != null)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Size agreed(Size one, Size other) {
    return new Size(
        agreed(one.parameters(), other.parameters()), agreed(one.flops(), other.flops()));
  }

  private static @Nullable Written agreed(@Nullable Written one, @Nullable Written other) {
    return one != null && other != null && one.count() == other.count() ? one : null;
  }

  private static Size size(Table table, Row row) {
    Written parameters = null;
    Written flops = null;
    for (int column = 0; column < table.header().size(); column++) {
      String header = table.header().get(column).text();
      Matcher form = HEADER.matcher(header);
      if (form.matches()) {
        String unit = form.group(3) != null ? form.group(3) : form.group(2);
        Written written = written(header, row.cells().get(column), unit == null ? "" : unit);
        if (form.group(1) == null) {
          flops = flops == null ? written : flops;
        } else {
          parameters = parameters == null ? written : parameters;
        }
      }
    }
    return new Size(parameters, flops);
  }

  private static @Nullable Written written(String header, Cell cell, String unit) {
    Matcher number = COUNT.matcher(cell.text());
    if (!number.lookingAt()) {
      return null;
    }
    String text = number.group().strip();
    boolean ownUnit = Character.isLetter(text.charAt(text.length() - 1));
    return Quantity.find(ownUnit ? text : text + unit)
        .map(count -> new Written(header, cell.text(), count))
        .orElse(null);
  }

  private static String fileName(String path) {
    String plain = path.replaceFirst("[?#].*", "");
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    return name.matches(".+\\.(py|pth|pt|pkl|yml|yaml|json)") ? name : "";
  }
}
