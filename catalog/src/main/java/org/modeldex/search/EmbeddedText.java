package org.modeldex.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What of a record is embedded: its structured facts as words, then the beginning of its prose.
 *
 * <pre>
 *   faster rcnn r50. Task: object detection. Language: English. Data: coco. Architecture: Faster R-CNN. We propose ...
 * </pre>
 *
 * <p>A sentence model reads no fields; facts that stand in front of the prose in plain words find
 * more than the prose alone. Safe for all threads.
 */
final class EmbeddedText {
  /** So much of the prose, in characters, fills what sentence models read. */
  private static final int PROSE = 600;

  private static final int MAX_VALUES = 6;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_/.\\s]+");

  private final Vocabulary vocabulary;

  EmbeddedText(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Whether records of a kind are found by meaning. The others have names rather than prose. */
  static boolean isOf(Kind kind) {
    return kind == Kind.MODEL;
  }

  /** The text of a record. */
  String of(MetadataRecord record) {
    Contextual contextual = record.contextual();
    StringBuilder text = new StringBuilder(PROSE + 300);
    text.append(words(record.id().name())).append('.');
    append(text, "Task", contextual.tasks().stream().map(this::task));
    append(text, "Language", contextual.languages().stream().map(this::language));
    append(text, "Data", datasets(record));
    append(text, "Architecture", record.structural().architectures().stream());
    String prose = prose(record);
    return prose.isEmpty() ? text.toString() : text.append(' ').append(prose).toString();
  }

  private static void append(StringBuilder text, String label, Stream<String> values) {
    List<String> first = values.distinct().limit(MAX_VALUES).toList();
    if (!first.isEmpty()) {
      text.append(' ').append(label).append(": ").append(String.join(", ", first)).append('.');
    }
  }

  private String task(String task) {
    return vocabulary.findTask(task).map(Task::title).orElse(words(task));
  }

  private String language(String language) {
    return vocabulary.find(Term.Category.LANGUAGE, language).map(Term::title).orElse(language);
  }

  private static Stream<String> datasets(MetadataRecord record) {
    Stream<String> linked =
        record.lineage().stream()
            .filter(edge ->
                edge.relation() == Relation.TRAINED_ON || edge.relation() == Relation.EVALUATED_ON)
            .filter(edge -> edge.target().kind() == Kind.DATASET)
            .map(edge -> edge.target().name());
    Stream<String> measured =
        record.statistical().stream().map(Measurement::dataset).filter(Objects::nonNull);
    return Stream.concat(linked, measured).map(EmbeddedText::words);
  }

  private static String prose(MetadataRecord record) {
    List<String> parts = new ArrayList<>();
    int left = PROSE;
    for (String part :
        Stream.of(record.description(), record.contextual().intendedUse())
            .filter(Objects::nonNull)
            .toList()) {
      String plain = PlainProse.of(part, left);
      if (!plain.isEmpty()) {
        parts.add(plain);
        left -= plain.length();
      }
    }
    return String.join(" ", parts);
  }

  /** A name as words. */
  private static String words(String name) {
    return BETWEEN_WORDS.matcher(name).replaceAll(" ").strip();
  }
}
