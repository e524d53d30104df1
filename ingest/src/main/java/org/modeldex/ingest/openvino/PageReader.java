package org.modeldex.ingest.openvino;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.Measurement;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Takes over the tables of a model's page: its specification (what it takes to run) and its
 * accuracy.
 */
final class PageReader {
  private static final Pattern ON_DATASET =
      Pattern.compile(
          "\\bon (?:the )?([^.,;\\n]{2,60}?)(?: validation| test| training| dev)? (?:data"
              + " ?set|images)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

  private final Vocabulary vocabulary;
  private final Draft draft;
  private final AccuracyCheck check;
  private final @Nullable String stage;

  /**
   * @param check how the page's accuracy was computed
   * @param stage the model's name on a page that it shares with others; null for a page of its own
   */
  PageReader(Vocabulary vocabulary, Draft draft, AccuracyCheck check, @Nullable String stage) {
    this.vocabulary = vocabulary;
    this.draft = draft;
    this.check = check;
    this.stage = stage;
  }

  void read(MarkdownPage page) {
    for (Section section : page.sections()) {
      String title = section.title().toLowerCase(Locale.ROOT);
      if (title.contains("specification") && isOwn(title)) {
        section.tables().forEach(this::specification);
      } else if (stage == null && (title.contains("accuracy") || isWithinAccuracy(section))) {
        String dataset = dataset(section).orElse(null);
        section.tables().forEach(table -> new AccuracyTable(draft, check, dataset).read(table));
      }
    }
  }

  private boolean isOwn(String title) {
    return stage == null
        ? title.strip().equals("specification") || title.startsWith("composite")
        : title.contains(stage.toLowerCase(Locale.ROOT));
  }

  private static boolean isWithinAccuracy(Section section) {
    return section.parents().stream()
        .anyMatch(parent -> parent.toLowerCase(Locale.ROOT).contains("accuracy"));
  }

  /** The first data set that the section's links or prose name and the vocabulary knows. */
  private Optional<String> dataset(Section section) {
    for (MarkdownPage.Link link : section.links()) {
      if (isDataset(link.text())) {
        return Optional.of(link.text());
      }
    }
    Matcher words = ON_DATASET.matcher(section.prose());
    while (words.find()) {
      if (isDataset(words.group(1))) {
        return Optional.of(words.group(1));
      }
    }
    return Optional.empty();
  }

  private boolean isDataset(String words) {
    return words.length() <= 100 && vocabulary.find(Term.Category.DATASET, words).isPresent();
  }

  private void specification(Table table) {
    if (table.header().size() < 2) {
      return;
    }
    for (Row row : table.rows()) {
      List<Cell> cells = row.cells();
      String name = cells.getFirst().text().strip();
      String value = cells.get(1).text().strip();
      if (!name.isEmpty() && !value.isEmpty() && !value.equals("-")) {
        specification(name, value, row.line());
      }
    }
  }

  private void specification(String name, String value, int line) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("gflops") || lower.equals("gops")) {
      draft.structural().flops(scaled(value, 9));
    } else if (lower.equals("mparams")) {
      draft.structural().parameterCount(scaled(value, 6));
    } else if (vocabulary.findMetric(name).isPresent() && startsWithDigit(value)) {
      draft.measurement(line, () -> Measurement.of(name, null, value));
      return;
    }
    draft.attribute("Specification." + name, List.of(value), line);
  }

  private static boolean startsWithDigit(String value) {
    return !value.isEmpty() && Character.isDigit(value.charAt(0));
  }

  private @Nullable Long scaled(String value, int power) {
    if (!COUNT.matcher(value).matches()) {
      draft.lose(draft.line(), '"' + value + "\" is kept as text: no count", Loss.NOTHING);
      return null;
    }
    return new BigDecimal(value).scaleByPowerOfTen(power).longValue();
  }
}
