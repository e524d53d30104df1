package org.modeldex.index;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * The first hits in the order of a metric or number, without sorting all that match: only the best
 * slice of the values is searched, and a longer one when it holds too few hits: as many times
 * longer as it takes if hits lie equally dense.
 *
 * <pre>
 *   best value          start                                          worst value
 *   |   |   |     |     [ 1/16 |   1/4    |                         ]               |
 *   rungs of 64, 128, ...                                      first rung beyond
 * </pre>
 *
 * <p>Where hits begin far from the best value, because the query or the page says so, the first
 * rung beyond is as far again, and parts of that slice are tried first. One search, one thread.
 */
final class Leaderboard {
  /** When fewer records match, they are all sorted. */
  private static final long FEW = 2_000;

  /** The next slice is at most so many rungs longer, eight times. */
  private static final int FURTHEST = 3;

  private final RequestSearcher searcher;
  private final Scale scale;
  private final HitOrder order;
  private final int wanted;
  private final @Nullable FieldDoc after;
  private final boolean descending;
  private final long start;

  /**
   * Prepares a search.
   *
   * @param scale the values of {@code order}
   * @param bound a value that no hit is better than
   * @param after the hit that the page comes after
   */
  Leaderboard(
      RequestSearcher searcher,
      Scale scale,
      long bound,
      HitOrder order,
      int wanted,
      @Nullable FieldDoc after) {
    this.searcher = searcher;
    this.scale = scale;
    this.order = order;
    this.wanted = wanted;
    this.after = after;
    this.descending = order.first().by().getReverse();
    long from = after == null ? bound : scale.value(after);
    this.start = descending ? Math.min(from, bound) : Math.max(from, bound);
  }

  /**
   * The hits found.
   *
   * @param docs with the number of matches in the slice that was searched
   * @param whole whether that slice was everything
   */
  record Best(TopFieldDocs docs, boolean whole) {}

  /**
   * The first hits among the matches of {@code query}.
   *
   * @param counted how many matches to count at least, if everything has to be searched
   */
  Best among(Query query, int counted) throws IOException {
    long matching = Math.min(searcher.cost(query), scale.count());
    if (matching <= FEW) {
      // All of them are counted: to skip some would cost more than to look at them.
      return new Best(search(query, scale.all(), Integer.MAX_VALUE), true);
    }
    double share = Math.min(1.0, (double) matching / searcher.getIndexReader().maxDoc());
    int rung = Ladder.firstRung(wanted / share);
    boolean isFirst = true;
    for (OptionalLong edge = edge(rung); edge.isPresent(); edge = edge(rung)) {
      int found = wanted;
      if (isBeyondStart(edge.getAsLong())) {
        for (long end : isFirst ? partsUpTo(edge.getAsLong()) : List.of(edge.getAsLong())) {
          TopFieldDocs docs = search(query, slice(end), Integer.MAX_VALUE);
          found = docs.scoreDocs.length;
          if (found == wanted || searcher.timedOut()) {
            return new Best(docs, false);
          }
        }
        isFirst = false;
      }
      rung += rungsUntil(found);
    }
    return new Best(search(query, scale.all(), counted), true);
  }

  private OptionalLong edge(int rung) {
    return scale.rung(descending, rung);
  }

  /** How many rungs further the slice should hold all that is wanted, if it held so many. */
  private int rungsUntil(int found) {
    int rungs = Ladder.rungs((double) wanted / Math.max(found, 1));
    return Math.clamp(rungs, 1, FURTHEST);
  }

  private boolean isBeyondStart(long value) {
    return descending ? value < start : value > start;
  }

  /** Where the slices that are tried up to the first rung beyond the start end. */
  private List<Long> partsUpTo(long edge) {
    return start == unbounded(descending)
        ? List.of(edge)
        : List.of(start - start / 16 + edge / 16, start - start / 4 + edge / 4, edge);
  }

  /** The bound of those who know none. */
  static long unbounded(boolean descending) {
    return descending ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  private Query slice(long end) {
    return scale.between(Math.min(start, end), Math.max(start, end));
  }

  private TopFieldDocs search(Query query, Query slice, int counted) throws IOException {
    BooleanQuery inSlice =
        new BooleanQuery.Builder().add(query, Occur.FILTER).add(slice, Occur.FILTER).build();
    return searcher.search(
        inSlice, new TopFieldCollectorManager(order.sort(), wanted, after, counted));
  }
}
