package org.modeldex.index;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Sort.ByMetric;

/** How many records match one request, exactly where that costs little. */
final class Totals {
  /** A total up to here is counted while hits are collected. */
  static final int COUNTED_HITS = 1_000;

  /** A total that takes looking at no more documents than this is counted separately. */
  private static final long CHEAP_COUNT = 20_000;

  private final Snapshot snapshot;
  private final RequestSearcher searcher;
  private final LuceneQueries queries;
  private final SearchRequest request;
  private final HitOrder order;
  private final RequestQueries asked;

  /**
   * Counts nothing yet.
   *
   * @param asked the queries of {@code request}
   */
  Totals(
      Snapshot snapshot,
      RequestSearcher searcher,
      LuceneQueries queries,
      SearchRequest request,
      HitOrder order,
      RequestQueries asked) {
    this.snapshot = snapshot;
    this.searcher = searcher;
    this.queries = queries;
    this.request = request;
    this.order = order;
    this.asked = asked;
  }

  /** How many records match: all of them, or those that were seen. */
  record Total(long count, boolean isExact) {
    static final Total UNKNOWN = new Total(0, false);

    static Total exact(long count) {
      return new Total(count, true);
    }

    /**
     * As many as were counted while hits were collected.
     *
     * @param whole whether everything was searched for them
     */
    static Total seen(TopFieldDocs docs, boolean whole) {
      TotalHits seen = docs.totalHits;
      return new Total(seen.value(), whole && seen.relation() == TotalHits.Relation.EQUAL_TO);
    }
  }

  /** The total, if it is known without looking at documents. */
  OptionalLong ready() throws IOException {
    if (isWholeLeaderboard()) {
      return OptionalLong.of(snapshot.metrics().count(order.first().ordinal()));
    }
    OptionalLong ofRange = ofRange();
    if (ofRange.isPresent()) {
      return ofRange;
    }
    long count = searcher.readyCount(asked.all());
    return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** Whether few documents have to be looked at to count what matches. */
  boolean isCheap() throws IOException {
    return searcher.cost(asked.all()) <= CHEAP_COUNT;
  }

  /** The exact total where that costs little, else {@code seen}. */
  Total orElse(Total seen) throws IOException {
    OptionalLong ready = ready();
    if (ready.isPresent()) {
      return Total.exact(ready.getAsLong());
    }
    return isCheap() ? Total.exact(searcher.count(asked.all())) : seen;
  }

  /** Whether hits are all that have a number of the metric that they are ordered by. */
  private boolean isWholeLeaderboard() {
    return order.first().kind() == HitOrder.Kind.METRIC && asked.isEverything();
  }

  /** How many records match if all that is asked for is a range of one metric. */
  private OptionalLong ofRange() throws IOException {
    if (asked.near() == null
        && !asked.isFiltered()
        && request.query() instanceof MetricRange range
        && isNoOtherDemanded(range)) {
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
}
