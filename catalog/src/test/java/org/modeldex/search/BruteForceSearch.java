package org.modeldex.search;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What a search must find, worked out by looking at every record. It knows words of plain letters
 * only: how text is cut into words is tested elsewhere.
 */
public final class BruteForceSearch {
  private final Map<RecordId, SearchDocument> documents = new LinkedHashMap<>();
  private final Map<RecordId, Map<String, List<Double>>> metrics = new HashMap<>();
  private final Vocabulary vocabulary;
  private final Clock clock;

  public BruteForceSearch(Vocabulary vocabulary, Clock clock) {
    this.vocabulary = vocabulary;
    this.clock = clock;
  }

  public void apply(Collection<IndexChange> changes) {
    for (IndexChange change : changes) {
      switch (change) {
        case IndexChange.Index index -> {
          documents.put(index.id(), index.document());
          metrics.put(index.id(), readMetrics(index.document()));
        }
        case IndexChange.Remove remove -> documents.remove(remove.id());
      }
    }
  }

  public int size() {
    return documents.size();
  }

  public List<RecordId> ids() {
    return List.copyOf(documents.keySet());
  }

  /** All hits; in order unless sorted by relevance to words. */
  public List<RecordId> hits(SearchRequest request) {
    return matches(request, null).stream()
        .sorted(order(request.sort()).thenComparing(BY_ID))
        .map(document -> document.record().id())
        .toList();
  }

  /** The counts of all values of a facet that occur. */
  public Map<String, Long> facet(SearchRequest request, SearchField field) {
    List<SearchDocument> counted = matches(request, field);
    Map<String, Long> counts = new TreeMap<>();
    List<Buckets.Bucket> buckets = Buckets.of(field, clock);
    for (SearchDocument document : counted) {
      for (String value : keywords(field, document)) {
        counts.merge(value, 1L, Long::sum);
      }
      Double number = number(field, document.record());
      for (Buckets.Bucket bucket : buckets) {
        if (number != null && bucket.interval().contains(number)) {
          counts.merge(bucket.label(), 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  /** The finite values of a key among the records that match. */
  public List<Double> values(String key, Query query) {
    return documents.values().stream()
        .filter(document -> matches(query, document))
        .flatMap(document -> metric(key, document).stream().distinct())
        .filter(Double::isFinite)
        .toList();
  }

  /** The values of all records that match, by id; NaN where there is none. */
  public Map<String, double[]> rows(Query query, List<Column> columns) {
    Map<String, double[]> rows = new HashMap<>();
    for (SearchDocument document : documents.values()) {
      if (matches(query, document)) {
        rows.put(
            document.record().id().toString(),
            columns.stream().mapToDouble(column -> value(column, document)).toArray());
      }
    }
    return rows;
  }

  private double value(Column column, SearchDocument document) {
    Double value =
        switch (column) {
          case Column.OfField of -> number(of.field(), document.record());
          case Column.OfMetric of ->
              numbers(of.key(), document).stream()
                  .filter(number -> !of.own() || isOwn(number, of.key(), document))
                  .max(of.largest() ? Comparator.naturalOrder() : Comparator.reverseOrder())
                  .orElse(null);
        };
    return value == null ? Double.NaN : value;
  }

  private boolean isOwn(Double number, String key, SearchDocument document) {
    return metrics(document).entrySet().stream()
        .filter(other -> !other.getKey().equals(key))
        .filter(other -> MetricKey.parse(other.getKey()).levels().contains(key))
        .noneMatch(other -> other.getValue().contains(number));
  }

  public List<MetricStatistics> metrics(Query query) {
    Set<String> keys = new TreeSet<>();
    documents.values().forEach(document -> keys.addAll(metrics(document).keySet()));
    keys.removeIf(ExactValues::isNumber);
    List<SearchDocument> matching =
        documents.values().stream().filter(document -> matches(query, document)).toList();
    List<MetricStatistics> all = new ArrayList<>();
    for (String key : keys) {
      long count = matching.stream().filter(d -> !numbers(key, d).isEmpty()).count();
      List<Double> values = values(key, query);
      if (count > 0) {
        double min = values.stream().min(Comparator.naturalOrder()).orElse(Double.NaN);
        double max = values.stream().max(Comparator.naturalOrder()).orElse(Double.NaN);
        all.add(new MetricStatistics(key, count, min, max));
      }
    }
    all.sort(
        Comparator.comparingLong(MetricStatistics::count)
            .reversed()
            .thenComparing(MetricStatistics::key));
    return all;
  }

  private List<SearchDocument> matches(SearchRequest request, @Nullable SearchField sideways) {
    return documents.values().stream()
        .filter(document -> matches(request.query(), document))
        .filter(document ->
            !(request.sort() instanceof Sort.ByMetric metric)
                || !numbers(metric.key(), document).isEmpty())
        .filter(document ->
            request.filters().stream()
                .filter(filter -> filter.field() != sideways)
                .allMatch(filter -> passes(filter, document)))
        .toList();
  }

  private boolean passes(FieldFilter filter, SearchDocument document) {
    Double number = number(filter.field(), document.record());
    return filter.values().stream()
        .anyMatch(value ->
            keywords(filter.field(), document).contains(form(filter.field(), value))
                || (number != null
                    && Buckets.find(filter.field(), value, clock)
                        .filter(bucket -> bucket.interval().contains(number))
                        .isPresent()));
  }

  /** Whether a record matches. */
  public boolean matches(Query query, SearchDocument document) {
    return switch (query) {
      case Query.MatchAll all -> true;
      case Query.Words words ->
          tokens(words.text()).stream().anyMatch(word -> texts(document).anyMatch(has(word)));
      case Query.Phrase phrase ->
          texts(document)
              .anyMatch(text ->
                  (" " + String.join(" ", tokens(text)) + " ")
                      .contains(" " + String.join(" ", tokens(phrase.text())) + " "));
      case Query.Fuzzy fuzzy -> throw new UnsupportedOperationException("fuzzy");
      case Query.TextIs is ->
          tokens(is.text()).stream()
              .allMatch(word -> texts(is.field(), document).anyMatch(has(word)));
      case Query.FieldIs is ->
          keywords(is.field(), document).contains(form(is.field(), is.value()));
      case Query.Wildcard wildcard -> {
        Pattern pattern = pattern(wildcard.pattern().toLowerCase(Locale.ROOT));
        yield keywords(wildcard.field(), document).stream()
            .anyMatch(word -> pattern.matcher(word).matches());
      }
      case Query.FieldRange range -> {
        Double number = number(range.field(), document.record());
        yield number != null && range.interval().contains(number);
      }
      case Query.HasField has ->
          !keywords(has.field(), document).isEmpty()
              || number(has.field(), document.record()) != null
              || (TEXTS.contains(has.field())
                  && texts(has.field(), document).findAny().isPresent());
      case Query.MetricRange range ->
          metric(range.key(), document).stream().anyMatch(range.interval()::contains);
      case Query.HasMetric has -> !metric(has.key(), document).isEmpty();
      case Query.AttributeIs is ->
          attributeTexts(is.name(), document.record()).stream()
              .anyMatch(is.value()::equalsIgnoreCase);
      case Query.ExactlyIs is ->
          exactTexts(is.name(), document.record()).stream().anyMatch(is.texts()::contains);
      case Query.ExactlyLike like -> {
        Pattern pattern = likePattern(like);
        yield exactTexts(like.name(), document.record()).stream()
            .anyMatch(text -> pattern.matcher(text).matches());
      }
      case Query.HasExact has -> !exactTexts(has.name(), document.record()).isEmpty();
      case Query.And and -> and.clauses().stream().allMatch(clause -> matches(clause, document));
      case Query.Or or -> or.clauses().stream().anyMatch(clause -> matches(clause, document));
      case Query.Not not -> !matches(not.clause(), document);
    };
  }

  private static List<String> exactTexts(String name, MetadataRecord record) {
    List<String> texts = new ArrayList<>();
    ExactValues.texts(
        record,
        (other, text) -> {
          if (other.equals(name)) {
            texts.add(text);
          }
        });
    return texts;
  }

  private static Pattern likePattern(Query.ExactlyLike like) {
    return Pattern.compile(
        Arrays.stream(like.pattern().split("(?=[%_])|(?<=[%_])"))
            .map(part -> part.equals("%") ? ".*" : part.equals("_") ? "." : Pattern.quote(part))
            .collect(Collectors.joining()),
        Pattern.DOTALL
            | (like.ignoresCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
  }

  private static final Set<SearchField> TEXTS =
      Set.of(SearchField.NAME, SearchField.DESCRIPTION, SearchField.PAPER);

  private static java.util.function.Predicate<String> has(String word) {
    return text -> tokens(text).contains(word);
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Pattern pattern(String wildcards) {
    return Pattern.compile(
        Arrays.stream(wildcards.split("(?=[*?])|(?<=[*?])"))
            .map(part -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }

  private static Stream<String> texts(SearchDocument document) {
    MetadataRecord record = document.record();
    return Stream.of(
            texts(SearchField.NAME, document),
            texts(SearchField.DESCRIPTION, document),
            texts(SearchField.PAPER, document),
            record.structural().architectures().stream(),
            record.tags().stream())
        .flatMap(Function.identity());
  }

  private static Stream<String> texts(SearchField field, SearchDocument document) {
    MetadataRecord record = document.record();
    return switch (field) {
      case NAME -> Stream.of(record.id().name());
      case DESCRIPTION ->
          Stream.of(record.description(), record.contextual().limitations())
              .flatMap(Stream::ofNullable);
      case PAPER ->
          record.contextual().papers().stream().flatMap(paper -> Stream.ofNullable(paper.title()));
      default -> throw new IllegalArgumentException(field.word());
    };
  }

  private Set<String> keywords(SearchField field, SearchDocument document) {
    MetadataRecord record = document.record();
    Stream<@Nullable String> words =
        switch (field) {
          case ID -> Stream.of(record.id().toString());
          case KIND -> Stream.of(record.id().kind().word());
          case PROJECT -> Stream.of(record.id().project());
          case NAME -> Stream.of(record.id().name());
          case TASK -> record.contextual().tasks().stream().map(word -> word);
          case FRAMEWORK -> Stream.of(record.structural().framework());
          case LIBRARY -> Stream.of(record.structural().library());
          case ARCHITECTURE -> record.structural().architectures().stream().map(word -> word);
          case FAMILY -> Stream.of(ModelFamily.key(record));
          case LICENSE -> Stream.of(record.contextual().license());
          case LICENSING ->
              Stream.ofNullable(record.contextual().license())
                  .flatMap(license -> vocabulary.find(Term.Category.LICENSE, license).stream())
                  .flatMap(license -> license.permissions().stream())
                  .map(Term.Permission::word);
          case LANGUAGE -> record.contextual().languages().stream().map(word -> word);
          case TAG -> record.tags().stream().map(word -> word);
          case OWNER -> Stream.of(record.contextual().owner());
          case STAGE -> Stream.of(record.contextual().stage());
          case METRIC -> readings(document).filter(r -> r.value() != null).map(Reading::metric);
          case EMBEDDING ->
              Stream.of(document.awaitsEmbedding() ? SearchField.AWAITS_EMBEDDING : null);
          case TRUST -> measurements(document).map(m -> m.trust().word());
          case DATASET ->
              Stream.concat(
                  readings(document)
                      .map(Reading::dataset)
                      .flatMap(Stream::ofNullable)
                      .map(dataset -> dataset.replaceAll("/.*", "")),
                  record.lineage().stream()
                      .filter(edge ->
                          edge.relation() == Relation.TRAINED_ON
                              || edge.relation() == Relation.EVALUATED_ON)
                      .filter(edge -> edge.target().kind() == Kind.DATASET)
                      .map(edge -> edge.target().name()));
          case SOURCE -> Stream.of(record.source() == null ? null : record.source().format());
          default -> Stream.empty();
        };
    return words
        .flatMap(Stream::ofNullable)
        .map(word -> form(field, word))
        .collect(Collectors.toSet());
  }

  private String form(SearchField field, String word) {
    return switch (field) {
      case ID -> word;
      case TASK -> vocabulary.taskSlug(word);
      case LICENSE -> vocabulary.slug(Term.Category.LICENSE, word);
      case LANGUAGE -> vocabulary.slug(Term.Category.LANGUAGE, word);
      case DATASET -> vocabulary.slug(Term.Category.DATASET, word);
      case FRAMEWORK, LIBRARY -> vocabulary.slug(Term.Category.FRAMEWORK, word);
      default -> word.toLowerCase(Locale.ROOT);
    };
  }

  private static @Nullable Double number(SearchField field, MetadataRecord record) {
    Long number =
        switch (field) {
          case PARAMETERS -> record.structural().parameterCount();
          case SIZE -> record.structural().sizeBytes();
          case FLOPS -> record.structural().flops();
          case STARTED -> millis(record.contextual().startedAt());
          case ENDED -> millis(record.contextual().endedAt());
          case CREATED -> record.created() == null ? null : record.created().at().toEpochMilli();
          case UPDATED -> record.updated() == null ? null : record.updated().at().toEpochMilli();
          default -> null;
        };
    return number == null ? null : number.doubleValue();
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static List<String> attributeTexts(String name, MetadataRecord record) {
    return switch (record.attributes().get(name)) {
      case null -> List.of();
      case AttributeValue.Text text -> List.of(text.text());
      case AttributeValue.Texts texts -> texts.texts();
      case AttributeValue.Flag flag -> List.of(Boolean.toString(flag.value()));
      case AttributeValue.Numeric number ->
          List.of(Double.toString(number.value()).replaceAll("\\.0$", ""));
      case AttributeValue.Time time -> List.of(time.value().toString());
    };
  }

  private static Stream<Measurement> measurements(SearchDocument document) {
    return Stream.concat(document.record().statistical().stream(), document.inherited().stream());
  }

  private static Stream<Reading> readings(SearchDocument document) {
    return measurements(document).map(Measurement::reading).flatMap(Stream::ofNullable);
  }

  private List<Double> metric(String key, SearchDocument document) {
    return metrics(document).getOrDefault(key, List.of());
  }

  private List<Double> numbers(String key, SearchDocument document) {
    return metric(key, document).stream().filter(value -> !value.isNaN()).toList();
  }

  private Map<String, List<Double>> metrics(SearchDocument document) {
    return metrics.getOrDefault(document.record().id(), Map.of());
  }

  private static Map<String, List<Double>> readMetrics(SearchDocument document) {
    Map<String, List<Double>> values = new HashMap<>();
    readings(document)
        .forEach(reading -> {
          Double value = reading.value();
          if (value != null) {
            for (String level : MetricKey.parse(reading.key()).levels()) {
              values.computeIfAbsent(level, key -> new ArrayList<>()).add(value + 0.0);
            }
          }
        });
    document
        .record()
        .attributes()
        .forEach((name, attribute) -> {
          if (attribute instanceof AttributeValue.Numeric number) {
            values
                .computeIfAbsent("attr." + name, key -> new ArrayList<>())
                .add(number.value() + 0.0);
          }
        });
    ExactValues.numbers(
        document,
        (key, number) -> values.computeIfAbsent(key, k -> new ArrayList<>()).add(number + 0.0));
    return values;
  }

  private Comparator<SearchDocument> order(Sort sort) {
    return switch (sort) {
      case Sort.ByRelevance relevance -> byNumber(SearchField.UPDATED, true);
      case Sort.ByField by when by.field() == SearchField.NAME -> {
        Comparator<SearchDocument> byName =
            Comparator.comparing(
                document -> utf8(document.record().id().name().toLowerCase(Locale.ROOT)),
                Arrays::compareUnsigned);
        yield by.descending() ? byName.reversed() : byName;
      }
      case Sort.ByField by -> byNumber(by.field(), by.descending());
      case Sort.ByMetric by -> {
        Comparator<Double> order =
            by.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        yield Comparator.comparing(
            (SearchDocument document) ->
                numbers(by.key(), document).stream().min(order).orElseThrow(),
            order);
      }
      case Sort.ByKeys by -> {
        Comparator<SearchDocument> order = order(by.keys().getFirst());
        for (SearchRequest.SortKey key : by.keys().subList(1, by.keys().size())) {
          order = order.thenComparing(order(key));
        }
        yield order;
      }
    };
  }

  private Comparator<SearchDocument> order(SearchRequest.SortKey key) {
    return switch (key) {
      case SearchRequest.SortKey.OfField of -> order(new Sort.ByField(of.field(), of.descending()));
      case SearchRequest.SortKey.OfMetric of -> {
        Comparator<Double> order =
            of.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        yield Comparator.comparing(
                (SearchDocument document) ->
                    numbers(of.key(), document).stream().min(order).orElse(null),
                Comparator.nullsLast(order))
            .thenComparing(document -> metric(of.key(), document).isEmpty());
      }
      case SearchRequest.SortKey.OfText of -> {
        Comparator<byte[]> order = Arrays::compareUnsigned;
        yield Comparator.comparing(
            (SearchDocument document) ->
                exactTexts(of.name(), document.record()).stream()
                    .map(BruteForceSearch::utf8)
                    .min(Arrays::compareUnsigned)
                    .orElse(null),
            Comparator.nullsLast(of.descending() ? order.reversed() : order));
      }
    };
  }

  private static Comparator<SearchDocument> byNumber(SearchField field, boolean descending) {
    Comparator<Double> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(
        (SearchDocument document) -> number(field, document.record()), Comparator.nullsLast(order));
  }

  private static final Comparator<SearchDocument> BY_ID =
      Comparator.comparing(
          document -> utf8(document.record().id().toString()), Arrays::compareUnsigned);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
