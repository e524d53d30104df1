package org.modeldex.index;

import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The best records by a metric, without sorting all that match: only the best slice of the values
 * is searched, and a slice of eight times as many when it holds too few hits. {@link
 * MetricState#rung} says where slices end. One search, one thread.
 */
final class Leaderboard {
  /** When fewer records match, they are all sorted. */
  private static final long FEW = 5_000;

  private final IndexSearcher searcher;
  private final MetricState metrics;
  private final int ordinal;
  private final boolean descending;

  Leaderboard(IndexSearcher searcher, MetricState metrics, int ordinal, boolean descending) {
    this.searcher = searcher;
    this.metrics = metrics;
    this.ordinal = ordinal;
    this.descending = descending;
  }

  /**
   * The best hits.
   *
   * @param docs with the number of matches in the slice that was searched
   * @param whole whether the slice held all values, so that this number is the number of matches
   */
  record Best(TopFieldDocs docs, boolean whole) {}

  /**
   * The first hits after {@code after} among the matches of {@code query}.
   *
   * @param order by the same metric
   */
  Best best(Query query, HitOrder order, int wanted, @Nullable FieldDoc after) throws IOException {
    double start = descending ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    double end = -start;
    if (after != null) {
      start = (Double) after.fields[0];
    }
    long matching = cost(searcher, query);
    if (Math.min(matching, metrics.count(ordinal)) > FEW) {
      double share = Math.min(1.0, (double) matching / searcher.getIndexReader().maxDoc());
      for (int rung = firstRung(wanted / share); ; rung++) {
        OptionalDouble edge = metrics.rung(ordinal, descending, rung);
        if (edge.isEmpty()) {
          break;
        }
        if (isWorse(edge.getAsDouble(), start)) {
          TopFieldDocs docs = search(query, start, edge.getAsDouble(), order, wanted, after);
          if (docs.scoreDocs.length == wanted || searcher.timedOut()) {
            return new Best(docs, false);
          }
        }
      }
    }
    return new Best(search(query, start, end, order, wanted, after), after == null);
  }

  private boolean isWorse(double value, double start) {
    return descending ? value < start : value > start;
  }

  private static int firstRung(double records) {
    int rung = 0;
    for (double size = SegmentMetrics.FIRST_RUNG; size < records; rung++) {
      size *= SegmentMetrics.RUNG_FACTOR;
    }
    return rung;
  }

  private TopFieldDocs search(
      Query query, double start, double end, HitOrder order, int wanted, @Nullable FieldDoc after)
      throws IOException {
    Query slice = MetricPoints.between(ordinal, Math.min(start, end), Math.max(start, end));
    BooleanQuery inSlice =
        new BooleanQuery.Builder().add(query, Occur.FILTER).add(slice, Occur.FILTER).build();
    return searcher.search(
        inSlice, new TopFieldCollectorManager(order.sort(), wanted, after, Integer.MAX_VALUE));
  }

  /** An upper bound of the number of matches that is cheap to find. */
  static long cost(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    long cost = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      ScorerSupplier supplier = weight.scorerSupplier(leaf);
      cost += supplier == null ? 0 : supplier.cost();
    }
    return cost;
  }
}
