package org.modeldex.ingest.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.vocabulary.RawNumber;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What the columns of a table hold whose rows are models and their results.
 *
 * @param model index of the column that names the models
 * @param roles what each column is for
 */
public record ModelColumns(int model, List<Role> roles) {
  /** What a column is for. */
  public enum Role {
    MODEL,
    METRIC,
    PAPER,
    /** Anything else, for instance how the values were measured. */
    NOTE
  }

  private static final Pattern MODEL =
      Pattern.compile(
          "(?i)(?:the )?(?:pre-?trained"
              + " )?(?:model|method|system|approach|algorithm|arch(?:itecture)?|network)s?(?:"
              + " ?name| ?structure)?(?: ?[/(].*)?");
  private static final Pattern PAPER =
      Pattern.compile("(?i).*\\b(?:papers?|sources?|references?|publications?|articles?)\\b.*");
  private static final Pattern NOTE =
      Pattern.compile(
          "(?i)#|(?:.*\\b(?:code|year|date|rank|id|version|link|links|download|downloads|config"
              + "|license|seed|opset|notes?|author|authors|venue|log|checkpoint|url|commit|resolution"
              + "|pixels|crop|epochs?)\\b.*)");

  /** Cells that stand for no value. */
  private static final Pattern NOTHING = Pattern.compile("(?i)[-–—?.\\s]*|n/?a|none|tbd");

  /** The columns of a table; empty when it has none of models or none of numbers. */
  public static Optional<ModelColumns> find(Table table, Vocabulary vocabulary) {
    int model = modelColumn(table);
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < table.header().size(); i++) {
      roles.add(i == model ? Role.MODEL : role(table, i, table.header().get(i).text(), vocabulary));
    }
    boolean numbers = false;
    for (int i = 0; i < roles.size(); i++) {
      numbers |= roles.get(i) == Role.METRIC && isNumeric(table, i) > 0;
    }
    return model >= 0 && numbers ? Optional.of(new ModelColumns(model, roles)) : Optional.empty();
  }

  /**
   * The first column whose header says that it holds models; else the first one if that and a later
   * one claim to hold papers. Negative when there is none.
   */
  private static int modelColumn(Table table) {
    int papers = 0;
    for (int i = 0; i < table.header().size(); i++) {
      String name = table.header().get(i).text();
      if (MODEL.matcher(name).matches() && isNumeric(table, i) <= 0) {
        return i;
      }
      papers += PAPER.matcher(name).matches() ? 1 : 0;
    }
    return papers > 1 && PAPER.matcher(table.header().getFirst().text()).matches() ? 0 : -1;
  }

  private static Role role(Table table, int column, String name, Vocabulary vocabulary) {
    if (PAPER.matcher(name).matches()) {
      return Role.PAPER;
    }
    if (name.isBlank() || NOTE.matcher(name).matches()) {
      return Role.NOTE;
    }
    int numeric = isNumeric(table, column);
    boolean known = vocabulary.findMetric(name).isPresent() && !hasLinks(table, column);
    return numeric > 0 || (numeric == 0 && known) || (known && anyNumber(table, column))
        ? Role.METRIC
        : Role.NOTE;
  }

  /** Positive when at least half of the values are numbers, negative when fewer are, else 0. */
  private static int isNumeric(Table table, int column) {
    int numbers = 0;
    int others = 0;
    for (Row row : table.rows()) {
      String text = row.cells().get(column).text();
      if (!isNothing(text)) {
        boolean number = RawNumber.find(text).isPresent();
        numbers += number ? 1 : 0;
        others += number ? 0 : 1;
      }
    }
    if (numbers + others == 0) {
      return 0;
    }
    return numbers >= others ? 1 : -1;
  }

  /** Whether some value at least begins like a number: {@code 24M}. */
  private static boolean anyNumber(Table table, int column) {
    return table.rows().stream()
        .map(row -> row.cells().get(column).text())
        .anyMatch(text -> !text.isEmpty() && Character.isDigit(text.charAt(0)));
  }

  private static boolean hasLinks(Table table, int column) {
    return table.rows().stream().anyMatch(row -> !row.cells().get(column).links().isEmpty());
  }

  /** Whether a cell stands for no value: {@code -}, {@code n/a}. */
  public static boolean isNothing(String text) {
    return NOTHING.matcher(text).matches();
  }

  /** The name of the row's model; empty when it has none. */
  public String modelOf(Row row) {
    Cell cell = row.cells().get(model);
    return isNothing(cell.text()) ? "" : cell.text();
  }
}
