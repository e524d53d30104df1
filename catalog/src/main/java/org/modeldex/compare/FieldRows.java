package org.modeldex.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.compare.Comparison.Aspect;
import org.modeldex.compare.Comparison.Row;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/** The rows of everything but measurements. Words that the vocabulary knows are canonical. */
final class FieldRows {
  /** Longer texts are compared by their beginnings. */
  private static final int PROSE_CHARACTERS = 20_000;

  private final Vocabulary vocabulary;
  private final List<MetadataRecord> records;

  FieldRows(Vocabulary vocabulary, List<MetadataRecord> records) {
    this.vocabulary = vocabulary;
    this.records = records;
  }

  List<Row> beforeMetrics() {
    Rows rows = new Rows(Aspect.GENERAL, "");
    rows.text("kind", record -> record.id().kind().word());
    rows.prose("description", MetadataRecord::description);
    rows.texts("tags", MetadataRecord::tags);
    rows.text("source.format", source(Source::format));
    rows.text("source.uri", source(Source::uri));
    List<Row> all = new ArrayList<>(rows.rows);
    all.addAll(structural());
    all.addAll(contextual());
    return all;
  }

  List<Row> afterMetrics() {
    List<Row> all = new ArrayList<>(lineage());
    Rows attributes = new Rows(Aspect.ATTRIBUTES, "attributes.");
    for (String name : names(record -> record.attributes().keySet().stream())) {
      attributes.add(name, null, record -> cell(record.attributes().get(name)));
    }
    all.addAll(attributes.rows);
    return all;
  }

  private List<Row> structural() {
    Rows rows = new Rows(Aspect.STRUCTURAL, "structural.");
    rows.texts("architectures", of(Structural::architectures));
    rows.text("framework", of(s -> canonical(Category.FRAMEWORK, s.framework())));
    rows.text("library", of(s -> canonical(Category.FRAMEWORK, s.library())));
    rows.text("algorithm", of(Structural::algorithm));
    rows.cost("parameterCount", of(Structural::parameterCount));
    rows.cost("sizeBytes", of(Structural::sizeBytes));
    rows.cost("flops", of(Structural::flops));
    for (String name : names(r -> r.structural().hyperparameters().keySet().stream())) {
      rows.add(
          "hyperparameters." + name,
          null,
          record -> setting(record.structural().hyperparameters().get(name)));
    }
    rows.texts("inputs", of(s -> s.inputs().stream().map(FieldRows::signature).toList()));
    rows.texts("outputs", of(s -> s.outputs().stream().map(FieldRows::signature).toList()));
    rows.text("environment.language", of(s -> s.environment().language()));
    rows.texts("environment.packages", of(s -> s.environment().packages()));
    rows.text("environment.hardware", of(s -> s.environment().hardware()));
    rows.texts("artifacts", of(s -> s.artifacts().stream().map(a -> a.uri()).toList()));
    return rows.rows;
  }

  private List<Row> contextual() {
    Rows rows = new Rows(Aspect.CONTEXTUAL, "contextual.");
    rows.texts("tasks", about(c -> canonical(vocabulary::taskSlug, c.tasks())));
    rows.text("domain", about(Contextual::domain));
    rows.texts("modalities", about(Contextual::modalities));
    rows.texts(
        "languages",
        about(c -> canonical(word -> vocabulary.slug(Category.LANGUAGE, word), c.languages())));
    rows.text("license", about(c -> canonical(Category.LICENSE, c.license())));
    rows.text("owner", about(Contextual::owner));
    rows.text("team", about(Contextual::team));
    rows.text("stage", about(Contextual::stage));
    rows.text("status", about(Contextual::status));
    rows.text("startedAt", about(c -> text(c.startedAt())));
    rows.text("endedAt", about(c -> text(c.endedAt())));
    rows.prose("intendedUse", about(Contextual::intendedUse));
    rows.prose("limitations", about(Contextual::limitations));
    rows.prose("goals", about(Contextual::goals));
    rows.texts("papers", about(c -> c.papers().stream().map(FieldRows::paper).toList()));
    rows.text("region", about(Contextual::region));
    rows.text("sensitivity", about(Contextual::sensitivity));
    return rows.rows;
  }

  private List<Row> lineage() {
    Rows rows = new Rows(Aspect.LINEAGE, "lineage.");
    for (LineageEdge.Relation relation : LineageEdge.Relation.values()) {
      rows.texts(
          relation.word(),
          record ->
              record.lineage().stream()
                  .filter(edge -> edge.relation() == relation)
                  .map(edge -> edge.target().toString())
                  .distinct()
                  .toList());
    }
    return rows.rows;
  }

  /** Collects the rows of one aspect in which any record has something. */
  private final class Rows {
    private final Aspect aspect;
    private final String prefix;
    private final List<Row> rows = new ArrayList<>();

    Rows(Aspect aspect, String prefix) {
      this.aspect = aspect;
      this.prefix = prefix;
    }

    void text(String name, Function<MetadataRecord, @Nullable String> value) {
      add(name, null, record -> cell(value.apply(record)));
    }

    void texts(String name, Function<MetadataRecord, List<String>> value) {
      add(name, null, record -> cell(value.apply(record)));
    }

    /** What a model costs to keep and to run: less is better. */
    void cost(String name, Function<MetadataRecord, @Nullable Long> value) {
      add(
          name,
          Better.LOWER,
          record -> {
            Long count = value.apply(record);
            return count == null ? Cell.MISSING : new Cell.Whole(count);
          });
    }

    void prose(String name, Function<MetadataRecord, @Nullable String> value) {
      String first = value.apply(records.getFirst());
      add(
          name,
          null,
          record -> {
            String text = value.apply(record);
            return text == null ? Cell.MISSING : FieldRows.prose(text, first);
          });
    }

    void add(String name, @Nullable Better better, Function<MetadataRecord, Cell> cell) {
      List<Cell> cells = records.stream().map(cell).toList();
      if (cells.stream().anyMatch(c -> !(c instanceof Cell.Missing))) {
        rows.add(new Row(aspect, prefix + name, null, null, better, cells));
      }
    }
  }

  private static Cell prose(String text, @Nullable String first) {
    String shown = beginning(text);
    return first == null || first.equals(text)
        ? new Cell.Prose(shown, text, List.of())
        : new Cell.Prose(shown, text, TextDiff.between(beginning(first), shown));
  }

  private static String beginning(String text) {
    if (text.length() <= PROSE_CHARACTERS) {
      return text;
    }
    int end = PROSE_CHARACTERS;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private Set<String> names(Function<MetadataRecord, Stream<String>> ofRecord) {
    return records.stream().flatMap(ofRecord).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <T extends @Nullable Object> Function<MetadataRecord, T> of(
      Function<Structural, T> part) {
    return record -> part.apply(record.structural());
  }

  private static <T extends @Nullable Object> Function<MetadataRecord, T> about(
      Function<Contextual, T> part) {
    return record -> part.apply(record.contextual());
  }

  private static Function<MetadataRecord, @Nullable String> source(
      Function<Source, @Nullable String> part) {
    return record -> record.source() == null ? null : part.apply(record.source());
  }

  private @Nullable String canonical(Category category, @Nullable String words) {
    return words == null ? null : vocabulary.slug(category, words);
  }

  private static List<String> canonical(UnaryOperator<String> slug, List<String> words) {
    return words.stream().map(slug).distinct().toList();
  }

  private static Cell cell(@Nullable String text) {
    return text == null || text.isBlank() ? Cell.MISSING : new Cell.Text(text);
  }

  private static Cell setting(@Nullable String text) {
    return text == null || text.isBlank() ? Cell.MISSING : new Cell.Setting(text);
  }

  private static Cell cell(List<String> texts) {
    return texts.isEmpty() ? Cell.MISSING : new Cell.Texts(texts);
  }

  private static Cell cell(@Nullable AttributeValue value) {
    return switch (value) {
      case null -> Cell.MISSING;
      case AttributeValue.Text text -> cell(text.text());
      case AttributeValue.Numeric numeric -> new Cell.Decimal(numeric.value());
      case AttributeValue.Flag flag -> new Cell.Text(Boolean.toString(flag.value()));
      case AttributeValue.Time time -> new Cell.Text(time.value().toString());
      case AttributeValue.Texts texts -> cell(texts.texts());
    };
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String paper(Contextual.Paper paper) {
    return Objects.requireNonNullElse(paper.title(), Objects.requireNonNullElse(paper.url(), ""));
  }

  /** {@code name: type shape}. */
  private static String signature(Structural.Tensor tensor) {
    String type =
        Stream.of(tensor.type(), tensor.shape())
            .flatMap(Stream::ofNullable)
            .collect(Collectors.joining(" "));
    return type.isEmpty() ? tensor.name() : tensor.name() + ": " + type;
  }
}
