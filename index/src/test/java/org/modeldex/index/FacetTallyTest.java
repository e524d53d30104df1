package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.modeldex.search.Buckets.Bucket;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchResults.FacetValue;

/** Buckets of every kind of bound, beside each other, apart and across each other. */
class FacetTallyTest {

  @Test
  void aNumberIsInABucketExactlyIfItsIntervalContainsIt() {
    long[] numbers = {Long.MIN_VALUE, -4, -3, 0, 1, 2, 3, 4, 6, Long.MAX_VALUE};
    List<Bucket> buckets =
        List.of(
            new Bucket("open ends", new Interval(-3, false, 3, false)),
            new Bucket("closed ends", new Interval(-3, true, 3, true)),
            new Bucket("fractions", new Interval(1.5, true, 4.5, false)),
            new Bucket("other fractions", new Interval(1.5, false, 4.5, true)),
            new Bucket("one number", Interval.exactly(6)),
            new Bucket("nothing", new Interval(1, false, 2, false)),
            new Bucket("all", Interval.atMost(Double.POSITIVE_INFINITY)),
            new Bucket("above", Interval.above(4)),
            new Bucket("below", Interval.below(-3)));
    SegmentFacets segment = segmentOf(numbers);
    FacetTally together = tally(segment, buckets);

    for (Bucket bucket : buckets) {
      long count = 0;
      for (long number : numbers) {
        count += bucket.interval().contains((double) number) ? 1 : 0;
      }
      FacetValue expected = new FacetValue(bucket.label(), count, true);
      Set<String> selected = Set.of(bucket.label());
      assertThat(together.top(0, selected).values()).containsExactly(expected);
      assertThat(tally(segment, List.of(bucket)).top(0, selected).values())
          .containsExactly(expected);
    }
  }

  private static FacetTally tally(SegmentFacets segment, List<Bucket> buckets) {
    FacetTally tally = new FacetTally.Ranges(SearchField.PARAMETERS, buckets);
    tally.add(segment, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99}, 10);
    return tally;
  }

  @Test
  void aDocumentWithoutANumberIsInNoBucket() {
    FacetTally tally =
        new FacetTally.Ranges(
            SearchField.PARAMETERS,
            List.of(new Bucket("all", Interval.atMost(Double.POSITIVE_INFINITY))));

    tally.add(segmentOf(SegmentFacets.NO_NUMBER, 7), new int[] {0, 1}, 2);

    assertThat(tally.top(10, Set.of()).values()).containsExactly(new FacetValue("all", 1, false));
  }

  /** As if read from an index, which keeps numbers within their bounds. */
  private static SegmentFacets segmentOf(long... stored) {
    long[] numbers = stored.clone();
    for (int doc = 0; doc < numbers.length; doc++) {
      if (numbers[doc] != SegmentFacets.NO_NUMBER) {
        numbers[doc] = Math.clamp(numbers[doc], SegmentFacets.MIN_NUMBER, SegmentFacets.MAX_NUMBER);
      }
    }
    return new SegmentFacets(Map.of(), Map.of(SearchField.PARAMETERS, numbers), 0);
  }
}
