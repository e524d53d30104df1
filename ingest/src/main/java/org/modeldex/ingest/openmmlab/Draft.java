package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.Limits;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.record.Structural.Environment;

/**
 * A record in the making. A value that a record cannot hold is reported and left out, so that it
 * does not take the record with it.
 */
final class Draft {
  private static final Pattern ENDING =
      Pattern.compile("[.]([A-Za-z][A-Za-z0-9]{0,14})(?:[?#].*)?$");

  /** A measurement and the line it comes from. */
  record Found(Measurement measurement, int line) {}

  final RecordId id;
  final Structural.Builder structural = Structural.builder();
  final Contextual.Builder contextual = Contextual.builder();
  final MetadataRecord.Builder record;
  final List<Found> measurements = new ArrayList<>();

  private final Entry entry;
  private final Consumer<Problem> problems;
  private final Map<String, String> hyperparameters = new LinkedHashMap<>();
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();
  private final Set<LineageEdge> lineage = new LinkedHashSet<>();
  private final Set<Artifact> artifacts = new LinkedHashSet<>();
  private final Set<Paper> papers = new LinkedHashSet<>();

  Draft(RecordId id, Entry entry, Consumer<Problem> problems) {
    this.id = id;
    this.entry = entry;
    this.problems = problems;
    record = MetadataRecord.builder(id);
  }

  /** The record, with its measurements as they were settled for the whole file. */
  MetadataRecord build(List<Measurement> settled) {
    return record
        .structural(
            structural.hyperparameters(hyperparameters).artifacts(List.copyOf(artifacts)).build())
        .contextual(contextual.papers(List.copyOf(papers)).build())
        .attributes(attributes)
        .lineage(List.copyOf(lineage))
        .statistical(settled)
        .build();
  }

  int line() {
    return entry.line();
  }

  void hyperparameters(String name, YamlNode node) {
    Flat.each(
        name,
        node,
        (path, texts) -> {
          String text = String.join(", ", texts);
          if (fits(path, text, node.line())) {
            hyperparameters.put(path, text);
          }
        });
  }

  void attributes(String name, YamlNode node) {
    Flat.each(
        name,
        node,
        (path, texts) -> {
          if (fits(path, String.join(", ", texts), node.line())) {
            boolean list = texts.size() > 1 && texts.stream().allMatch(Draft::isShort);
            attributes.put(
                path,
                list
                    ? new AttributeValue.Texts(texts)
                    : new AttributeValue.Text(String.join(", ", texts)));
          }
        });
  }

  private boolean fits(String path, String text, int line) {
    if (path.isBlank() || path.length() > Limits.TERM || text.length() > Limits.LONG_TEXT) {
      lose(line, '"' + shortened(path) + "\" is too long for a record", Loss.VALUE);
      return false;
    }
    if (isUnstorable(path) || isUnstorable(text)) {
      lose(line, '"' + shortened(path) + "\" holds characters that are no text", Loss.VALUE);
      return false;
    }
    return true;
  }

  private static boolean isUnstorable(String text) {
    return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static boolean isShort(String text) {
    return text.length() <= Limits.SHORT_TEXT;
  }

  /** Those of {@code words} that may be terms. */
  List<String> terms(String field, List<String> words) {
    List<String> terms = new ArrayList<>(words.size());
    for (String word : words) {
      if (fits(field, word, entry.line())) {
        if (word.length() <= Limits.TERM) {
          terms.add(word);
        } else {
          lose(entry.line(), field + " \"" + shortened(word) + "\" is too long", Loss.VALUE);
        }
      }
    }
    return terms;
  }

  void hardware(String hardware) {
    attempt(entry.line(), () -> structural.environment(new Environment(null, List.of(), hardware)));
  }

  void edge(LineageEdge.Relation relation, Supplier<RecordId> target) {
    attempt(entry.line(), () -> lineage.add(LineageEdge.to(relation, target.get())));
  }

  void paper(@Nullable String title, @Nullable String url) {
    attempt(entry.line(), () -> papers.add(new Paper(title, url)));
  }

  /** A file of the model; its format is the ending of its name. */
  void artifact(String uri) {
    attempt(entry.line(), () -> artifacts.add(new Artifact(uri, null, ending(uri), null)));
  }

  private static @Nullable String ending(String uri) {
    Matcher ending = ENDING.matcher(uri);
    return ending.find() ? ending.group(1).toLowerCase(Locale.ROOT) : null;
  }

  void measurement(int line, Supplier<Measurement> measurement) {
    attempt(line, () -> measurements.add(new Found(measurement.get(), line)));
  }

  private void attempt(int line, Runnable addition) {
    try {
      addition.run();
    } catch (ModeldexException e) {
      lose(line, String.valueOf(e.getMessage()), Loss.VALUE);
    }
  }

  void lose(int line, String reason, Loss loss) {
    problems.accept(Problem.ofLine(entry.file().path(), line, id.name() + ": " + reason, loss));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
