package org.modeldex.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.vocabulary.Vocabulary;

/** Random records and random requests that have a fair chance to find some of them. */
public final class RandomCatalog {
  /** What "now" is for dates. */
  public static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  private static final List<String> WORDS =
      List.of("zorba", "quilm", "vextor", "plumbo", "krypta", "dwarfo");
  private static final List<String> METRIC_KEYS =
      List.of(
          "accuracy",
          "accuracy@imagenet-1k",
          "accuracy@imagenet-1k#val",
          "accuracy@own-set",
          "loss",
          "loss@own-set",
          "oddity",
          "attr.cost",
          "param:lr",
          "never-seen");
  private static final List<SearchField> SORTABLE =
      List.of(
          SearchField.NAME,
          SearchField.PARAMETERS,
          SearchField.SIZE,
          SearchField.STARTED,
          SearchField.CREATED,
          SearchField.UPDATED);

  private final Random random;
  private final Vocabulary vocabulary;

  public RandomCatalog(Random random, Vocabulary vocabulary) {
    this.random = random;
    this.vocabulary = vocabulary;
  }

  /** A document whose id is one of {@code ids} possible ones. */
  public SearchDocument document(int ids) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      attributes.put("cost", new AttributeValue.Numeric(random.nextInt(5)));
    }
    if (random.nextBoolean()) {
      attributes.put("note", new AttributeValue.Texts(List.of(word(), word())));
    }
    MetadataRecord record =
        MetadataRecord.builder(id(random.nextInt(ids)))
            .description(maybe(words(5)))
            .tags(some("Red", "red", "blue sea", word()))
            .structural(structural())
            .contextual(contextual())
            .statistical(measurements())
            .lineage(
                random.nextInt(3) > 0
                    ? List.of()
                    : List.of(
                        LineageEdge.to(
                            Relation.TRAINED_ON, RecordId.of(Kind.DATASET, "d", "Own Set"))))
            .attributes(attributes)
            .source(random.nextBoolean() ? null : new Source("jsonl", null, null, null, null))
            .build();
    if (random.nextInt(8) > 0) {
      record = record.stored(1, stamp(), stamp());
    }
    return new SearchDocument(
        vocabulary.interpret(record),
        vocabulary.read(random.nextInt(4) > 0 ? List.of() : measurements()));
  }

  /** One of the possible ids. */
  public RecordId id(int number) {
    Kind kind = number % 5 == 0 ? Kind.DATASET : Kind.MODEL;
    String name = WORDS.get(number % WORDS.size()) + (number % 3 == 0 ? " " : "-É中") + number;
    return RecordId.of(kind, "p" + number % 2, name);
  }

  private Structural structural() {
    return Structural.builder()
        .architectures(some("ResNet", "BERT", word()))
        .framework(maybe(one("pytorch", "PyTorch", "jax")))
        .parameterCount(random.nextInt(4) == 0 ? null : (long) Math.pow(10, random.nextInt(11)))
        .hyperparameters(random.nextBoolean() ? Map.of() : Map.of("lr", one("0.1", "0.25", "auto")))
        .sizeBytes(random.nextInt(4) == 0 ? null : (long) random.nextInt(4))
        .build();
  }

  private Contextual contextual() {
    return Contextual.builder()
        .tasks(some("object-detection", "image classification", "unheard of"))
        .languages(some("en", "German", "xx-unknown"))
        .license(maybe(one("mit", "Apache 2.0", "apache-2.0", "own terms")))
        .owner(maybe(one("ann", "Bob")))
        .stage(maybe(one("production", "staging")))
        .startedAt(maybe(NOW.minus(Duration.ofDays(random.nextInt(5)))))
        .limitations(maybe(words(2)))
        .papers(random.nextBoolean() ? List.of() : List.of(new Paper(words(3), null)))
        .build();
  }

  private List<Measurement> measurements() {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      measurements.add(
          Measurement.of(
                  one("accuracy", "loss", "oddity"), maybe(one("ImageNet-1k", "Own Set")), value())
              .withSplit(maybe("val")));
    }
    return measurements;
  }

  private String value() {
    return switch (random.nextInt(12)) {
      case 0 -> "NaN";
      case 1 -> "inf";
      case 2 -> "-inf";
      case 3 -> "none";
      case 4 -> "-0.0";
      default -> Double.toString(random.nextInt(20) / 20.0);
    };
  }

  private Stamp stamp() {
    return new Stamp(NOW.minus(Duration.ofDays(random.nextInt(30) * 15L)), "ann");
  }

  /** A query of a few clauses. */
  public Query query() {
    return query(3);
  }

  private Query query(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(4)) {
        case 0, 1 -> new Query.And(List.of(query(depth - 1), query(depth - 1)));
        case 2 -> new Query.Or(List.of(query(depth - 1), query(depth - 1)));
        default -> new Query.Not(query(depth - 1));
      };
    }
    return switch (random.nextInt(16)) {
      case 0 -> Query.ALL;
      case 1, 2 -> new Query.Words(words(1 + random.nextInt(3)));
      case 3 -> new Query.Phrase(words(2));
      case 4 -> new Query.TextIs(SearchField.DESCRIPTION, words(1 + random.nextInt(2)));
      case 5, 6 -> fieldIs();
      case 7 -> new Query.Wildcard(one(SearchField.NAME, SearchField.TAG), word().charAt(0) + "*");
      case 8 ->
          new Query.FieldRange(
              one(SearchField.PARAMETERS, SearchField.SIZE), interval(random.nextInt(2) * 1e6));
      case 9 -> new Query.HasField(one(SearchField.values()));
      case 10 -> new Query.HasMetric(metricKey());
      case 11 -> new Query.MetricRange(metricKey(), interval(1));
      case 12 -> new Query.AttributeIs("note", word());
      case 13 -> new Query.ExactlyIs(one("attr.note", "param.lr"), List.of(word(), "0.1"));
      case 14 -> new Query.HasExact(one("attr.note", "param.lr", "owner", "trained-on"));
      default ->
          new Query.ExactlyLike(
              one("attr.note", "owner", "name"),
              one("%", "a%", "_ob", word().substring(1) + "%", "%" + word()),
              random.nextBoolean());
    };
  }

  private Query fieldIs() {
    return one(
        new Query.FieldIs(SearchField.TASK, one("object-detection", "unheard-of")),
        new Query.FieldIs(SearchField.LICENSE, one("apache-2.0", "MIT", "own-terms")),
        new Query.FieldIs(SearchField.FRAMEWORK, "pytorch"),
        new Query.FieldIs(SearchField.LANGUAGE, one("en", "de")),
        new Query.FieldIs(SearchField.TAG, one("RED", "blue sea")),
        new Query.FieldIs(SearchField.DATASET, one("own-set", "imagenet-1k")),
        new Query.FieldIs(SearchField.METRIC, one("accuracy", "oddity")),
        new Query.FieldIs(SearchField.KIND, one("model", "dataset", "run")),
        new Query.FieldIs(SearchField.ID, id(random.nextInt(50)).toString()));
  }

  private Interval interval(double scale) {
    double lower = bound() * scale;
    double upper = bound() * scale;
    return new Interval(lower, random.nextBoolean(), upper, random.nextBoolean());
  }

  private double bound() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NEGATIVE_INFINITY;
      case 1, 2 -> Double.POSITIVE_INFINITY;
      case 3 -> -0.0;
      default -> random.nextInt(20) / 20.0;
    };
  }

  public String metricKey() {
    return METRIC_KEYS.get(random.nextInt(METRIC_KEYS.size()));
  }

  /** A request for the first page. */
  public SearchRequest request() {
    List<FieldFilter> filters = new ArrayList<>();
    if (random.nextBoolean()) {
      filters.add(new FieldFilter(SearchField.TAG, some("red", "blue sea", "quilm")));
    }
    if (random.nextInt(3) == 0) {
      filters.add(new FieldFilter(SearchField.LICENSE, some("mit", "apache-2.0")));
    }
    if (random.nextInt(3) == 0) {
      filters.add(new FieldFilter(SearchField.UPDATED, some("last-year", "older", "last-day")));
    }
    if (random.nextInt(3) == 0) {
      filters.add(new FieldFilter(SearchField.KIND, some("model", "dataset")));
    }
    filters.removeIf(filter -> filter.values().isEmpty());
    List<Facet> facets = new ArrayList<>();
    int share = random.nextInt(3);
    for (SearchField field : SearchField.facets()) {
      if (random.nextInt(2) < share) {
        facets.add(new Facet(field, 1_000));
      }
    }
    return new SearchRequest(query(), filters, facets, sort(), 1 + random.nextInt(30), null);
  }

  private Sort sort() {
    return switch (random.nextInt(4)) {
      case 0 -> Sort.RELEVANCE;
      case 1 -> new Sort.ByKeys(List.of(sortKey(), sortKey()));
      case 2 ->
          new Sort.ByField(SORTABLE.get(random.nextInt(SORTABLE.size())), random.nextBoolean());
      default -> new Sort.ByMetric(metricKey(), random.nextBoolean());
    };
  }

  private SortKey sortKey() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new SortKey.OfField(SORTABLE.get(random.nextInt(SORTABLE.size())), random.nextBoolean());
      case 1 -> new SortKey.OfMetric(metricKey(), random.nextBoolean());
      default ->
          new SortKey.OfText(one("attr.note", "param.lr", "owner", "name"), random.nextBoolean());
    };
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder(word());
    for (int i = 1; i < count; i++) {
      words.append(' ').append(word());
    }
    return words.toString();
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private List<String> some(String... choices) {
    List<String> chosen = new ArrayList<>();
    for (String choice : choices) {
      if (random.nextInt(3) == 0 && !chosen.contains(choice)) {
        chosen.add(choice);
      }
    }
    return chosen;
  }
}
