package org.modeldex.index;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;
import org.modeldex.search.FreeText;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Meaning;
import org.modeldex.search.SearchRequest.Sort.ByKeys;
import org.modeldex.search.SearchRequest.Sort.ByMetric;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.Family;
import org.modeldex.search.SearchResults.Hit;

/**
 * Answers one request.
 *
 * <p>Hits and counts are found separately: hits by a search that skips whatever cannot reach the
 * first page, counts without scores. Only where few match, they are found once for both. Without
 * facets the total is exact where that costs little. One thread.
 */
final class SearchRun {
  /** A total up to here is counted while hits are collected. */
  private static final int COUNTED_HITS = 1_000;

  /** Up to so many matches it is cheaper to look at each than to search twice. */
  private static final long FEW = 4_000;

  /** A total that takes looking at no more documents than this is counted separately. */
  private static final long CHEAP_COUNT = 20_000;

  private final Snapshot snapshot;
  private final RequestSearcher searcher;
  private final LuceneQueries queries;
  private final SearchRequest request;
  private final HitOrder order;
  private final @Nullable FieldDoc after;
  private final Filtering filtering;
  private final @Nullable Neighbours near;

  /**
   * @param searcher of the snapshot's reader, with a time limit
   * @param clock stands still
   */
  SearchRun(
      Snapshot snapshot,
      RequestSearcher searcher,
      LuceneQueries queries,
      SearchRequest request,
      Clock clock)
      throws IOException {
    this.snapshot = snapshot;
    this.searcher = searcher;
    this.queries = queries;
    this.request = request;
    this.order = queries.order(request);
    this.after = request.cursor() == null ? null : Cursor.hit(request.cursor(), order, request);
    this.filtering =
        new Filtering(
            snapshot,
            searcher,
            queries,
            request.filters().stream().map(queries::canonical).toList(),
            clock);
    Meaning meaning = request.meaning();
    this.near =
        meaning == null
            ? null
            : Neighbours.find(searcher, meaning, and(null, demands(request.query())));
  }

  /** What a record must fulfil to be found by its meaning. */
  private List<Query> demands(org.modeldex.search.Query query) {
    return with(filtering.demands(), queries.matching(FreeText.without(query)));
  }

  /** How many records match. */
  private record Total(long count, boolean isExact) {
    static final Total UNKNOWN = new Total(0, false);
  }

  /** The first hits, one more than the page holds if there are more. */
  private record Found(List<FieldDoc> hits, Total total) {}

  SearchResults answer() throws IOException {
    return request.facets().isEmpty() ? withoutFacets() : withFacets();
  }

  private SearchResults withoutFacets() throws IOException {
    List<Query> restrictions = filtering.demands();
    if (!request.isCounted()) {
      return results(found(restrictions, Total.UNKNOWN), List.of());
    }
    return results(isScored() ? found(restrictions, null) : counted(restrictions), List.of());
  }

  /**
   * The first hits in an order that is not relevance, with the total. Few matches are found once,
   * for both; of many only those are counted that are seen.
   */
  private Found counted(List<Query> restrictions) throws IOException {
    Query all = and(null, with(restrictions, base()));
    long ready = readyTotal(all, restrictions);
    if (ready >= 0) {
      return found(restrictions, new Total(ready, true));
    }
    if (searcher.cost(all) <= CHEAP_COUNT) {
      return found(searcher.search(all, MatchSet.collecting(snapshot.reader())));
    }
    Query query = and(null, with(restrictions, matching()));
    Slice slice = slice(query, after, request.limit() + 1, COUNTED_HITS);
    return new Found(page(query, slice), seen(slice.docs(), slice.whole()));
  }

  /** The total, if it is known without looking at documents, or a negative number. */
  private long readyTotal(Query all, List<Query> restrictions) throws IOException {
    if (isWholeLeaderboard(restrictions)) {
      return snapshot.metrics().count(order.first().ordinal());
    }
    OptionalLong ofRange = restrictions.isEmpty() ? rangeCount() : OptionalLong.empty();
    return ofRange.isPresent() ? ofRange.getAsLong() : searcher.readyCount(all);
  }

  /** How many records match if all that is asked for is a range of one metric. */
  private OptionalLong rangeCount() throws IOException {
    if (near == null && request.query() instanceof MetricRange range && isNoOtherDemanded(range)) {
      OptionalInt ordinal = queries.ordinal(range.key());
      return ordinal.isPresent()
          ? snapshot.metrics().count(ordinal.getAsInt(), range.interval())
          : OptionalLong.of(0);
    }
    return OptionalLong.empty();
  }

  private boolean isNoOtherDemanded(MetricRange range) {
    return !(request.sort() instanceof ByMetric metric) || metric.key().equals(range.key());
  }

  /** Whether hits are all that have a number of the metric that they are ordered by. */
  private boolean isWholeLeaderboard(List<Query> restrictions) {
    return order.first().kind() == HitOrder.Kind.METRIC
        && matching() instanceof MatchAllDocsQuery
        && restrictions.isEmpty();
  }

  private boolean isScored() {
    return order.first().kind() == HitOrder.Kind.SCORE;
  }

  private SearchResults withFacets() throws IOException {
    FacetCounter counter = filtering.counter(request.facets());
    Query base = base();
    boolean isFilteredAlone = base instanceof MatchAllDocsQuery && !filtering.isEmpty();
    if (isFilteredAlone || filtering.isOnAny(request.facets())) {
      return throughSets(counter, base);
    }
    List<Query> restrictions = filtering.demands();
    Query all = and(null, with(restrictions, base));
    long cost = searcher.cost(all);
    if (cost <= FEW && near == null) {
      return together(counter, isScored() ? and(ranking(), restrictions) : all);
    }
    FacetCounter.Counted counted = counter.count(searcher, all, cost);
    return results(found(restrictions, new Total(counted.hits(), true)), counted.facets());
  }

  /** With hits and counts of few matches, found by one search. */
  private SearchResults together(FacetCounter counter, Query query) throws IOException {
    Object[] both =
        searcher.search(
            query,
            new MultiCollectorManager(
                new TopFieldCollectorManager(
                    order.sort(), request.limit() + 1, after, Integer.MAX_VALUE),
                counter.counting()));
    Slice slice = new Slice((TopFieldDocs) both[0], true);
    FacetCounter.Counted counted = (FacetCounter.Counted) both[1];
    Total total = new Total(counted.hits(), true);
    return results(new Found(page(query, slice), total), counted.facets());
  }

  private Query ranking() {
    return queries.ranking(request.query());
  }

  /**
   * With what the filters let pass as sets: facets with a filter of their own need them, and
   * filters alone are answered from them.
   */
  private SearchResults throughSets(FacetCounter counter, Query base) throws IOException {
    MatchSet matches = searcher.search(base, MatchSet.collecting(snapshot.reader()));
    Map<SearchField, MatchSet> passing = filtering.passing();
    MatchSet all = matches.andAll(passing.values());
    Found found =
        isScored() ? found(List.of(new BitsQuery(all)), new Total(all.count(), true)) : found(all);
    return results(found, counter.countSideways(matches, passing));
  }

  /** Everything that hits must match, but for the filters. */
  private Query base() {
    return request.sort() instanceof ByMetric metric
        ? and(null, List.of(matching(), queries.hasNumber(metric.key())))
        : matching();
  }

  /** The records that match by their words or are near in meaning. */
  private Query matching() {
    if (near != null && near.alone()) {
      return near.query();
    }
    Query words = queries.matching(request.query());
    return near == null || words instanceof MatchAllDocsQuery
        ? words
        : new BooleanQuery.Builder()
            .add(words, Occur.SHOULD)
            .add(near.query(), Occur.SHOULD)
            .build();
  }

  private Found found(List<Query> restrictions, @Nullable Total known) throws IOException {
    if (isScored() && near != null) {
      return found(near, restrictions, known);
    }
    Query query =
        isScored() ? and(ranking(), restrictions) : and(null, with(restrictions, matching()));
    return found(query, restrictions, known);
  }

  /** The first hits among matches that are all found already. */
  private Found found(MatchSet matches) throws IOException {
    return found(new BitsQuery(matches), List.of(), new Total(matches.count(), true));
  }

  private Found found(Query query, List<Query> restrictions, @Nullable Total known)
      throws IOException {
    int wanted = request.limit() + 1;
    Slice slice = slice(query, after, wanted, known == null ? COUNTED_HITS : wanted);
    return new Found(
        page(query, slice),
        known == null ? total(slice.docs(), slice.whole(), restrictions) : known);
  }

  /** The page that begins with a slice of the hits of {@code query}. */
  private List<FieldDoc> page(Query query, Slice slice) throws IOException {
    return heads(hits(slice.docs()), (last, most) -> hits(slice(query, last, most, most).docs()));
  }

  /** Hits in their order; {@code whole} says whether all of the index was looked through. */
  private record Slice(TopFieldDocs docs, boolean whole) {}

  private Slice slice(Query query, @Nullable FieldDoc from, int wanted, int counted)
      throws IOException {
    Optional<Scale> scale = scale();
    if (scale.isEmpty()) {
      return new Slice(
          searcher.search(query, new TopFieldCollectorManager(order.sort(), wanted, from, counted)),
          true);
    }
    Leaderboard.Best best =
        new Leaderboard(searcher, scale.get(), bound(), order, wanted, from).among(query, counted);
    return new Slice(best.docs(), best.whole());
  }

  /** The page, or when families are collapsed the first of each among {@code all} instead. */
  private List<FieldDoc> heads(List<FieldDoc> page, FamilyWalk.Hits all) throws IOException {
    return request.isCollapsed()
        ? new FamilyWalk(snapshot.reader(), all).heads(after, request.limit() + 1)
        : page;
  }

  /** The first hits by relevance, of a search by meaning. */
  private Found found(Neighbours nearest, List<Query> restrictions, @Nullable Total known)
      throws IOException {
    int wanted = request.limit() + 1;
    if (nearest.alone()) {
      return new Found(
          heads(
              FusedHits.byMeaning(nearest, after, wanted),
              (last, most) -> FusedHits.byMeaning(nearest, last, most)),
          known == null ? new Total(nearest.nearest().size(), true) : known);
    }
    Query words = and(ranking(), restrictions);
    FusedHits fused = new FusedHits(searcher, order, nearest, words);
    FusedHits.Page page = fused.page(after, wanted, known == null ? COUNTED_HITS : wanted);
    List<FieldDoc> hits = heads(page.hits(), (last, most) -> fused.page(last, most, most).hits());
    if (known != null) {
      return new Found(hits, known);
    }
    TotalHits byWords = page.byWords().totalHits;
    return new Found(
        hits,
        byWords.relation() == TotalHits.Relation.EQUAL_TO
            ? new Total(byWords.value() + page.withoutWords(), true)
            : total(page.byWords(), false, restrictions));
  }

  /** The values that hits are ordered by, if slices of them can be searched. */
  private Optional<Scale> scale() {
    HitOrder.Part first = order.first();
    return switch (first.kind()) {
      case INTEGER ->
          SearchField.find(first.by().getField())
              .map(field -> new Scale.OfField(snapshot.metrics(), field));
      case METRIC -> Optional.of(new Scale.OfMetric(snapshot.metrics(), first.ordinal()));
      case RANK -> Optional.of(new Scale.OfRank(snapshot.metrics(), first.ordinal()));
      case SCORE, TEXT -> Optional.empty();
    };
  }

  /** The key of the metric that hits are ordered by first; null when it is something else. */
  private @Nullable String sortMetric() {
    return switch (request.sort()) {
      case ByMetric metric -> metric.key();
      case ByKeys keys when keys.keys().getFirst() instanceof SortKey.OfMetric metric ->
          metric.key();
      default -> null;
    };
  }

  /** A value that no hit is better than, in the order. */
  private long bound() {
    HitOrder.Part first = order.first();
    boolean descending = first.by().getReverse();
    String key = sortMetric();
    // Of several values one may be what the query demands and another what counts for the order.
    if (key == null || !snapshot.metrics().isSingle(first.ordinal())) {
      return Leaderboard.unbounded(descending);
    }
    Interval range = RequiredRange.of(request.query(), key);
    double bound = descending ? range.upper() : range.lower();
    return Double.isInfinite(bound)
        ? Leaderboard.unbounded(descending)
        : MetricPoints.sortable(bound);
  }

  /**
   * The total without counting for long.
   *
   * @param whole whether {@code docs} come from searching everything
   */
  private Total total(TopFieldDocs docs, boolean whole, List<Query> restrictions)
      throws IOException {
    Total seen = seen(docs, whole);
    if (seen.isExact()) {
      return seen;
    }
    Query query = and(null, with(restrictions, base()));
    long ready = searcher.readyCount(query);
    if (ready >= 0) {
      return new Total(ready, true);
    }
    return searcher.cost(query) <= CHEAP_COUNT ? new Total(searcher.count(query), true) : seen;
  }

  /** As many as were counted while hits were collected. */
  private static Total seen(TopFieldDocs docs, boolean whole) {
    boolean isExact = whole && docs.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
    return new Total(docs.totalHits.value(), isExact);
  }

  private static List<Query> with(List<Query> queries, Query another) {
    List<Query> all = new ArrayList<>(queries);
    all.add(another);
    return all;
  }

  private static Query and(@Nullable Query ranking, List<Query> filtering) {
    List<Query> needed =
        filtering.stream().filter(query -> !(query instanceof MatchAllDocsQuery)).toList();
    if (ranking == null && needed.size() <= 1) {
      return needed.isEmpty() ? MatchAllDocsQuery.INSTANCE : needed.getFirst();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (ranking != null) {
      all.add(ranking, Occur.MUST);
    }
    needed.forEach(query -> all.add(query, Occur.FILTER));
    return all.build();
  }

  private static List<FieldDoc> hits(TopFieldDocs docs) {
    return Arrays.stream(docs.scoreDocs).map(FieldDoc.class::cast).toList();
  }

  private Hit hit(FieldDoc found, @Nullable HitReasons reasons) throws IOException {
    return new Hit(
        RecordId.parse(HitOrder.id(found)),
        order.score(found),
        request.isCollapsed() ? family(found.doc) : null,
        reasons == null ? List.of() : reasons.of(found.doc));
  }

  /** The family of a hit, and how many of it match. */
  private Family family(int doc) throws IOException {
    String key = FamilyWalk.family(snapshot.reader(), doc);
    Query ofFamily = new TermQuery(new Term(SearchField.FAMILY.word(), key));
    List<Query> members = with(with(filtering.demands(), base()), ofFamily);
    return new Family(key, searcher.count(and(null, members)));
  }

  private SearchResults results(Found found, List<FacetCounts> facets) throws IOException {
    List<FieldDoc> hits = found.hits();
    int onPage = Math.min(hits.size(), request.limit());
    List<Hit> page = new ArrayList<>(onPage);
    HitReasons reasons =
        request.isExplained() ? new HitReasons(searcher, queries, request.query()) : null;
    for (int i = 0; i < onPage; i++) {
      page.add(hit(hits.get(i), reasons));
    }
    String next = hits.size() > onPage ? Cursor.after(hits.get(onPage - 1), order, request) : null;
    boolean partial = searcher.timedOut();
    return new SearchResults(
        found.total().count(),
        found.total().isExact() && !partial,
        partial,
        page,
        facets,
        next,
        queries.interpretation(request.query()),
        snapshot.sequence());
  }
}
