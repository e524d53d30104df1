package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.FreeText;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Meaning;
import org.modeldex.search.SearchRequest.Sort.ByMetric;

/**
 * The Lucene queries of one request.
 *
 * <pre>
 *   matching  by words or meaning
 *   base      matching, with a number of the metric that hits are ordered by
 *   all       base, through the filters: what the total counts
 *   hits      what is searched for a page: scored, or left to the order
 * </pre>
 */
final class RequestQueries {
  private final LuceneQueries queries;
  private final SearchRequest request;
  private final boolean isScored;
  private final List<Query> filters;
  private final @Nullable Neighbours near;
  private final Query matching;
  private final Query base;
  private final Query all;

  /**
   * Prepares them, and looks for the nearest in meaning if the request asks for that.
   *
   * @param isScored whether hits are ordered by relevance
   * @param filters what the request's filters demand
   */
  RequestQueries(
      RequestSearcher searcher,
      LuceneQueries queries,
      SearchRequest request,
      boolean isScored,
      List<Query> filters)
      throws IOException {
    this.queries = queries;
    this.request = request;
    this.isScored = isScored;
    this.filters = List.copyOf(filters);
    Meaning meaning = request.meaning();
    this.near = meaning == null ? null : Neighbours.find(searcher, meaning, demanded());
    this.matching = matching(queries.matching(request.query()), near);
    this.base =
        request.sort() instanceof ByMetric metric
            ? and(null, List.of(matching, queries.hasNumber(metric.key())))
            : matching;
    this.all = and(null, with(filters, base));
  }

  /** What a record must fulfil to be found by its meaning. */
  private Query demanded() {
    List<Query> demanded = with(filters, queries.matching(FreeText.without(request.query())));
    return and(null, with(demanded, queries.notExcluded(request.query())));
  }

  private static Query matching(Query words, @Nullable Neighbours near) {
    if (near != null && near.alone()) {
      return near.query();
    }
    return near == null || words instanceof MatchAllDocsQuery
        ? words
        : new BooleanQuery.Builder()
            .add(words, Occur.SHOULD)
            .add(near.query(), Occur.SHOULD)
            .build();
  }

  /** The nearest in meaning; null if the request asks for words alone. */
  @Nullable Neighbours near() {
    return near;
  }

  /** Whether all records match, through all filters. */
  boolean isEverything() {
    return matching instanceof MatchAllDocsQuery && filters.isEmpty();
  }

  /** Whether there are filters that not all records pass. */
  boolean isFiltered() {
    return !filters.isEmpty();
  }

  /** Everything that hits must match, but for the filters. */
  Query base() {
    return base;
  }

  /** Everything that hits must match. */
  Query all() {
    return all;
  }

  /** Everything that hits of one family must match. */
  Query all(String family) {
    return and(null, List.of(all, new TermQuery(new Term(SearchField.FAMILY.word(), family))));
  }

  /**
   * What is searched for the hits of a page. An order by a metric leaves out by itself what has no
   * number of it.
   */
  Query hits() {
    return isScored ? ranked(filters) : and(null, with(filters, matching));
  }

  /** The same for matches that are all found already. */
  Query hits(MatchSet matches) {
    Query found = new BitsQuery(matches);
    return isScored ? ranked(List.of(found)) : found;
  }

  private Query ranked(List<Query> filtering) {
    return and(queries.ranking(request.query()), filtering);
  }

  private static List<Query> with(List<Query> queries, Query another) {
    List<Query> all = new ArrayList<>(queries);
    all.add(another);
    return all;
  }

  private static Query and(@Nullable Query ranking, List<Query> filtering) {
    List<Query> needed =
        filtering.stream().filter(query -> !(query instanceof MatchAllDocsQuery)).toList();
    if (ranking == null && needed.size() <= 1) {
      return needed.isEmpty() ? MatchAllDocsQuery.INSTANCE : needed.getFirst();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (ranking != null) {
      all.add(ranking, Occur.MUST);
    }
    needed.forEach(query -> all.add(query, Occur.FILTER));
    return all.build();
  }
}
