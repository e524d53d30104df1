package org.modeldex.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.CurrentVersion;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Ranks records by their measurements, as the index sees them. Of a record's values under one key
 * the best counts. Safe for all threads.
 */
public final class Rankings {
  /** As many records can be put in the order of time. */
  private static final int MAX_DATED = 50_000;

  private static final int MAX_MIXED = 10;
  private static final int MAX_RANKED = 1_000;

  private static final List<SearchField> TASK_FACETS =
      List.of(
          SearchField.KIND,
          SearchField.DATASET,
          SearchField.ARCHITECTURE,
          SearchField.LICENSE,
          SearchField.LICENSING,
          SearchField.FRAMEWORK);
  private static final int MAX_TASKS = 1_000;
  private static final int TASK_VALUES = 20;
  private static final int TASK_LEADERS = 5;

  private final SearchIndex index;
  private final MetadataStore store;
  private final Vocabulary vocabulary;

  public Rankings(SearchIndex index, MetadataStore store, Vocabulary vocabulary) {
    this.index = index;
    this.store = store;
    this.vocabulary = vocabulary;
  }

  /**
   * One page of a leaderboard.
   *
   * @param key a canonical metric key
   * @param query which records take part
   * @param limit 1 to 100
   * @param cursor where the last page ended; null for the first
   */
  public Leaderboard leaderboard(String key, Query query, int limit, @Nullable String cursor) {
    Query measured = measured(query, key);
    SearchResults page =
        index.search(
            new SearchRequest(
                measured,
                List.of(),
                List.of(),
                new Sort.ByMetric(key, isLargestBest(key)),
                limit,
                cursor));
    List<Leaderboard.Entry> entries = new ArrayList<>();
    Places places = new Places(key, query, cursor == null);
    // Records may have thousands of measurements: of each only what is shown is kept.
    for (List<RecordId> rest = ids(page); !rest.isEmpty(); ) {
      List<Optional<MetadataRecord>> read = store.findPage(rest);
      for (MetadataRecord record : read.stream().flatMap(Optional::stream).toList()) {
        SearchDocument.of(record, store, vocabulary)
            .best(key)
            .ifPresent(best ->
                entries.add(
                    new Leaderboard.Entry(
                        places.next(value(best)),
                        record.withStatistical(List.of()),
                        best,
                        Moment.of(record, best).orElse(null))));
      }
      rest = rest.subList(read.size(), rest.size());
    }
    return new Leaderboard(
        key,
        unit(key),
        better(key).orElse(null),
        index.count(measured),
        entries,
        page.nextCursor(),
        mixed(key));
  }

  /** Gives places to values that come best first. */
  private final class Places {
    private final String key;
    private final Query query;
    private double last = Double.NaN;
    private long rank;

    /** The number of the next record among all; 0 while it is not known. */
    private long number;

    Places(String key, Query query, boolean fromFirst) {
      this.key = key;
      this.query = query;
      this.number = fromFirst ? 1 : 0;
    }

    long next(double value) {
      if (value != last) {
        boolean isFirst = Double.isNaN(last);
        last = value;
        rank = number > 0 ? number : 1 + countBetter(query, key, value);
        // Of a page's first value an unknown number may stand on the page before.
        number = isFirst ? number : rank;
      }
      number += number > 0 ? 1 : 0;
      return rank;
    }
  }

  /**
   * The best value so far over time.
   *
   * @throws ModeldexException INVALID_ARGUMENT when more than 50,000 records take part
   */
  public Progress progress(String key, Query query) {
    Map<RecordId, Double> values = new HashMap<>();
    index.scan(
        measured(query, key),
        List.of(new Column.OfMetric(key, isLargestBest(key))),
        (id, value) -> {
          if (values.size() == MAX_DATED) {
            throw ModeldexException.invalid(
                "q", "matches more than " + MAX_DATED + " records with a value of " + key);
          }
          values.put(RecordId.parse(id), value[0]);
        });
    List<Progress.Step> dated = new ArrayList<>();
    List<RecordId> ids = new ArrayList<>(values.keySet());
    for (List<RecordId> rest = ids; !rest.isEmpty(); ) {
      List<Optional<MetadataRecord>> page = store.findPage(rest);
      page.stream()
          .flatMap(Optional::stream)
          .forEach(record ->
              moment(record, key)
                  .ifPresent(moment ->
                      dated.add(
                          new Progress.Step(
                              moment, values.getOrDefault(record.id(), 0.0), record.id()))));
      rest = rest.subList(page.size(), rest.size());
    }
    return new Progress(
        key,
        unit(key),
        better(key).orElse(null),
        steps(dated, isLargestBest(key)),
        dated.size(),
        values.size() - dated.size());
  }

  /** The moment of a record's best value. Measurements are read only if one says when it was. */
  private Optional<Moment> moment(MetadataRecord record, String key) {
    boolean timed =
        record.statistical().stream().anyMatch(measurement -> measurement.at() != null)
            || (record.id().kind() == Kind.MODEL
                && CurrentVersion.of(record.id(), store).isPresent());
    return timed
        ? SearchDocument.of(record, store, vocabulary)
            .best(key)
            .flatMap(best -> Moment.of(record, best))
        : Moment.of(record);
  }

  private static List<Progress.Step> steps(List<Progress.Step> dated, boolean largestIsBest) {
    Comparator<Progress.Step> byValue = Comparator.comparingDouble(Progress.Step::value);
    Comparator<Progress.Step> bestFirst = largestIsBest ? byValue.reversed() : byValue;
    dated.sort(
        Comparator.comparing((Progress.Step step) -> step.moment().at())
            .thenComparing(bestFirst)
            .thenComparing(Progress.Step::id));
    List<Progress.Step> steps = new ArrayList<>();
    for (Progress.Step step : dated) {
      if (steps.isEmpty() || bestFirst.compare(step, steps.getLast()) < 0) {
        steps.add(step);
      }
    }
    return steps;
  }

  /**
   * Where a record stands among those of its kind, for each metric key of its measurements that has
   * a better direction and is of one dataset, in the order of the measurements; for the first
   * {@value #MAX_RANKED} of them, since each takes two searches.
   */
  public List<Rank> ranks(SearchDocument document) {
    Query kind = new Query.FieldIs(SearchField.KIND, document.record().id().kind().word());
    Set<String> keys = new LinkedHashSet<>();
    document.readings().map(Reading::key).forEach(keys::add);
    Unmixed unmixed = unmixed();
    List<Rank> ranks = new ArrayList<>();
    Map<String, Measurement> bests = document.bests();
    for (String key : keys) {
      Optional<Better> better = better(key);
      Measurement best = bests.get(key);
      if (ranks.size() < MAX_RANKED
          && better.isPresent()
          && best != null
          && unmixed.includes(key)) {
        double value = value(best);
        ranks.add(
            new Rank(
                key,
                value,
                1 + countBetter(kind, key, value),
                index.count(measured(kind, key)),
                better.get()));
      }
    }
    return ranks;
  }

  /** The tasks that models have, most common first, with the number of models of each. */
  public List<FacetValue> tasks() {
    return index
        .search(
            new SearchRequest(
                Query.ALL,
                List.of(new FieldFilter(SearchField.KIND, List.of(Kind.MODEL.word()))),
                List.of(new Facet(SearchField.TASK, MAX_TASKS)),
                Sort.RELEVANCE,
                1,
                null))
        .facets()
        .getFirst()
        .values();
  }

  /** What is known of a task, by its canonical word. */
  public TaskOverview task(String slug) {
    Query task = new Query.FieldIs(SearchField.TASK, slug);
    Query model = new Query.FieldIs(SearchField.KIND, Kind.MODEL.word());
    Query models = new Query.And(List.of(task, model));
    SearchResults counted =
        index.search(
            new SearchRequest(
                task,
                List.of(new FieldFilter(SearchField.KIND, List.of(Kind.MODEL.word()))),
                TASK_FACETS.stream().map(field -> new Facet(field, TASK_VALUES)).toList(),
                Sort.RELEVANCE,
                1,
                null));
    Unmixed unmixed = unmixed();
    List<MetricStatistics> metrics =
        TaskOverview.withoutLoneSplits(
            index.metrics(models).stream().filter(m -> unmixed.includes(m.key())).toList());
    // There may be thousands of keys, but they are of few metrics.
    Map<String, Boolean> directed = new HashMap<>();
    List<String> ranked =
        metrics.stream()
            .map(MetricStatistics::key)
            .filter(key ->
                directed.computeIfAbsent(
                    MetricKey.parse(key).metric(), metric -> better(metric).isPresent()))
            .toList();
    List<String> primary = vocabulary.findTask(slug).map(Task::primaryMetrics).orElse(List.of());
    return new TaskOverview(
        slug,
        counted.total(),
        counted.facets(),
        metrics.subList(0, Math.min(metrics.size(), TASK_VALUES)),
        TaskOverview.leaderKeys(primary, ranked).stream()
            .map(key -> leaderboard(key, models, TASK_LEADERS, null))
            .toList());
  }

  /**
   * Records as points of two numbers.
   *
   * @param most points of the cloud
   */
  public TradeOff tradeOff(Query query, TradeOff.Axis x, TradeOff.Axis y, int most) {
    TradeOff.Collector collector = new TradeOff.Collector(x, y, most);
    index.scan(query, List.of(x.column(), y.column()), collector);
    return collector.tradeOff();
  }

  /** Which keys are of one dataset, or of a metric that is never measured on one. */
  Unmixed unmixed() {
    Set<String> withDataset = new LinkedHashSet<>();
    for (MetricStatistics statistics : index.metrics(Query.ALL)) {
      MetricKey key = MetricKey.parse(statistics.key());
      if (key.dataset() != null) {
        withDataset.add(key.metric());
      }
    }
    return new Unmixed(withDataset);
  }

  /**
   * Tells keys under which values can be compared from those that mix datasets.
   *
   * @param withDataset metrics that are measured on datasets
   */
  record Unmixed(Set<String> withDataset) {
    boolean includes(String key) {
      MetricKey parts = MetricKey.parse(key);
      return !key.startsWith(SearchField.ATTRIBUTE_PREFIX)
          && (parts.dataset() != null || !withDataset.contains(parts.metric()));
    }
  }

  private List<String> mixed(String key) {
    MetricKey parts = MetricKey.parse(key);
    return parts.dataset() != null
        ? List.of()
        : index.metrics(Query.ALL).stream()
            .map(MetricStatistics::key)
            .filter(other -> isOfDataset(MetricKey.parse(other), parts.metric()))
            .limit(MAX_MIXED)
            .toList();
  }

  private static boolean isOfDataset(MetricKey key, String metric) {
    return key.metric().equals(metric) && key.dataset() != null && key.split() == null;
  }

  private long countBetter(Query query, String key, double value) {
    Interval better = isLargestBest(key) ? Interval.above(value) : Interval.below(value);
    return index.count(new Query.And(List.of(query, new Query.MetricRange(key, better))));
  }

  /** The records of a query that have a number for the key. */
  private static Query measured(Query query, String key) {
    Interval any = Interval.atLeast(Double.NEGATIVE_INFINITY);
    return new Query.And(List.of(query, new Query.MetricRange(key, any)));
  }

  private boolean isLargestBest(String key) {
    return better(key).orElse(Better.HIGHER) == Better.HIGHER;
  }

  private Optional<Better> better(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric()).map(Metric::better);
  }

  private @Nullable String unit(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric()).map(Metric::unit).orElse(null);
  }

  private static double value(Measurement measurement) {
    Reading reading = measurement.reading();
    return reading == null || reading.value() == null ? Double.NaN : reading.value();
  }

  private static List<RecordId> ids(SearchResults page) {
    return page.hits().stream().map(SearchResults.Hit::id).toList();
  }
}
