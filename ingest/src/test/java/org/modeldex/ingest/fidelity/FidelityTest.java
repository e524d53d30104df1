package org.modeldex.ingest.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.modeldex.ingest.Imported;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Vocabulary;

/** Nothing that an independent reader found in a source is missing from what an import gives. */
class FidelityTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  @Test
  void everyScoreOfMtebIsTaken() {
    JsonNode expected = expected("mteb-results");
    Corpus mteb = Corpus.read("mteb-results");
    assertThat(mteb.ofKind(Kind.MODEL)).hasSize(expected.get("models").asInt());
    assertThat(mteb.measurements().map(Measurement::dataset).distinct())
        .hasSize(expected.get("tasks").asInt());
    mteb.holdsEach(
        expected.get("sample"),
        sample -> {
          String folder = "results/" + text(sample, "model_dir") + '/';
          String file =
              Corpora.text(
                  "mteb-results",
                  folder + text(sample, "revision") + '/' + text(sample, "task") + ".json");
          String slice = text(sample, "subset").equals("default") ? null : text(sample, "subset");
          return mteb.at(folder)
              .flatMap(model -> model.statistical().stream())
              .anyMatch(m ->
                  m.metric().equals("main_score")
                      && text(sample, "task").equals(m.dataset())
                      && text(sample, "split").equals(m.split())
                      && Objects.equals(slice, m.slice())
                      && isWritten(m.raw(), sample.get("main_score"), file));
        });
    mteb.usesKnownWords();
  }

  @Test
  void everyResultOfHuggingFaceCardsIsTaken() {
    JsonNode expected = expected("hf-cards");
    Map<String, Corpus> sources =
        Stream.of("hf-cards-cs577", "hf-hub-cards", "hf-model-cards-2020")
            .collect(Collectors.toMap(source -> source, Corpus::read));
    sources.forEach((name, corpus) -> {
      assertThat(corpus.records()).hasSize(expected.get("sources").get(name).asInt());
      corpus.usesKnownWords();
    });
    Corpus cards = Objects.requireNonNull(sources.get("hf-cards-cs577"));
    cards.holdsEach(
        expected.get("sample"),
        sample -> {
          String card = text(sample, "card");
          return cards.records().stream()
              .filter(record -> path(record).contains(card))
              .anyMatch(record ->
                  record.statistical().stream()
                      .anyMatch(m ->
                          says(m, text(sample, "metric"))
                              && (sample.get("dataset").isNull()
                                  || isWritten(String.valueOf(m.dataset()), cards.file(record)))
                              && isWritten(m.raw(), sample.get("value"), cards.file(record))));
        });
  }

  /** A result has a metric's type and name; what is not chosen is a condition. */
  private static boolean says(Measurement m, String metric) {
    return m.metric().toLowerCase(Locale.ROOT).contains(metric)
        || String.valueOf(m.config()).contains(metric);
  }

  @Test
  void everyCellOfPapersWithCodeIsTaken() {
    JsonNode expected = expected("pwc-sota-extractor");
    Corpus tables = Corpus.read("pwc-sota-extractor");
    tables.holdsEach(
        expected.get("sample"),
        sample ->
            tables
                .at(text(sample, "file"))
                .filter(record ->
                    text(sample, "model").isBlank()
                        || name(record).equals(text(sample, "model").strip()))
                .anyMatch(record ->
                    record.statistical().stream()
                        .anyMatch(m ->
                            m.metric().equals(text(sample, "metric"))
                                && (sample.get("dataset").isNull() // of a subdataset: not sampled
                                    || text(sample, "dataset").equals(m.dataset()))
                                && isWritten(m.raw(), sample.get("value"), tables.file(record)))));
    long empty = tables.problems().stream().filter(p -> p.endsWith(" has no value")).count();
    assertThat(tables.measurements().count() + empty)
        .isEqualTo(expected.get("counts").get("metric_values").asInt());
    tables.usesKnownWords();
  }

  @Test
  void everyCellOfTimmIsTaken() {
    JsonNode expected = expected("timm").get("files");
    Corpus timm = Corpus.read("timm");
    expected
        .properties()
        .forEach(file ->
            timm.holdsEach(
                file.getValue().get("sample"),
                sample ->
                    timm.records().stream()
                        .filter(record -> name(record).equals(text(sample, "model")))
                        .flatMap(record -> record.statistical().stream())
                        .anyMatch(m -> isCell(m, sample, file.getKey()))));
    timm.usesKnownWords();
  }

  /** A cell is a value itself or, for image sizes and the like, a condition of other values. */
  private static boolean isCell(Measurement m, JsonNode sample, String file) {
    String config = String.valueOf(m.config());
    String metric = text(sample, "metric");
    String raw = text(sample, "raw");
    boolean sameFile =
        file.equals("results-" + m.dataset() + ".csv")
            || config.startsWith(file.replaceAll("^benchmark-|\\.csv$", "") + ',');
    boolean sameRow =
        sample.get("row_key").isNull() || config.contains("img_size " + text(sample, "row_key"));
    boolean value = m.metric().equals(metric) && m.raw().equals(raw);
    return sameFile && sameRow && (value || config.contains(metric + ' ' + raw));
  }

  @Test
  void everyPageOfTensorFlowHubIsTaken() {
    JsonNode expected = expected("tfhub");
    Corpus hub = Corpus.read("tfhub");
    assertThat(hub.ofKind(Kind.MODEL))
        .hasSize(expected.get("files").asInt() - expected.get("kinds").get("Publisher").asInt());
    hub.holdsEach(
        expected.get("sample"),
        sample -> {
          String[] id = text(sample, "id").split("/", 3);
          boolean other = Set.of("lite", "tfjs", "coral").contains(id[1]);
          String name = other ? id[2] + " (" + id[1] + ')' : id[2];
          boolean publisher = id[1].equals("publisher"); // who is no model
          return publisher
              || hub.records().stream()
                  .filter(record -> record.id().name().equals(name))
                  .anyMatch(record ->
                      record.contextual().tasks().equals(texts(sample.get("tasks")))
                          && record.contextual().languages().equals(texts(sample.get("languages")))
                          && record
                              .structural()
                              .architectures()
                              .equals(texts(sample.get("architectures")))
                          && edges(record, Relation.TRAINED_ON) == sample.get("datasets").size()
                          && edges(record, Relation.DERIVED_FROM) == sample.get("parent").size());
        });
    hub.usesKnownWords();
  }

  @Test
  void everyEntryOfTheOnnxHubIsTaken() {
    JsonNode expected = expected("onnx-models");
    Corpus hub = Corpus.read("onnx-models");
    List<MetadataRecord> entries =
        hub.ofKind(Kind.MODEL).stream()
            .filter(record -> path(record).endsWith("ONNX_HUB_MANIFEST.json"))
            .toList();
    assertThat(entries).hasSize(expected.get("entries").asInt());
    assertThat(entries.stream().map(FidelityTest::name).distinct())
        .hasSize(expected.get("distinct_model_names").asInt());
    hub.holdsEach(
        expected.get("sample"),
        sample ->
            entries.stream()
                .filter(record -> name(record).equals(text(sample, "model")))
                .anyMatch(record ->
                    record.tags().containsAll(texts(sample.get("tags")))
                        && text(sample, "opset")
                            .equals(record.structural().hyperparameters().get("opset_version"))
                        && record.structural().artifacts().stream()
                            .anyMatch(artifact ->
                                artifact.uri().equals(text(sample, "path"))
                                    && Objects.equals(
                                        artifact.sizeBytes(), sample.get("bytes").asLong()))));
    hub.usesKnownWords();
  }

  @Test
  void everyScoreOfSpacyIsTaken() {
    JsonNode expected = expected("spacy-models");
    Corpus spacy = Corpus.read("spacy-models");
    assertThat(spacy.ofKind(Kind.MODEL)).hasSize(expected.get("files").asInt());
    assertThat(spacy.measurements().filter(m -> m.slice() == null && m.config() == null).count())
        .isGreaterThanOrEqualTo(expected.get("scalar_metric_values").asInt());
    spacy.holdsEach(
        expected.get("sample"),
        sample ->
            spacy.records().stream()
                .filter(record -> name(record).equals(text(sample, "model")))
                .anyMatch(record ->
                    record.statistical().stream()
                        .anyMatch(m ->
                            m.metric().equals(text(sample, "metric"))
                                && m.slice() == null
                                && isWritten(m.raw(), sample.get("value"), spacy.file(record)))));
    spacy.usesKnownWords();
  }

  @Test
  void everyReleaseOfOpusMtIsTaken() {
    JsonNode expected = expected("opus-mt-train");
    Corpus opus = Corpus.read("opus-mt-train");
    assertThat(opus.ofKind(Kind.MODEL)).hasSize(expected.get("models").asInt());
    assertThat(opus.ofKind(Kind.VERSION))
        .hasSize(expected.get("releases(# *.zip headings)").asInt());
    assertThat(
            opus.ofKind(Kind.VERSION).stream()
                .flatMap(release -> release.statistical().stream())
                .filter(m -> m.metric().equals("chr-F"))
                .count())
        .isEqualTo(expected.get("testset_rows").asInt());
    opus.holdsEach(
        expected.get("sample"),
        sample ->
            Stream.of("bleu", "chrf")
                .allMatch(field ->
                    opus.records().stream()
                        .filter(record -> name(record).equals(text(sample, "model")))
                        .anyMatch(record ->
                            record.statistical().stream()
                                .anyMatch(m ->
                                    m.metric().replace("-", "").equalsIgnoreCase(field)
                                        && text(sample, "testset").equals(m.dataset())
                                        && isWritten(
                                            m.raw(), sample.get(field), opus.file(record))))));
    opus.usesKnownWords();
  }

  private static JsonNode expected(String source) {
    return Corpora.expected().get(source);
  }

  /** Whether a raw text stands in its file as it is, and says the same number or words. */
  private static boolean isWritten(String raw, JsonNode value, String file) {
    boolean same =
        value.isNumber()
            ? Double.compare(number(raw), value.doubleValue()) == 0
            : raw.equals(value.asText());
    return same && file.contains(raw);
  }

  private static boolean isWritten(String raw, String file) {
    return file.contains(raw);
  }

  private static double number(String raw) {
    try {
      return Double.parseDouble(raw);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asText();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static long edges(MetadataRecord record, Relation relation) {
    return record.lineage().stream().filter(edge -> edge.relation() == relation).count();
  }

  private static String path(MetadataRecord record) {
    return record.source() == null ? "" : String.valueOf(record.source().path());
  }

  private static String name(MetadataRecord record) {
    return record.source() == null ? "" : String.valueOf(record.source().name());
  }

  /** What one source gives. */
  private record Corpus(String source, List<MetadataRecord> records, List<String> problems) {
    private static final double KNOWN_SHARE = 0.9;

    static Corpus read(String source) {
      Imported imported = Corpora.read(source);
      assertThat(imported.records().stream().map(MetadataRecord::id)).doesNotHaveDuplicates();
      return new Corpus(source, imported.records(), imported.problems());
    }

    List<MetadataRecord> ofKind(Kind kind) {
      return records.stream().filter(record -> record.id().kind() == kind).toList();
    }

    Stream<MetadataRecord> at(String pathPrefix) {
      return records.stream().filter(record -> path(record).startsWith(pathPrefix));
    }

    Stream<Measurement> measurements() {
      return records.stream().flatMap(record -> record.statistical().stream());
    }

    String file(MetadataRecord record) {
      return Corpora.text(source, path(record));
    }

    void holdsEach(@Nullable JsonNode samples, Predicate<JsonNode> isHeld) {
      assertThat(samples).as("samples of " + source).isNotNull();
      List<String> lost = new ArrayList<>();
      for (JsonNode sample : Objects.requireNonNull(samples)) {
        if (!isHeld.test(sample)) {
          lost.add(sample.toString());
        }
      }
      assertThat(lost).as("lost of " + source).isEmpty();
    }

    /** Metrics have a direction, and tasks are canonical, but for few. */
    void usesKnownWords() {
      List<String> metrics = measurements().map(Measurement::metric).toList();
      mostlyKnown(metrics, metric -> VOCABULARY.findMetric(metric).map(Metric::better).isPresent());
      mostlyKnown(
          records.stream().flatMap(record -> record.contextual().tasks().stream()).toList(),
          task -> VOCABULARY.findTask(task).isPresent());
    }

    private void mostlyKnown(List<String> words, Predicate<String> isKnown) {
      List<String> unknown = words.stream().filter(isKnown.negate()).toList();
      assertThat(unknown.size())
          .as("unknown words of " + source + ": " + unknown.stream().distinct().toList())
          .isLessThanOrEqualTo((int) (words.size() * (1 - KNOWN_SHARE)));
    }
  }
}
