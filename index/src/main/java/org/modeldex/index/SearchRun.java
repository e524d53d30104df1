package org.modeldex.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;
import org.modeldex.index.Totals.Total;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
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
  /** Up to so many matches it is cheaper to look at each than to search twice. */
  private static final long FEW = 4_000;

  /** Scores that differ by no more than this share are the same. */
  private static final float ROUNDING = 1e-6f;

  private final Snapshot snapshot;
  private final RequestSearcher searcher;
  private final LuceneQueries queries;
  private final SearchRequest request;
  private final HitOrder order;
  private final @Nullable FieldDoc after;
  private final Filtering filtering;
  private final RequestQueries asked;
  private final Totals totals;

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
    this.filtering =
        new Filtering(
            snapshot,
            searcher,
            queries,
            request.filters().stream().map(queries::canonical).toList(),
            clock);
    this.asked = new RequestQueries(searcher, queries, request, isScored(), filtering.demands());
    this.totals = new Totals(snapshot, searcher, queries, request, order, asked);
    this.after =
        request.cursor() == null ? null : today(Cursor.hit(request.cursor(), order, request));
  }

  /**
   * The last hit of the page before with the score that it has by now. All scores move a little
   * whenever anything is indexed, and the page must go on behind this hit nevertheless.
   */
  private FieldDoc today(FieldDoc last) throws IOException {
    if (!isScored() || asked.near() != null) {
      return last;
    }
    Query itself =
        new BooleanQuery.Builder()
            .add(asked.hits(), Occur.MUST)
            .add(new TermQuery(new Term(IndexFields.ID, HitOrder.id(last))), Occur.FILTER)
            .build();
    for (FieldDoc hit :
        hits(searcher.search(itself, new TopFieldCollectorManager(order.sort(), 1, null, 1)))) {
      float then = order.score(last);
      if (Math.abs(order.score(hit) - then) > ROUNDING * then) {
        return order.hit(order.bytes(hit), HitOrder.id(last).getBytes(StandardCharsets.UTF_8));
      }
    }
    return last;
  }

  /** The first hits, one more than the page holds if there are more. */
  private record Found(List<FieldDoc> hits, Total total) {}

  SearchResults answer() throws IOException {
    return request.facets().isEmpty() ? withoutFacets() : withFacets();
  }

  private SearchResults withoutFacets() throws IOException {
    if (!request.isCounted()) {
      return results(found(asked.hits(), Total.UNKNOWN), List.of());
    }
    return results(isScored() ? found(asked.hits(), null) : counted(), List.of());
  }

  /**
   * The first hits in an order that is not relevance, with the total. Few matches are found once,
   * for both; of many only those are counted that are seen.
   */
  private Found counted() throws IOException {
    OptionalLong ready = totals.ready();
    if (ready.isPresent()) {
      return found(asked.hits(), Total.exact(ready.getAsLong()));
    }
    if (totals.isCheap()) {
      MatchSet matches = searcher.search(asked.all(), MatchSet.collecting(snapshot.reader()));
      return found(asked.hits(matches), Total.exact(matches.count()));
    }
    Query query = asked.hits();
    Slice slice = slice(query, after, request.limit() + 1, Totals.COUNTED_HITS);
    return new Found(page(query, slice), Total.seen(slice.docs(), slice.whole()));
  }

  private boolean isScored() {
    return order.first().kind() == HitOrder.Kind.SCORE;
  }

  private SearchResults withFacets() throws IOException {
    FacetCounter counter = filtering.counter(request.facets());
    boolean isFilteredAlone = asked.base() instanceof MatchAllDocsQuery && asked.isFiltered();
    if (isFilteredAlone || filtering.isOnAny(request.facets())) {
      return throughSets(counter);
    }
    long cost = searcher.cost(asked.all());
    if (cost <= FEW && asked.near() == null) {
      return together(counter, isScored() ? asked.hits() : asked.all());
    }
    FacetCounter.Counted counted = counter.count(searcher, asked.all(), cost);
    return results(found(asked.hits(), Total.exact(counted.hits())), counted.facets());
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
    return results(new Found(page(query, slice), Total.exact(counted.hits())), counted.facets());
  }

  /**
   * With what the filters let pass as sets: facets with a filter of their own need them, and
   * filters alone are answered from them.
   */
  private SearchResults throughSets(FacetCounter counter) throws IOException {
    MatchSet matches = searcher.search(asked.base(), MatchSet.collecting(snapshot.reader()));
    Map<SearchField, MatchSet> passing = filtering.passing();
    MatchSet all = matches.andAll(passing.values());
    Found found = found(asked.hits(all), Total.exact(all.count()));
    return results(found, counter.countSideways(matches, passing));
  }

  /**
   * The first hits of a query.
   *
   * @param known null if the total has to be found too
   */
  private Found found(Query query, @Nullable Total known) throws IOException {
    Neighbours near = asked.near();
    if (isScored() && near != null) {
      return near.alone() ? nearest(near, known) : fused(near, query, known);
    }
    int wanted = request.limit() + 1;
    Slice slice = slice(query, after, wanted, known == null ? Totals.COUNTED_HITS : wanted);
    return new Found(
        page(query, slice), known == null ? total(slice.docs(), slice.whole()) : known);
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

  /** The first hits by meaning alone. */
  private Found nearest(Neighbours near, @Nullable Total known) throws IOException {
    List<FieldDoc> page = FusedHits.byMeaning(near, after, request.limit() + 1);
    return new Found(
        heads(page, (last, most) -> FusedHits.byMeaning(near, last, most)),
        known == null ? Total.exact(near.nearest().size()) : known);
  }

  /** The first hits by words and meaning. */
  private Found fused(Neighbours near, Query words, @Nullable Total known) throws IOException {
    int wanted = request.limit() + 1;
    FusedHits fused = new FusedHits(searcher, order, near, words);
    FusedHits.Page page = fused.page(after, wanted, known == null ? Totals.COUNTED_HITS : wanted);
    List<FieldDoc> hits = heads(page.hits(), (last, most) -> fused.page(last, most, most).hits());
    if (known != null) {
      return new Found(hits, known);
    }
    Total byWords = Total.seen(page.byWords(), true);
    return new Found(
        hits,
        byWords.isExact()
            ? Total.exact(byWords.count() + page.withoutWords())
            : totals.orElse(byWords));
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
  private Total total(TopFieldDocs docs, boolean whole) throws IOException {
    Total seen = Total.seen(docs, whole);
    return seen.isExact() ? seen : totals.orElse(seen);
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
    return new Family(key, searcher.count(asked.all(key)));
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
        partial ? Math.max(found.total().count(), hits.size()) : found.total().count(),
        found.total().isExact() && !partial,
        partial,
        page,
        facets,
        next,
        queries.interpretation(request.query()),
        snapshot.sequence());
  }
}
