package org.modeldex.ingest.opusmt;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Takes over what one release says. */
final class ReleaseReader {
  private static final Pattern FIELD = Pattern.compile("([^:]{1,80}):\\s*(\\S.*)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,12}");

  private final Vocabulary vocabulary;
  private final Draft draft;
  private final Set<String> architectures = new LinkedHashSet<>();
  private LanguagePair pair;

  /**
   * @param pair the languages that the folder names; a release may say them better
   */
  ReleaseReader(Vocabulary vocabulary, Draft draft, LanguagePair pair) {
    this.vocabulary = vocabulary;
    this.draft = draft;
    this.pair = pair;
  }

  /**
   * Fills the draft.
   *
   * @return the languages, as the release says them
   */
  LanguagePair read(Release release) {
    draft.structural().framework("marian");
    draft.contextual().domain("nlp").modalities(List.of("text")).tasks(List.of("translation"));
    draft.attribute("release", List.of(release.name()), release.line());
    for (Section section : release.sections()) {
      String group = section.level() > 1 ? section.title().replaceFirst(":.*", "") + '.' : "";
      section.prose().lines().forEach(line -> field(group, line.strip(), section));
      section.tables().forEach(this::scores);
    }
    draft.structural().architectures(draft.terms("model", List.copyOf(architectures)));
    draft.contextual().languages(draft.terms("language", pair.languages()));
    texts("source languages", pair.sources());
    texts("target languages", pair.targets());
    return pair;
  }

  private void texts(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      draft.attribute(name, texts, draft.line());
    }
  }

  private void field(String group, String line, Section section) {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      return;
    }
    String name = field.group(1).strip();
    String value = field.group(2).strip();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "model" -> architectures.add(value);
      case "dataset" -> dataset(value);
      case "pre-processing" -> draft.hyperparameter(name, value, section.line());
      case "source language(s)" -> pair = new LanguagePair(codes(value), pair.targets());
      case "target language(s)" -> pair = new LanguagePair(pair.sources(), codes(value));
      case "download" -> draft.artifact(url(value, section).orElse(value));
      default ->
          draft.attribute(group + name, List.of(url(value, section).orElse(value)), section.line());
    }
  }

  private static List<String> codes(String value) {
    return Arrays.stream(value.split("[\\s,]+", -1)).filter(code -> !code.isBlank()).toList();
  }

  private void dataset(String words) {
    draft.attribute("dataset", List.of(words), draft.line());
    draft.edge(
        Relation.TRAINED_ON,
        () ->
            RecordId.of(
                Kind.DATASET, draft.id().project(), vocabulary.slug(Term.Category.DATASET, words)));
  }

  /** Where the link of this text leads. */
  private static Optional<String> url(String text, Section section) {
    return section.links().stream()
        .filter(link -> link.text().equals(text) && !link.url().isBlank())
        .map(Link::url)
        .findFirst();
  }

  /** A table of test sets: a column for each metric, others for the size of the test set. */
  private void scores(Table table) {
    List<String> header = table.header().stream().map(cell -> cell.text().strip()).toList();
    if (!header.getFirst().equalsIgnoreCase("testset")) {
      draft.lose(table.line(), "the table does not begin with a column of test sets", Loss.NOTHING);
      return;
    }
    for (Row row : table.rows()) {
      Long sentences = null;
      String words = null;
      for (int i = 1; i < header.size(); i++) {
        String text = text(row, i);
        if (header.get(i).equals("#sent") && COUNT.matcher(text).matches()) {
          sentences = Long.valueOf(text);
        } else if (header.get(i).equals("#words") && !text.isEmpty()) {
          words = "#words " + text;
        }
      }
      for (int i = 1; i < header.size(); i++) {
        if (!header.get(i).startsWith("#") && !text(row, i).isEmpty()) {
          add(header.get(i), row, i, sentences, words);
        }
      }
    }
  }

  private void add(
      String metric, Row row, int column, @Nullable Long sentences, @Nullable String words) {
    draft.measurement(
        row.line(),
        () ->
            new Measurement(
                metric,
                text(row, 0),
                null,
                null,
                words,
                text(row, column),
                null,
                null,
                null,
                sentences,
                null,
                Trust.SELF_REPORTED,
                null));
  }

  private static String text(Row row, int column) {
    return column < row.cells().size() ? row.cells().get(column).text().strip() : "";
  }
}
