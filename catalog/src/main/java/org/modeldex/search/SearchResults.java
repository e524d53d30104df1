package org.modeldex.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;

/**
 * The answer of an index.
 *
 * @param total number of matching records
 * @param totalIsExact false when counting stopped early
 * @param partial whether the time limit cut the search short; then hits and counts may be missing
 * @param facets in the order asked for
 * @param nextCursor null on the last page
 * @param sequence every change up to here is reflected
 */
public record SearchResults(
    long total,
    boolean totalIsExact,
    boolean partial,
    List<Hit> hits,
    List<FacetCounts> facets,
    @Nullable String nextCursor,
    long sequence) {
  public SearchResults {
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
  }

  /**
   * One matching record.
   *
   * @param score relevance; 0 when sorted by something else
   */
  public record Hit(RecordId id, float score) {}

  /** The values of one facet, most frequent first, selected ones always included. */
  public record FacetCounts(SearchField field, List<FacetValue> values) {
    public FacetCounts {
      values = List.copyOf(values);
    }
  }

  public record FacetValue(String value, long count, boolean selected) {}
}
