package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.SearchAnswer.Relaxation;
import org.modeldex.search.FreeText;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Meaning;

/** Finds out which part of a search that found little stands in the way. */
final class Relaxations {
  private static final int MAX_TRIED = 10;

  private final SearchIndex index;

  Relaxations(SearchIndex index) {
    this.index = index;
  }

  /**
   * The parts that, taken away alone, lead to more hits; the most hits first. Taking away the only
   * part is no help. While there are hits, neither are the words they are ranked by nor the kind.
   *
   * @param hits how many the whole search has
   */
  List<Relaxation> of(SearchRequest request, long hits) {
    List<Relaxation> relaxations = new ArrayList<>();
    List<Query> clauses =
        request.query() instanceof Query.And and ? and.clauses() : List.of(request.query());
    boolean isFiltered =
        request.filters().stream().anyMatch(filter -> filter.field() != SearchField.KIND);
    for (int i = 0; i < Math.min(clauses.size(), MAX_TRIED); i++) {
      List<Query> others = new ArrayList<>(clauses);
      Query clause = others.remove(i);
      if ((hits == 0 || !(clause instanceof Query.Words)) && (!others.isEmpty() || isFiltered)) {
        Meaning meaning = FreeText.of(clause).isEmpty() ? request.meaning() : null;
        long total = count(request, new Query.And(others), request.filters(), meaning);
        if (total > hits) {
          relaxations.add(new Relaxation.WithoutClause(clause, total));
        }
      }
    }
    for (FieldFilter filter : request.filters()) {
      List<FieldFilter> others = new ArrayList<>(request.filters());
      others.remove(filter);
      if (hits == 0 || filter.field() != SearchField.KIND) {
        long total = count(request, request.query(), others, request.meaning());
        if (total > hits) {
          relaxations.add(new Relaxation.WithoutFilter(filter, total));
        }
      }
    }
    relaxations.sort(Comparator.comparingLong(Relaxation::total).reversed());
    return relaxations;
  }

  /** In the order of the request, as an order by a metric leaves out what has none. */
  private long count(
      SearchRequest request, Query query, List<FieldFilter> filters, @Nullable Meaning meaning) {
    return index
        .search(
            new SearchRequest(query, filters, List.of(), request.sort(), 1, null)
                .withMeaning(meaning))
        .total();
  }
}
