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
    long[] numbers = {Long.MIN_VALUE, -4, -3, 0, 1, 2, 3, 4, 5, 6, Long.MAX_VALUE};
    List<Bucket> buckets =
        List.of(
            new Bucket("open ends", new Interval(-3, false, 3, false)),
            new Bucket("closed ends", new Interval(-3, true, 3, true)),
            new Bucket("fractions", new Interval(1.5, true, 4.5, false)),
            new Bucket("other fractions", new Interval(1.5, false, 4.5, true)),
            new Bucket("one number", Interval.exactly(5)),
            new Bucket("nothing", new Interval(5, false, 6, false)),
            new Bucket("all", Interval.atMost(Double.POSITIVE_INFINITY)),
            new Bucket("above", Interval.above(4)),
            new Bucket("below", Interval.below(-3)));
    FacetTally tally = new FacetTally.Ranges(SearchField.PARAMETERS, buckets);

    tally.add(segmentOf(numbers), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99}, 11);

    for (Bucket bucket : buckets) {
      long count = 0;
      for (long number : numbers) {
        count += bucket.interval().contains((double) number) ? 1 : 0;
      }
      assertThat(tally.top(0, Set.of(bucket.label())).values())
          .containsExactly(new FacetValue(bucket.label(), count, true));
    }
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
