package org.modeldex.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.modeldex.search.Buckets.Bucket;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;

/** The counts of one facet while they add up. For one thread. */
sealed interface FacetTally {
  /** Most frequent first, then by value. */
  Comparator<FacetValue> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value);

  SearchField field();

  /** Counts the first {@code size} documents. */
  void add(SegmentFacets segment, int[] docs, int size);

  /** Adds the counts of a tally of the same facet. */
  void add(FacetTally other);

  /**
   * The {@code limit} most frequent values that occur, and all selected ones; most frequent first,
   * then by value.
   */
  FacetCounts top(int limit, Set<String> selected);

  private static FacetCounts including(
      Set<String> selected,
      ToLongFunction<String> countOf,
      SearchField field,
      Collection<FacetValue> best) {
    List<FacetValue> values = new ArrayList<>(best);
    for (String value : selected) {
      if (best.stream().noneMatch(found -> found.value().equals(value))) {
        values.add(new FacetValue(value, countOf.applyAsLong(value), true));
      }
    }
    values.sort(MOST_FREQUENT_FIRST);
    return new FacetCounts(field, values);
  }

  /** Counts values as they are. */
  final class Values implements FacetTally {
    private final SearchField field;
    private final FacetValues values;
    private final int[] counts;

    /**
     * @param counts by number, to start from; changed by this tally
     */
    Values(SearchField field, FacetValues values, int[] counts) {
      this.field = field;
      this.values = values;
      this.counts = counts;
    }

    @Override
    public SearchField field() {
      return field;
    }

    @Override
    public void add(SegmentFacets segment, int[] docs, int size) {
      FacetColumn column = segment.columns().get(field);
      if (column != null) {
        column.count(docs, size, counts);
      }
    }

    @Override
    public void add(FacetTally other) {
      int[] more = ((Values) other).counts;
      for (int number = 0; number < counts.length; number++) {
        counts[number] += more[number];
      }
    }

    /** Turns the counts of some documents into those of all others. */
    void complement(int[] totals) {
      for (int number = 0; number < counts.length; number++) {
        counts[number] = totals[number] - counts[number];
      }
    }

    @Override
    public FacetCounts top(int limit, Set<String> selected) {
      int[] best = best(Math.min(limit, counts.length));
      return including(
          selected, Arrays.stream(best).mapToObj(number -> value(number, selected)).toList());
    }

    /** The numbers of the most frequent values that occur, in their order. */
    private int[] best(int limit) {
      int[] best = new int[limit];
      int size = 0;
      for (int number = 1; number < counts.length; number++) {
        if (counts[number] > 0
            && (size < limit || (limit > 0 && isBefore(number, best[limit - 1])))) {
          int place = place(number, best, size);
          size = Math.min(size + 1, limit);
          System.arraycopy(best, place, best, place + 1, size - place - 1);
          best[place] = number;
        }
      }
      return Arrays.copyOf(best, size);
    }

    /** Where a number belongs among the first {@code size} in order. */
    private int place(int number, int[] ordered, int size) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (isBefore(number, ordered[middle])) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    private boolean isBefore(int number, int other) {
      return counts[number] == counts[other]
          ? values.value(number).compareTo(values.value(other)) < 0
          : counts[number] > counts[other];
    }

    private FacetValue value(int number, Set<String> selected) {
      String value = values.value(number);
      return new FacetValue(value, counts[number], selected.contains(value));
    }

    private FacetCounts including(Set<String> selected, Collection<FacetValue> best) {
      return FacetTally.including(
          selected,
          value -> {
            int number = values.find(value);
            return number != FacetValues.NONE && number < counts.length ? counts[number] : 0;
          },
          field,
          best);
    }
  }

  /** Counts the buckets into which numbers fall. */
  final class Ranges implements FacetTally {
    private final SearchField field;
    private final List<Bucket> buckets;

    /*
     * Ascending numbers at which some bucket begins or ends. Numbers from one edge up to the next
     * are in the same buckets. The first edge lies above NO_NUMBER and below every number.
     */
    private final long[] edges;
    private final long[] below;
    private long all;

    Ranges(SearchField field, List<Bucket> buckets) {
      this.field = field;
      this.buckets = buckets;
      edges = edges(buckets);
      below = new long[edges.length];
    }

    private static long[] edges(List<Bucket> buckets) {
      NavigableSet<Long> edges = new TreeSet<>();
      edges.add(SegmentFacets.MIN_NUMBER);
      for (Bucket bucket : buckets) {
        Interval range = bucket.interval();
        edges.add(firstFrom(range.lower(), range.includesLower()));
        edges.add(firstFrom(range.upper(), !range.includesUpper()));
      }
      return edges.subSet(SegmentFacets.MIN_NUMBER, SegmentFacets.MAX_NUMBER).stream()
          .mapToLong(edge -> edge)
          .toArray();
    }

    /** The least whole number that is {@code bound} or above. */
    private static long firstFrom(double bound, boolean inclusive) {
      double whole = Math.ceil(bound);
      return (long) whole + (inclusive || whole > bound ? 0 : 1);
    }

    @Override
    public SearchField field() {
      return field;
    }

    @Override
    public void add(SegmentFacets segment, int[] docs, int size) {
      long[] numbers = segment.numbers().get(field);
      if (numbers == null) {
        return;
      }
      long[] found = new long[size];
      for (int i = 0; i < size; i++) {
        found[i] = numbers[docs[i]];
      }
      for (int i = 0; i < edges.length; i++) {
        below[i] += below(edges[i], found);
      }
      all += size;
    }

    /** How many numbers are below an edge, without a branch: a difference's sign bit is 0 or 1. */
    private static long below(long edge, long[] numbers) {
      long count = 0;
      for (long number : numbers) {
        count += (number - edge) >>> (Long.SIZE - 1);
      }
      return count;
    }

    @Override
    public void add(FacetTally other) {
      Ranges more = (Ranges) other;
      for (int i = 0; i < below.length; i++) {
        below[i] += more.below[i];
      }
      all += more.all;
    }

    @Override
    public FacetCounts top(int limit, Set<String> selected) {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (Bucket bucket : buckets) {
        counts.put(bucket.label(), count(bucket.interval()));
      }
      List<FacetValue> best =
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() > 0)
              .map(entry -> value(entry, selected))
              .sorted(MOST_FREQUENT_FIRST)
              .limit(limit)
              .toList();
      return FacetTally.including(selected, label -> counts.getOrDefault(label, 0L), field, best);
    }

    private long count(Interval range) {
      long count = 0;
      for (int i = 0; i < edges.length; i++) {
        if (range.contains((double) edges[i])) {
          count += (i + 1 < edges.length ? below[i + 1] : all) - below[i];
        }
      }
      return count;
    }

    private static FacetValue value(Map.Entry<String, Long> entry, Set<String> selected) {
      return new FacetValue(entry.getKey(), entry.getValue(), selected.contains(entry.getKey()));
    }
  }
}
