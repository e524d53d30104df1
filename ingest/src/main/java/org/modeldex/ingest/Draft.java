package org.modeldex.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.TableScale.Settled;
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
import org.modeldex.record.Structural.Tensor;

/**
 * A record in the making. A value that a record cannot hold is reported and left out, so that it
 * does not take the record with it.
 */
public final class Draft {
  private static final Pattern ENDING =
      Pattern.compile("[.]([A-Za-z][A-Za-z0-9]{0,14})(?:[?#].*)?$");

  /** A measurement and where it comes from. */
  public record Found(Measurement measurement, SourceFile file, int line) {}

  private final RecordId id;
  private final Structural.Builder structural = Structural.builder();
  private final Contextual.Builder contextual = Contextual.builder();
  private final MetadataRecord.Builder record;
  private final List<Found> measurements = new ArrayList<>();
  private final SourceFile file;
  private final int line;
  private final Consumer<Problem> problems;
  private final Map<String, String> hyperparameters = new LinkedHashMap<>();
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();
  private final Set<LineageEdge> lineage = new LinkedHashSet<>();
  private final Set<Artifact> artifacts = new LinkedHashSet<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final Set<Paper> papers = new LinkedHashSet<>();

  /**
   * @param file where the record is described
   * @param line the line in which that begins, which problems without a place of their own name
   */
  public Draft(RecordId id, SourceFile file, int line, Consumer<Problem> problems) {
    this.id = id;
    this.file = file;
    this.line = line;
    this.problems = problems;
    record = MetadataRecord.builder(id);
  }

  public RecordId id() {
    return id;
  }

  /** What the model is made of, apart from hyperparameters and artifacts. */
  public Structural.Builder structural() {
    return structural;
  }

  /** What the record is for, apart from papers. */
  public Contextual.Builder contextual() {
    return contextual;
  }

  /** Description, tags and source. */
  public MetadataRecord.Builder record() {
    return record;
  }

  /** The measurements in the order in which they were added. */
  public List<Found> measurements() {
    return Collections.unmodifiableList(measurements);
  }

  /**
   * The record, with its measurements as they were settled for the whole file. One that counts
   * parameters gives the record their number, unless the source states it elsewhere.
   */
  MetadataRecord build(List<Settled> settled) {
    structural
        .hyperparameters(hyperparameters)
        .artifacts(List.copyOf(artifacts))
        .inputs(inputs)
        .outputs(outputs);
    if (structural.build().parameterCount() == null) {
      settled.stream()
          .map(Settled::parameters)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(structural::parameterCount);
    }
    return record
        .structural(structural.build())
        .contextual(contextual.papers(List.copyOf(papers)).build())
        .attributes(attributes)
        .lineage(List.copyOf(lineage))
        .statistical(settled.stream().map(Settled::measurement).toList())
        .build();
  }

  public int line() {
    return line;
  }

  /** Nested values get their path as name: {@code optimizer.lr}. */
  public void hyperparameters(String name, YamlNode node) {
    Flat.each(
        name, node, (path, texts) -> hyperparameter(path, String.join(", ", texts), node.line()));
  }

  /** Of a name that was given before with another text, both are kept. */
  public void hyperparameter(String name, String text, int place) {
    String earlier = hyperparameters.get(name);
    String all = earlier == null || earlier.equals(text) ? text : earlier + ", " + text;
    if (fits(name, all, place) && hasRoomFor(name, "hyperparameters", hyperparameters, place)) {
      hyperparameters.put(name, all);
    }
  }

  /** Nested values get their path as name: {@code Code.URL}; a list of short texts stays one. */
  public void attributes(String name, YamlNode node) {
    Flat.each(name, node, (path, texts) -> attribute(path, texts, node.line()));
  }

  /**
   * One text, or a list of several where all are short. Of a name that was given before, the texts
   * are put together, each once.
   */
  public void attribute(String name, List<String> added, int place) {
    List<String> texts = together(attributes.get(name), added);
    String text = String.join(", ", texts);
    if (fits(name, text, place) && hasRoomFor(name, "attributes", attributes, place)) {
      boolean list =
          texts.size() > 1
              && texts.size() <= Limits.TERMS
              && texts.stream().allMatch(Draft::isShort);
      attributes.put(name, list ? new AttributeValue.Texts(texts) : new AttributeValue.Text(text));
    }
  }

  public void attribute(String name, Instant time, int place) {
    if (fits(name, "", place) && hasRoom("attributes", attributes.size(), place)) {
      attributes.put(name, new AttributeValue.Time(time));
    }
  }

  private static List<String> together(@Nullable AttributeValue earlier, List<String> added) {
    List<String> texts =
        switch (earlier) {
          case AttributeValue.Text text -> List.of(text.text());
          case AttributeValue.Texts several -> several.texts();
          case null, default -> List.of();
        };
    return texts.isEmpty() || texts.equals(added)
        ? added
        : Stream.concat(texts.stream(), added.stream()).distinct().toList();
  }

  private boolean fits(String path, String text, int place) {
    if (path.isBlank() || path.length() > Limits.TERM || text.length() > Limits.LONG_TEXT) {
      lose(place, '"' + shortened(path) + "\" is too long for a record", Loss.VALUE);
      return false;
    }
    if (isUnstorable(path) || isUnstorable(text)) {
      lose(place, '"' + shortened(path) + "\" holds characters that are no text", Loss.VALUE);
      return false;
    }
    return true;
  }

  private boolean hasRoom(String field, int size, int place) {
    return hasRoom(field, size, Limits.ATTRIBUTES, place);
  }

  private boolean hasRoomFor(String name, String field, Map<String, ?> taken, int place) {
    return taken.containsKey(name) || hasRoom(field, taken.size(), place);
  }

  private boolean hasRoom(String field, int size, int max, int place) {
    if (size == max) {
      lose(place, noRoom(field, max), Loss.VALUE);
    }
    return size < max;
  }

  private static String noRoom(String field, int max) {
    return "a record has no room for more than " + max + " " + field;
  }

  private static boolean isUnstorable(String text) {
    return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static boolean isShort(String text) {
    return text.length() <= Limits.SHORT_TEXT;
  }

  /** Those of {@code words} that may be terms. */
  public List<String> terms(String field, List<String> words) {
    List<String> terms = new ArrayList<>(words.size());
    for (String word : words) {
      String term = term(field, word);
      if (term != null) {
        terms.add(term);
      }
    }
    if (terms.size() <= Limits.TERMS) {
      return terms;
    }
    hasRoom(field, Limits.TERMS, Limits.TERMS, line);
    return List.copyOf(terms.subList(0, Limits.TERMS));
  }

  /** {@code word} if it may be a term; else null. */
  public @Nullable String term(String field, @Nullable String word) {
    String text = text(field, word);
    if (text != null && text.length() > Limits.TERM) {
      lose(line, field + " \"" + shortened(text) + "\" is too long", Loss.VALUE);
      return null;
    }
    return text;
  }

  /** {@code text} if it is one that a record can hold; else null. */
  public @Nullable String text(String field, @Nullable String text) {
    return text != null && !text.isBlank() && fits(field, text, line) ? text : null;
  }

  public void hardware(String hardware) {
    environment(null, List.of(), hardware);
  }

  public void environment(
      @Nullable String language, List<String> packages, @Nullable String hardware) {
    attempt(line, () -> structural.environment(new Environment(language, packages, hardware)));
  }

  public void edge(LineageEdge.Relation relation, Supplier<RecordId> target) {
    if (hasRoom("edges", lineage.size(), Limits.EDGES, line)) {
      attempt(line, () -> lineage.add(LineageEdge.to(relation, target.get())));
    }
  }

  public void paper(@Nullable String title, @Nullable String url) {
    if (hasRoom("papers", papers.size(), Limits.ARTIFACTS, line)) {
      attempt(line, () -> papers.add(new Paper(title, url)));
    }
  }

  /** A file of the model; its format is the ending of its name. */
  public void artifact(String uri) {
    artifact(() -> new Artifact(uri, null, ending(uri), null));
  }

  public void artifact(Supplier<Artifact> artifact) {
    if (hasRoom("artifacts", artifacts.size(), Limits.ARTIFACTS, line)) {
      attempt(line, () -> artifacts.add(artifact.get()));
    }
  }

  /** The ending of a file's name in lower case; null when it has none. */
  public static @Nullable String ending(String uri) {
    Matcher ending = ENDING.matcher(uri);
    return ending.find() ? ending.group(1).toLowerCase(Locale.ROOT) : null;
  }

  public void input(Supplier<Tensor> tensor) {
    if (hasRoom("inputs", inputs.size(), Limits.ARTIFACTS, line)) {
      attempt(line, () -> inputs.add(tensor.get()));
    }
  }

  public void output(Supplier<Tensor> tensor) {
    if (hasRoom("outputs", outputs.size(), Limits.ARTIFACTS, line)) {
      attempt(line, () -> outputs.add(tensor.get()));
    }
  }

  public void measurement(int place, Supplier<Measurement> measurement) {
    measurement(file, place, measurement);
  }

  /** As the other, for a value that stands in another file than the record's own. */
  public void measurement(SourceFile origin, int place, Supplier<Measurement> measurement) {
    if (measurements.size() == Limits.MEASUREMENTS) {
      lose(origin, place, noRoom("measurements", Limits.MEASUREMENTS), Loss.VALUE);
      return;
    }
    try {
      measurements.add(new Found(measurement.get(), origin, place));
    } catch (ModeldexException e) {
      lose(origin, place, String.valueOf(e.getMessage()), Loss.VALUE);
    }
  }

  private void attempt(int place, Runnable addition) {
    try {
      addition.run();
    } catch (ModeldexException e) {
      lose(place, String.valueOf(e.getMessage()), Loss.VALUE);
    }
  }

  public void lose(int place, String reason, Loss loss) {
    lose(file, place, reason, loss);
  }

  void lose(SourceFile origin, int place, String reason, Loss loss) {
    problems.accept(Problem.ofLine(origin.path(), place, id.name() + ": " + reason, loss));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
