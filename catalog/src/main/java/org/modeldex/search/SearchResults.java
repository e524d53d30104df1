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
 * @param interpretation what free words were understood to mean, the surest first
 * @param sequence every change up to here is reflected
 */
public record SearchResults(
    long total,
    boolean totalIsExact,
    boolean partial,
    List<Hit> hits,
    List<FacetCounts> facets,
    @Nullable String nextCursor,
    List<Interpretation> interpretation,
    long sequence) {
  public SearchResults {
    interpretation = List.copyOf(interpretation);
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
  }

  /**
   * One matching record.
   *
   * @param score relevance; 0 when sorted by something else
   * @param family null unless hits are collapsed
   * @param reasons what the score comes from, the most first; empty unless asked for
   */
  public record Hit(RecordId id, float score, @Nullable Family family, List<Reason> reasons) {
    public Hit {
      reasons = List.copyOf(reasons);
    }

    /** A hit without anything told beside its score. */
    public Hit(RecordId id, float score) {
      this(id, score, null, List.of());
    }
  }

  /**
   * The variants of one model that match.
   *
   * @param key see {@link ModelFamily}
   * @param count how many, the hit included
   */
  public record Family(String key, long count) {}

  /** The values of one facet, most frequent first, selected ones always included. */
  public record FacetCounts(SearchField field, List<FacetValue> values) {
    public FacetCounts {
      values = List.copyOf(values);
    }
  }

  public record FacetValue(String value, long count, boolean selected) {}
}
