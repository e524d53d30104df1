package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.HistogramBucket;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.search.SearchResults.Hit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;
import org.modeldex.vocabulary.Vocabulary;

/** What every search index promises. */
public abstract class SearchIndexContract {
  protected static final Vocabulary VOCABULARY = Vocabulary.builtIn();
  protected static final Clock CLOCK = Clock.fixed(RandomCatalog.NOW, ZoneOffset.UTC);

  protected final MetricDictionary dictionary =
      new MetricDictionary(new InMemoryMetadataStore(CLOCK));
  private @Nullable SearchIndex opened;
  private long sequence;

  /** Opens the one index of this test, with {@link #VOCABULARY} and {@link #CLOCK}. */
  protected abstract SearchIndex open(MetricDictionary metricKeys);

  @AfterEach
  void closeIndex() {
    if (opened != null) {
      opened.close();
    }
  }

  protected final SearchIndex index() {
    SearchIndex current = opened;
    if (current == null) {
      current = open(dictionary);
      opened = current;
    }
    return current;
  }

  protected final SearchIndex reopened() {
    index().close();
    opened = null;
    return index();
  }

  protected final void put(MetadataRecord... records) {
    List<IndexChange> changes = new ArrayList<>();
    for (MetadataRecord record : records) {
      changes.add(
          new IndexChange.Index(new SearchDocument(VOCABULARY.interpret(record), List.of())));
    }
    apply(changes);
  }

  private void apply(List<IndexChange> changes) {
    sequence += changes.size();
    index().apply(changes, sequence);
    index().refresh();
  }

  private static MetadataRecord measured(String name, String metric, String... values) {
    List<Measurement> measurements = new ArrayList<>();
    for (String value : values) {
      measurements.add(Measurement.of(metric, "own-set", value));
    }
    return Records.model(name, "about " + name).withStatistical(measurements);
  }

  private static MetadataRecord bare(String name) {
    return MetadataRecord.builder(RecordId.model("test", name)).build();
  }

  private static MetadataRecord tagged(String name, String... tags) {
    return bare(name).toBuilder().tags(List.of(tags)).build();
  }

  private static MetadataRecord sized(String name, @Nullable Long parameters) {
    return bare(name).toBuilder()
        .structural(Structural.builder().parameterCount(parameters).build())
        .build();
  }

  protected final List<String> names(SearchRequest request) {
    return index().search(request).hits().stream().map(hit -> hit.id().name()).toList();
  }

  protected final List<String> names(Query query) {
    return names(SearchRequest.of(query, 100));
  }

  private static SearchRequest sorted(Query query, Sort sort) {
    return new SearchRequest(query, List.of(), List.of(), sort, 100, null);
  }

  private static SearchRequest counted(Query query, List<FieldFilter> filters, Facet... facets) {
    return new SearchRequest(query, filters, List.of(facets), Sort.RELEVANCE, 10, null);
  }

  private Map<String, Long> counts(SearchRequest request) {
    Map<String, Long> counts = new LinkedHashMap<>();
    FacetCounts facet = index().search(request).facets().getFirst();
    facet.values().forEach(value -> counts.put(value.value(), value.count()));
    return counts;
  }

  @Test
  void isNewAtFirst() {
    assertThat(index().durableSequence()).isEqualTo(-1);
    assertThat(index().visibleSequence()).isZero();
    assertThat(names(Query.ALL)).isEmpty();
    assertThat(index().metrics(Query.ALL)).isEmpty();
    assertThat(index().status().documents()).isZero();
  }

  @Test
  void showsChangesOnlyAfterARefresh() {
    MetadataRecord record = Records.model("a", "a model");
    index().apply(List.of(new IndexChange.Index(new SearchDocument(record, List.of()))), 7);
    assertThat(names(Query.ALL)).isEmpty();
    assertThat(index().visibleSequence()).isZero();

    index().refresh();
    assertThat(names(Query.ALL)).containsExactly("a");
    assertThat(index().visibleSequence()).isEqualTo(7);
    assertThat(index().search(SearchRequest.of(Query.ALL, 1)).sequence()).isEqualTo(7);
  }

  @Test
  void movesOnWhenChangesChangeNothing() {
    put(Records.model("a", "a model"));
    index().apply(List.of(), 9);
    index().refresh();
    assertThat(index().visibleSequence()).isEqualTo(9);
  }

  @Test
  void keepsOnlyTheLastStateOfARecord() {
    put(Records.model("a", "first"));
    put(Records.model("a", "second"));
    assertThat(names(new Query.Words("first"))).isEmpty();
    assertThat(names(new Query.Words("second"))).containsExactly("a");
    apply(List.of(new IndexChange.Remove(RecordId.model("test", "a"))));
    assertThat(names(Query.ALL)).isEmpty();
  }

  @Test
  void keepsWhatWasCommittedAndForgetsTheRest() {
    put(Records.model("kept", "a model"));
    index().commit();
    put(Records.model("lost", "a model"));
    assertThat(reopened().durableSequence()).isEqualTo(1);
    assertThat(index().visibleSequence()).isEqualTo(1);
    assertThat(names(Query.ALL)).containsExactly("kept");
  }

  @Test
  void commitsASequenceWithoutChanges() {
    index().apply(List.of(), 12);
    index().commit();
    assertThat(index().durableSequence()).isEqualTo(12);
    assertThat(reopened().durableSequence()).isEqualTo(12);
  }

  @Test
  void isNewAgainAfterBeingCleared() {
    put(measured("a", "accuracy", "0.5"));
    index().commit();
    index().clear();
    assertThat(index().durableSequence()).isEqualTo(-1);
    assertThat(index().visibleSequence()).isZero();
    assertThat(names(Query.ALL)).isEmpty();
    assertThat(index().metrics(Query.ALL)).isEmpty();

    sequence = 0;
    put(Records.model("b", "a model"));
    assertThat(names(Query.ALL)).containsExactly("b");
    assertThat(reopened().durableSequence()).isEqualTo(-1);
  }

  @Test
  void searchesSeeTheOldIndexUntilTheNewOneHasCaughtUp() {
    put(measured("a", "accuracy", "0.5"), measured("b", "accuracy", "0.6"));
    index().commit();
    index().startOver();
    assertThat(index().durableSequence()).isEqualTo(-1);
    index().refresh();
    assertThat(names(Query.ALL)).containsExactly("a", "b");

    MetadataRecord other = VOCABULARY.interpret(measured("c", "accuracy", "0.7"));
    index().apply(List.of(new IndexChange.Index(new SearchDocument(other, List.of()))), 0);
    index().refresh();
    assertThat(index().visibleSequence()).isEqualTo(sequence);
    assertThat(names(Query.ALL)).containsExactly("a", "b");
    assertThat(index().metrics(Query.ALL)).extracting(MetricStatistics::count).containsOnly(2L);

    index().apply(List.of(), sequence);
    index().refresh();
    assertThat(names(Query.ALL)).containsExactly("c");
    assertThat(index().metrics(Query.ALL)).extracting(MetricStatistics::count).containsOnly(1L);
    assertThat(reopened().durableSequence()).isEqualTo(-1);
  }

  @Test
  void refusesToWorkWhenClosed() {
    SearchIndex index = index();
    index.close();
    assertThatThrownBy(() -> index.search(SearchRequest.of(Query.ALL, 1)))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    assertThatThrownBy(() -> index.apply(List.of(), 1))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void ranksAMatchInTheNameAboveOneInTheDescription() {
    put(
        Records.model("other", "Not a resnet at all, but compared with one."),
        Records.model("resnet", "A network."));
    assertThat(names(new Query.Words("resnet"))).containsExactly("resnet", "other");
  }

  @Test
  void findsRecordsWithAnyWordAndRanksThoseWithMoreFirst() {
    put(
        Records.model("a", "detects people"),
        Records.model("b", "detects people in streets"),
        Records.model("c", "plays music"));
    assertThat(names(new Query.Words("people streets"))).containsExactly("b", "a");
  }

  @Test
  void findsATaskByItsEverydayWords() {
    MetadataRecord record = Records.RESNET50;
    put(record, Records.model("other", "something else"));
    assertThat(names(new Query.Words("image classification"))).contains("resnet50");
  }

  @Test
  void findsNothingForTextWithoutWords() {
    put(Records.model("a", "a model"));
    assertThat(names(new Query.Words(" ?! "))).isEmpty();
    assertThat(names(new Query.Words(""))).isEmpty();
  }

  @Test
  void survivesTheLongestText() {
    put(Records.model("a", "word7 model"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append("word").append(i).append(' ');
    }
    assertThat(names(new Query.Words(text.toString()))).containsExactly("a");
  }

  @Test
  void findsAMisspelledWord() {
    put(Records.model("a", "plumbo krypta"));
    assertThat(names(new Query.Fuzzy("pulmbo", 1))).containsExactly("a");
    assertThat(names(new Query.Fuzzy("pxxmbo", 1))).isEmpty();
    assertThat(names(new Query.Fuzzy("pxxmbo", 2))).containsExactly("a");
    assertInvalid(() -> names(new Query.Fuzzy("plumbo", 3)), "edits");
    assertInvalid(() -> names(new Query.Fuzzy("p".repeat(51), 1)), "query");
  }

  @Test
  void showsTheNewestFirstWhenNothingRanks() {
    put(stored("old", 1), stored("new", 3), stored("middle", 2), bare("never"));
    assertThat(names(Query.ALL)).containsExactly("new", "middle", "old", "never");
    assertThat(index().search(SearchRequest.of(Query.ALL, 1)).hits().getFirst().score()).isZero();
  }

  private static MetadataRecord stored(String name, int day) {
    Stamp stamp = new Stamp(RandomCatalog.NOW.plusSeconds(day * 86_400L), "ann");
    return bare(name).stored(1, stamp, stamp);
  }

  @Test
  void sortsRecordsWithoutTheValueLastEitherWay() {
    put(sized("small", 1L), sized("none", null), sized("large", 9L));
    Sort up = new Sort.ByField(SearchField.PARAMETERS, false);
    Sort down = new Sort.ByField(SearchField.PARAMETERS, true);
    assertThat(names(sorted(Query.ALL, up))).containsExactly("small", "large", "none");
    assertThat(names(sorted(Query.ALL, down))).containsExactly("large", "small", "none");
  }

  @Test
  void nothingIsLessThanTheLeastNumber() {
    put(sized("a", 0L));
    for (double bound : new double[] {-0x1p63, -0x1p64, Double.NEGATIVE_INFINITY}) {
      assertThat(names(new Query.FieldRange(SearchField.PARAMETERS, Interval.below(bound))))
          .isEmpty();
    }
  }

  @Test
  void breaksTiesById() {
    put(sized("b", 1L), sized("c", 1L), sized("a", 1L));
    Sort sort = new Sort.ByField(SearchField.PARAMETERS, true);
    assertThat(names(sorted(Query.ALL, sort))).containsExactly("a", "b", "c");
  }

  @Test
  void refusesToSortByWhatHasNoOrder() {
    assertInvalid(
        () -> names(sorted(Query.ALL, new Sort.ByField(SearchField.LICENSE, true))), "sort");
  }

  @Test
  void ranksByTheBestOfSeveralValues() {
    put(
        measured("steady", "accuracy", "0.6", "0.7"),
        measured("wild", "accuracy", "0.1", "0.8"),
        measured("broken", "accuracy", "NaN"),
        bare("unmeasured"));
    String key = "accuracy@own-set";
    assertThat(names(sorted(Query.ALL, new Sort.ByMetric(key, true))))
        .containsExactly("wild", "steady");
    assertThat(names(sorted(Query.ALL, new Sort.ByMetric(key, false))))
        .containsExactly("wild", "steady");
    assertThat(names(sorted(Query.ALL, new Sort.ByMetric("never-seen", true)))).isEmpty();
  }

  @Test
  void knowsTheBoundsOfMetricRanges() {
    put(
        measured("low", "loss", "1"),
        measured("high", "loss", "2"),
        measured("zero", "loss", "-0.0"),
        measured("endless", "loss", "inf"),
        measured("undefined", "loss", "NaN"));
    assertThat(names(range(Interval.atLeast(1)))).containsOnly("low", "high", "endless");
    assertThat(names(range(Interval.above(1)))).containsOnly("high", "endless");
    assertThat(names(range(Interval.atMost(0)))).containsOnly("zero");
    assertThat(names(range(Interval.below(0)))).isEmpty();
    assertThat(names(range(Interval.exactly(0)))).containsOnly("zero");
    assertThat(names(range(Interval.exactly(Double.POSITIVE_INFINITY)))).containsOnly("endless");
    assertThat(names(range(Interval.above(Double.POSITIVE_INFINITY)))).isEmpty();
    assertThat(names(range(Interval.atLeast(Double.NaN)))).isEmpty();
    assertThat(names(new Query.HasMetric("loss@own-set"))).hasSize(5).contains("undefined");
  }

  private static Query range(Interval interval) {
    return new Query.MetricRange("loss@own-set", interval);
  }

  @Test
  void findsAValueUnderEveryLevelOfItsKey() {
    put(
        bare("a")
            .withStatistical(
                List.of(Measurement.of("accuracy", "own-set", "0.5").withSplit("test"))));
    for (String key : List.of("accuracy", "accuracy@own-set", "accuracy@own-set#test")) {
      assertThat(names(new Query.MetricRange(key, Interval.exactly(0.5)))).containsExactly("a");
    }
    assertThat(names(new Query.HasMetric("accuracy@own-set#val"))).isEmpty();
  }

  @Test
  void searchesInheritedMeasurementsAsTheModelsOwn() {
    MetadataRecord version = measured("v", "accuracy", "0.9");
    apply(
        List.of(
            new IndexChange.Index(
                new SearchDocument(bare("model"), VOCABULARY.read(version.statistical())))));
    assertThat(names(new Query.HasMetric("accuracy"))).containsExactly("model");
    assertThat(counts(counted(Query.ALL, List.of(), new Facet(SearchField.METRIC, 5))))
        .containsExactly(Map.entry("accuracy", 1L));
  }

  @Test
  void findsNumericAttributesLikeMetricsAndAllAttributesByText() {
    put(
        bare("a").toBuilder()
            .attributes(
                Map.of(
                    "price", new AttributeValue.Numeric(42),
                    "checked", new AttributeValue.Flag(true),
                    "long", new AttributeValue.Text("x".repeat(400_000))))
            .build());
    assertThat(names(new Query.MetricRange("attr.price", Interval.above(41)))).containsExactly("a");
    assertThat(names(new Query.AttributeIs("price", "42"))).containsExactly("a");
    assertThat(names(new Query.AttributeIs("checked", "TRUE"))).containsExactly("a");
    assertThat(names(new Query.HasMetric("attr.checked"))).containsExactly("a");
    assertThat(names(new Query.HasMetric("attr.nothing"))).isEmpty();
  }

  @Test
  void takesWildcardsInsideAPatternOnly() {
    put(tagged("resnet50", "Blue Sea"), tagged("resnext", "a\\b"));
    assertThat(names(new Query.Wildcard(SearchField.NAME, "RES*50"))).containsExactly("resnet50");
    assertThat(names(new Query.Wildcard(SearchField.NAME, "resne?t"))).containsExactly("resnext");
    assertThat(names(new Query.Wildcard(SearchField.TAG, "blue*"))).containsExactly("resnet50");
    assertThat(names(new Query.Wildcard(SearchField.TAG, "a\\*"))).containsExactly("resnext");
    assertInvalid(() -> names(new Query.Wildcard(SearchField.NAME, "*net")), "name");
    assertInvalid(() -> names(new Query.Wildcard(SearchField.NAME, "a" + "*b".repeat(50))), "name");
    assertInvalid(() -> names(new Query.Wildcard(SearchField.SIZE, "1*")), "size");
  }

  @Test
  void comparesTextsLetterByLetter() {
    put(
        noted("a", "note", "Fast  lane"),
        noted("b", "note", "fast lane"),
        noted("c", "note", "x".repeat(3_000)),
        noted("d", "note", "x".repeat(3_001)),
        noted("e", "other", "Fast  lane"));
    assertThat(names(new Query.ExactlyIs("attr.note", "fast lane"))).containsExactly("b");
    assertThat(names(new Query.ExactlyIs("attr.note", "x".repeat(3_000)))).containsExactly("c");
    assertThat(names(new Query.ExactlyLike("attr.note", "fast%", false))).containsExactly("b");
    assertThat(names(new Query.ExactlyLike("attr.note", "FAST%L_ne", true)))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(names(new Query.ExactlyLike("attr.note", "fast", true))).isEmpty();
    assertThat(names(new Query.ExactlyLike("attr.note", "xx%", false)))
        .containsExactlyInAnyOrder("c", "d");
    assertThat(names(new Query.HasExact("attr.other"))).containsExactly("e");
    assertInvalid(
        () -> names(new Query.ExactlyLike("attr.note", "%".repeat(2_000), false)), "attr.note");
  }

  private static MetadataRecord noted(String name, String attribute, String text) {
    return bare(name).toBuilder()
        .attributes(Map.of(attribute, new AttributeValue.Text(text)))
        .build();
  }

  @Test
  void sortsBySeveralKeysWithWhatIsMissingLast() {
    put(
        measured("b", "loss", "1"),
        measured("a", "loss", "1"),
        measured("low", "loss", "-inf"),
        measured("high", "loss", "inf"),
        measured("nan", "loss", "NaN"),
        measured("other", "accuracy", "0.5"));
    SortKey up = new SortKey.OfMetric("loss@own-set", false);
    SortKey down = new SortKey.OfMetric("loss@own-set", true);
    assertThat(names(sorted(Query.ALL, new Sort.ByKeys(List.of(up)))))
        .containsExactly("low", "a", "b", "high", "nan", "other");
    SortKey byName = new SortKey.OfText("name", true);
    SearchRequest request = sorted(Query.ALL, new Sort.ByKeys(List.of(down, byName)));
    assertThat(names(request)).containsExactly("high", "b", "a", "low", "nan", "other");
    List<String> paged = new ArrayList<>();
    String cursor = null;
    do {
      SearchResults page =
          index()
              .search(
                  new SearchRequest(Query.ALL, List.of(), List.of(), request.sort(), 1, cursor));
      page.hits().forEach(hit -> paged.add(hit.id().name()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(paged).isEqualTo(names(request));
  }

  @Test
  void refusesQueriesBeyondTheLimits() {
    List<Query> many = Collections.nCopies(300, new Query.FieldIs(SearchField.TAG, "a"));
    assertInvalid(() -> names(new Query.Or(many)), "query");
    Query deep = Query.ALL;
    for (int i = 0; i < 100; i++) {
      deep = new Query.Not(deep);
    }
    Query nested = deep;
    assertInvalid(() -> names(nested), "query");
    assertInvalid(() -> names(SearchRequest.of(Query.ALL, 1_001)), "limit");
    assertInvalid(() -> names(SearchRequest.of(Query.ALL, 0)), "limit");
    assertInvalid(() -> index().histogram("loss", Query.ALL, 0), "buckets");
    Query word = new Query.Not(new Query.Fuzzy("encoder", 2));
    assertThat(names(new Query.Or(Collections.nCopies(20, word)))).isEmpty();
    assertInvalid(() -> names(new Query.Or(Collections.nCopies(21, word))), "query");
  }

  @Test
  void countsAFacetWithoutItsOwnFilter() {
    put(tagged("a", "red"), tagged("b", "red", "blue"), tagged("c", "blue"));
    List<FieldFilter> red = List.of(new FieldFilter(SearchField.TAG, List.of("Red")));
    SearchRequest request =
        counted(Query.ALL, red, new Facet(SearchField.TAG, 5), new Facet(SearchField.PROJECT, 5));
    SearchResults results = index().search(request);
    assertThat(results.total()).isEqualTo(2);
    assertThat(results.facets().get(0).values())
        .containsExactly(new FacetValue("blue", 2, false), new FacetValue("red", 2, true));
    assertThat(results.facets().get(1).values()).containsExactly(new FacetValue("test", 2, false));
  }

  @Test
  void returnsTheMostFrequentValuesAndAlwaysTheSelectedOnes() {
    put(tagged("a", "x", "y"), tagged("b", "x", "y"), tagged("c", "x", "z"));
    List<FieldFilter> z = List.of(new FieldFilter(SearchField.TAG, List.of("z")));
    assertThat(counts(counted(Query.ALL, z, new Facet(SearchField.TAG, 1))))
        .containsExactly(Map.entry("x", 3L), Map.entry("z", 1L));
  }

  @Test
  void aFilterThatAllRecordsPassLeavesOutTheNextOneThatDoesNot() {
    List<FieldFilter> red = List.of(new FieldFilter(SearchField.TAG, List.of("red")));
    SearchRequest request = counted(Query.ALL, red, new Facet(SearchField.PROJECT, 5));
    put(tagged("a", "red"), tagged("b", "red"));
    assertThat(names(request)).containsExactly("a", "b");
    assertThat(counts(request)).containsExactly(Map.entry("test", 2L));

    put(tagged("a", "blue"), tagged("c", "blue"));
    assertThat(names(request)).containsExactly("b");
    assertThat(counts(request)).containsExactly(Map.entry("test", 1L));
    assertThat(counts(counted(Query.ALL, red, new Facet(SearchField.TAG, 5))))
        .containsExactly(Map.entry("blue", 2L), Map.entry("red", 1L));

    put(tagged("c", "red"));
    assertThat(names(request)).containsExactly("b", "c");
  }

  @Test
  void filtersByTheLabelsOfBuckets() {
    put(sized("tiny", 10L), sized("large", 2_000_000_000L), sized("none", null));
    List<FieldFilter> tiny = List.of(new FieldFilter(SearchField.PARAMETERS, List.of("<1M")));
    SearchRequest request = counted(Query.ALL, tiny, new Facet(SearchField.PARAMETERS, 10));
    assertThat(names(request)).containsExactly("tiny");
    assertThat(counts(request)).containsEntry("<1M", 1L).containsEntry("1B-10B", 1L);
    List<FieldFilter> unknown = List.of(new FieldFilter(SearchField.PARAMETERS, List.of("huge")));
    assertInvalid(() -> names(counted(Query.ALL, unknown)), "filter");
    List<FieldFilter> text = List.of(new FieldFilter(SearchField.DESCRIPTION, List.of("huge")));
    assertInvalid(() -> names(counted(Query.ALL, text)), "filter");
  }

  @Test
  void goesOnBehindACursorWhateverHappensInBetween() {
    put(sized("a", 1L), sized("b", 2L), sized("c", 3L), sized("e", 5L));
    Sort sort = new Sort.ByField(SearchField.PARAMETERS, false);
    SearchRequest first = new SearchRequest(Query.ALL, List.of(), List.of(), sort, 2, null);
    SearchResults page = index().search(first);
    assertThat(page.hits()).extracting(hit -> hit.id().name()).containsExactly("a", "b");

    put(sized("b", 9L), sized("aa", 1L), sized("d", 4L));
    SearchRequest next =
        new SearchRequest(Query.ALL, List.of(), List.of(), sort, 10, page.nextCursor());
    assertThat(names(next)).containsExactly("c", "d", "e", "b");
    assertThat(index().search(next).nextCursor()).isNull();
  }

  @Test
  void goesOnBehindACursorWhenTheLast30DaysHaveMovedOn() {
    put(stored("a", 3), stored("b", 2), stored("c", 1));
    double now = RandomCatalog.NOW.toEpochMilli();
    String cursor = index().search(SearchRequest.of(since(now), 1)).nextCursor();
    Query later = new Query.And(List.of(Query.ALL, new Query.Not(since(now + 7 * 86_400_000))));
    assertThat(names(withCursor(since(now + 5), cursor))).containsExactly("b");
    assertInvalid(() -> names(withCursor(later, cursor)), "cursor");
  }

  private static Query since(double millis) {
    return new Query.FieldRange(SearchField.UPDATED, Interval.atLeast(millis));
  }

  @Test
  void refusesCursorsOfOtherRequestsAndNonsense() {
    put(sized("a", 1L), sized("b", 2L), sized("c", 3L));
    String cursor = Objects.toString(index().search(SearchRequest.of(Query.ALL, 1)).nextCursor());
    assertThat(cursor).hasSizeGreaterThan(12).matches("[A-Za-z0-9_-]+");
    assertInvalid(() -> names(withCursor(new Query.HasField(SearchField.NAME), cursor)), "cursor");
    List<String> malformed =
        List.of("", "?", "AAAA", cursor.substring(0, 12), cursor.replace(cursor.charAt(3), '_'));
    for (String text : malformed) {
      assertInvalid(() -> names(withCursor(Query.ALL, text)), "cursor");
    }
    assertInvalid(() -> names(withCursor(Query.ALL, "A".repeat(100_000))), "cursor");
  }

  private static SearchRequest withCursor(Query query, @Nullable String cursor) {
    return new SearchRequest(query, List.of(), List.of(), Sort.RELEVANCE, 1, cursor);
  }

  @Test
  void spreadsValuesOverBuckets() {
    put(measured("a", "loss", "0", "1"), measured("b", "loss", "4"), measured("c", "loss", "inf"));
    assertThat(index().histogram("loss", Query.ALL, 2))
        .containsExactly(new HistogramBucket(0, 2, 2), new HistogramBucket(2, 4, 1));
    Query b = new Query.FieldIs(SearchField.NAME, "b");
    assertThat(index().histogram("loss", b, 5)).containsExactly(new HistogramBucket(4, 4, 1));
    assertThat(index().histogram("never-seen", Query.ALL, 5)).isEmpty();

    put(measured("d", "loss", "-1e308"), measured("e", "loss", "1e308"));
    assertThat(index().histogram("loss", Query.ALL, 1))
        .containsExactly(new HistogramBucket(-1e308, 1e308, 5));
    double most = 0x1.8p1023;
    put(
        measured("f", "loss", Double.toString(-most)),
        measured("g", "loss", Double.toString(most)));
    assertThat(index().histogram("loss", Query.ALL, 4))
        .containsExactly(
            new HistogramBucket(-most, -most / 2, 2),
            new HistogramBucket(-most / 2, 0, 0),
            new HistogramBucket(0, most / 2, 3),
            new HistogramBucket(most / 2, most, 2));
  }

  @Test
  void forgetsTheStatisticsOfRemovedValues() {
    put(measured("low", "loss", "1"), measured("high", "loss", "9"), measured("mid", "loss", "5"));
    put(measured("high", "loss", "6"));
    apply(List.of(new IndexChange.Remove(RecordId.model("test", "low"))));
    assertThat(index().metrics(Query.ALL))
        .containsExactly(
            new MetricStatistics("loss", 2, 5, 6), new MetricStatistics("loss@own-set", 2, 5, 6));
  }

  @Test
  void marksWordsAndEscapesEverythingElse() {
    MetadataRecord record =
        Records.RESNET50.toBuilder()
            .description(
                "A <b>[residual](https://a.example/x)</b> network & 1 < 2 | more. "
                    + "Filler sentence here. ".repeat(40))
            .build();
    Map<SearchField, List<String>> marked =
        index()
            .highlight(new Query.Words("residual resnet50 backbone"), List.of(record))
            .getOrDefault(record.id(), Map.of());
    assertThat(marked.get(SearchField.DESCRIPTION))
        .singleElement()
        .asString()
        .startsWith("A <mark>residual</mark> network &amp; 1 &lt; 2 more.")
        .hasSizeLessThan(400);
    assertThat(marked.get(SearchField.NAME)).singleElement().asString().contains("<mark>");
    assertThat(marked.get(SearchField.TAG)).containsExactly("<mark>backbone</mark>");
    assertThat(marked.get(SearchField.PAPER))
        .singleElement()
        .asString()
        .isEqualTo("Deep <mark>Residual</mark> Learning for Image Recognition");
    assertThat(marked).doesNotContainKey(SearchField.TASK);
  }

  @Test
  void highlightsTheWordsOfAQueryThatAlsoFilters() {
    Query query =
        new Query.And(
            List.of(
                new Query.Words("residual"),
                new Query.MetricRange("accuracy@imagenet-1k", Query.Interval.atLeast(0.1)),
                new Query.FieldIs(SearchField.LICENSE, "apache-2.0")));
    assertThat(
            index()
                .highlight(query, List.of(Records.RESNET50))
                .getOrDefault(Records.RESNET50.id(), Map.of()))
        .containsKey(SearchField.DESCRIPTION);
  }

  @Test
  void highlightsPartOfATextWithoutSentences() {
    String words = "some of many words ".repeat(500);
    MetadataRecord record = Records.model("endless", words + "a residual network " + words);
    List<String> fragments =
        index()
            .highlight(new Query.Words("residual"), List.of(record))
            .getOrDefault(record.id(), Map.of())
            .getOrDefault(SearchField.DESCRIPTION, List.of());
    assertThat(fragments).hasSize(1);
    assertThat(fragments.getFirst())
        .hasSizeBetween(300, 700)
        .contains("many words a <mark>residual</mark> network some")
        .startsWith("words some")
        .endsWith("some");
  }

  @Test
  void highlightsNothingWhereNothingMatches() {
    assertThat(index().highlight(new Query.Words("zorba"), List.of(Records.RESNET50))).isEmpty();
    assertThat(index().highlight(Query.ALL, List.of(Records.RESNET50))).isEmpty();
  }

  @Test
  void answersAsAScanOfAllRecordsWould() {
    Seeded.trials(
        6,
        random -> {
          index().clear();
          sequence = 0;
          RandomCatalog catalog = new RandomCatalog(random, VOCABULARY);
          BruteForceSearch scan = new BruteForceSearch(VOCABULARY, CLOCK);
          for (int round = 0; round < 4; round++) {
            for (int batch = random.nextInt(4); batch >= 0; batch--) {
              List<IndexChange> changes = changes(catalog, scan, random);
              apply(changes);
              scan.apply(changes);
            }
            if (random.nextInt(3) == 0) {
              index().commit();
            }
            for (int i = 0; i < 30; i++) {
              compare(catalog.request(), scan, random);
            }
            compareMetrics(catalog, scan);
          }
        });
  }

  private static List<IndexChange> changes(
      RandomCatalog catalog, BruteForceSearch scan, Random random) {
    Map<RecordId, IndexChange> changes = new LinkedHashMap<>();
    for (int i = random.nextInt(40); i >= 0; i--) {
      SearchDocument document = catalog.document(60);
      changes.put(document.record().id(), new IndexChange.Index(document));
    }
    for (RecordId id : scan.ids()) {
      if (random.nextInt(10) == 0) {
        changes.put(id, new IndexChange.Remove(id));
      }
    }
    return List.copyOf(changes.values());
  }

  private void compare(SearchRequest request, BruteForceSearch scan, Random random) {
    List<RecordId> expected = scan.hits(request);
    SearchResults first = index().search(request);
    assertThat(first.partial()).isFalse();
    assertThat(first.totalIsExact()).as("exact total of %s", request).isTrue();
    assertThat(first.total()).as("total of %s", request).isEqualTo(expected.size());
    for (FacetCounts facet : first.facets()) {
      Map<String, Long> counts = new LinkedHashMap<>();
      facet.values().stream()
          .filter(value -> value.count() > 0)
          .forEach(value -> counts.put(value.value(), value.count()));
      assertThat(counts)
          .as("facet %s of %s", facet.field(), request)
          .containsExactlyInAnyOrderEntriesOf(scan.facet(request, facet.field()));
    }
    List<Hit> hits = allPages(request, first, random);
    if (request.sort() instanceof Sort.ByRelevance) {
      assertThat(hits)
          .as("hits of %s", request)
          .extracting(Hit::id)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(hits).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
    } else {
      assertThat(hits)
          .as("hits of %s", request)
          .extracting(Hit::id)
          .containsExactlyElementsOf(expected);
    }
  }

  private List<Hit> allPages(SearchRequest request, SearchResults first, Random random) {
    List<Hit> hits = new ArrayList<>(first.hits());
    String cursor = first.nextCursor();
    while (cursor != null) {
      SearchResults page =
          index()
              .search(
                  new SearchRequest(
                      request.query(),
                      request.filters(),
                      List.of(),
                      request.sort(),
                      1 + random.nextInt(30),
                      cursor));
      assertThat(page.hits()).as("page of %s", request).isNotEmpty();
      assertThat(page.total()).isEqualTo(first.total());
      hits.addAll(page.hits());
      cursor = page.nextCursor();
    }
    return hits;
  }

  private void compareMetrics(RandomCatalog catalog, BruteForceSearch scan) {
    assertThat(index().metrics(Query.ALL)).containsExactlyElementsOf(scan.metrics(Query.ALL));
    assertThat(index().status().documents()).isEqualTo(scan.size());
    for (int i = 0; i < 10; i++) {
      String key = catalog.metricKey();
      Query query = catalog.query();
      compareRows(catalog, query, scan);
      List<Double> values = scan.values(key, query);
      List<HistogramBucket> buckets = index().histogram(key, query, 1 + i);
      assertThat(buckets.stream().mapToLong(HistogramBucket::count).sum())
          .as("histogram of %s for %s", key, query)
          .isEqualTo(values.size());
      if (!values.isEmpty()) {
        assertThat(buckets.getFirst().from()).isEqualTo(Collections.min(values), within(0.0));
        assertThat(buckets.getLast().to()).isEqualTo(Collections.max(values), within(0.0));
      }
      for (HistogramBucket bucket : buckets.subList(0, Math.max(0, buckets.size() - 1))) {
        assertThat(bucket.count())
            .isEqualTo(values.stream().filter(v -> v >= bucket.from() && v < bucket.to()).count());
      }
    }
  }

  private void compareRows(RandomCatalog catalog, Query query, BruteForceSearch scan) {
    assertThat(index().metrics(query))
        .as("metrics of %s", query)
        .containsExactlyElementsOf(scan.metrics(query));
    List<Column> columns =
        List.of(
            new Column.OfMetric(catalog.metricKey(), true),
            new Column.OfMetric(catalog.metricKey(), false),
            new Column.OfMetric(catalog.metricKey(), true, true),
            new Column.OfMetric(catalog.metricKey(), false, true),
            new Column.OfField(SearchField.PARAMETERS),
            new Column.OfField(SearchField.UPDATED));
    Map<String, double[]> rows = new LinkedHashMap<>();
    index()
        .scan(
            query,
            columns,
            (id, values) -> assertThat(rows.put(id, values)).as("%s is shown once", id).isNull());
    Map<String, double[]> expected = scan.rows(query, columns);
    assertThat(rows).as("rows of %s", query).containsOnlyKeys(expected.keySet());
    rows.forEach((id, values) ->
        assertThat(values).as("%s of %s", columns, id).containsExactly(expected.get(id)));
    assertThat(index().count(query)).as("count of %s", query).isEqualTo(expected.size());
  }

  protected static void assertInvalid(Runnable action, String field) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.field()).isEqualTo(field);
            });
  }
}
