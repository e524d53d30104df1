package org.modeldex.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param query what to look for and how to rank
 * @param filters several values of one field are alternatives, different fields must all hold; a
 *     field's own filter does not shrink its facet counts. One filter per field.
 * @param facets what to count
 * @param sort most significant first; ties are broken by the id's text form, so that pages never
 *     overlap
 * @param limit 1 to 1,000
 * @param cursor where the last page ended, from {@link SearchResults#nextCursor}; null for the
 *     first page
 * @param meaning what to find by meaning; null to find by words alone
 * @param isCollapsed whether of each {@link ModelFamily} only the first hit is wanted; totals and
 *     facets count all records nevertheless
 * @param isExplained whether hits say what their scores come from
 * @param isCounted whether it is asked how many records match; otherwise the total may be any
 *     number that is not larger
 */
public record SearchRequest(
    Query query,
    List<FieldFilter> filters,
    List<Facet> facets,
    Sort sort,
    int limit,
    @Nullable String cursor,
    @Nullable Meaning meaning,
    boolean isCollapsed,
    boolean isExplained,
    boolean isCounted) {
  public SearchRequest {
    filters = List.copyOf(filters);
    facets = List.copyOf(facets);
  }

  /** A search by words alone, for all hits, without reasons. */
  public SearchRequest(
      Query query,
      List<FieldFilter> filters,
      List<Facet> facets,
      Sort sort,
      int limit,
      @Nullable String cursor) {
    this(query, filters, facets, sort, limit, cursor, null, false, false, true);
  }

  /** The same search by meaning, too; null for words alone. */
  public SearchRequest withMeaning(@Nullable Meaning newMeaning) {
    return new SearchRequest(
        query,
        filters,
        facets,
        sort,
        limit,
        cursor,
        newMeaning,
        isCollapsed,
        isExplained,
        isCounted);
  }

  /** The same request for one hit of each family, or for all. */
  public SearchRequest collapsed(boolean collapsed) {
    return new SearchRequest(
        query, filters, facets, sort, limit, cursor, meaning, collapsed, isExplained, isCounted);
  }

  /** The same request for hits with their reasons, or without. */
  public SearchRequest explained(boolean explained) {
    return new SearchRequest(
        query, filters, facets, sort, limit, cursor, meaning, isCollapsed, explained, isCounted);
  }

  /** The same request for so many hits. */
  public SearchRequest withLimit(int newLimit) {
    return new SearchRequest(
        query,
        filters,
        facets,
        sort,
        newLimit,
        cursor,
        meaning,
        isCollapsed,
        isExplained,
        isCounted);
  }

  /** The same request by somebody who does not ask for the total. */
  public SearchRequest uncounted() {
    return new SearchRequest(
        query, filters, facets, sort, limit, cursor, meaning, isCollapsed, isExplained, false);
  }

  /** How free text finds records in this search. */
  public SearchMode mode() {
    if (meaning == null) {
      return SearchMode.LEXICAL;
    }
    return meaning.alone() ? SearchMode.SEMANTIC : SearchMode.HYBRID;
  }

  /**
   * What the query's free text means.
   *
   * @param atLeast how similar a record must be to be found, as {@link Embedding#similarity}
   * @param alone whether its words do not count
   */
  public record Meaning(Embedding embedding, double atLeast, boolean alone) {}

  /** The first {@code limit} hits of a query by relevance, nothing counted. */
  public static SearchRequest of(Query query, int limit) {
    return new SearchRequest(query, List.of(), List.of(), Sort.RELEVANCE, limit, null);
  }

  /** The same request for another query. */
  public SearchRequest withQuery(Query other) {
    return new SearchRequest(
        other, filters, facets, sort, limit, cursor, meaning, isCollapsed, isExplained, isCounted);
  }

  /**
   * A selection within a facet.
   *
   * @param values canonical values or bucket labels, at least one
   */
  public record FieldFilter(SearchField field, List<String> values) {
    public FieldFilter {
      values = List.copyOf(values);
    }
  }

  /**
   * A field whose values are counted among the matching records.
   *
   * @param limit how many values to return, most frequent first
   */
  public record Facet(SearchField field, int limit) {}

  /** The order of hits. Records without the value come last. */
  public sealed interface Sort {
    Sort RELEVANCE = new ByRelevance();

    /** Best match first; newest first when nothing in the query ranks. */
    record ByRelevance() implements Sort {}

    record ByField(SearchField field, boolean descending) implements Sort {}

    /**
     * Only records that have a number for the key are hits, NaN being none; of several the largest
     * counts when descending, else the smallest.
     */
    record ByMetric(String key, boolean descending) implements Sort {}

    /**
     * By several keys in turn, the most significant first. Every match is a hit: those without a
     * value of a key come last in either direction, and of a metric's values NaN just before them.
     */
    record ByKeys(List<SortKey> keys) implements Sort {
      public ByKeys {
        keys = List.copyOf(keys);
      }
    }
  }

  /** One of several keys to sort by. */
  public sealed interface SortKey {
    boolean descending();

    /** A number or instant field. */
    record OfField(SearchField field, boolean descending) implements SortKey {}

    /** A key as in {@link Query.MetricRange}; of several values the one that comes first counts. */
    record OfMetric(String key, boolean descending) implements SortKey {}

    /**
     * The first of the {@link ExactValues#texts} of a name, compared by code points in its first
     * {@value ExactValues#SORTED} characters.
     */
    record OfText(String name, boolean descending) implements SortKey {}
  }
}
