package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.catalog.SearchAnswer.Relaxation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.server.web.SearchView.Suggestion;

/** What to leave away when nothing was found. */
final class SearchRelaxations {
  private SearchRelaxations() {}

  static List<Suggestion> of(
      SearchAnswer answer,
      SearchPlan plan,
      SearchState state,
      QuerySyntax syntax,
      Wording wording) {
    List<Suggestion> suggestions = new ArrayList<>();
    for (Relaxation relaxation : answer.relaxations()) {
      String found = Figures.count(relaxation.total());
      suggestions.add(
          switch (relaxation) {
            case Relaxation.WithoutClause without -> {
              String key = rangeKey(plan, without.clause());
              yield key == null
                  ? new Suggestion(
                      syntax.format(without.clause()),
                      found,
                      state.withQ(plan.ownWithout(without.clause(), syntax)).href())
                  : new Suggestion(
                      wording.subject(key) + ' ' + SearchRanges.words(state.range(key)),
                      found,
                      state.withoutRange(key).href());
            }
            case Relaxation.WithoutFilter without ->
                new Suggestion(
                    words(without.filter(), wording),
                    found,
                    withoutFilter(state, without.filter().field()).href());
          });
    }
    return suggestions;
  }

  private static @org.jspecify.annotations.Nullable String rangeKey(SearchPlan plan, Query clause) {
    for (Map.Entry<String, Query> range : plan.ranges().entrySet()) {
      if (range.getValue().equals(clause)) {
        return range.getKey();
      }
    }
    return null;
  }

  private static SearchState withoutFilter(SearchState state, SearchField field) {
    SearchState without = state.withoutFilters(field.word());
    return field == SearchField.KIND ? without.withKind(SearchState.ALL_KINDS) : without;
  }

  private static String words(FieldFilter filter, Wording wording) {
    return Wording.field(filter.field())
        + ": "
        + String.join(
            " or ",
            filter.values().stream().map(value -> wording.value(filter.field(), value)).toList());
  }
}
