package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.recommend.RecommendationRequest;
import org.modeldex.recommend.RecommendationRequest.Wanted;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What the page of a recommendation asks the catalog for.
 *
 * @param without the state without a clause, for every clause of the conditions
 */
record ChoosePlan(RecommendationRequest request, Map<Query, ChooseState> without) {
  private static final int FEW = 10;
  private static final int MANY = 30;

  /**
   * Understands a page's state.
   *
   * @throws ModeldexException QUERY_SYNTAX or INVALID_ARGUMENT for what cannot be understood
   */
  static ChoosePlan of(ChooseState state, QuerySyntax syntax, Vocabulary vocabulary) {
    Map<Query, ChooseState> without = new LinkedHashMap<>();
    List<Query> own = Query.conjuncts(syntax.parse(state.where()));
    for (Query clause : own) {
      without.put(clause, state.withWhere(without(own, clause, syntax)));
    }
    if (!state.parameters().isEmpty()) {
      Query most = atMost(SearchField.PARAMETERS, state.parameters(), syntax);
      without.put(most, state.withoutParameters());
    }
    if (!state.size().isEmpty()) {
      without.put(atMost(SearchField.SIZE, state.size(), syntax), state.withoutSize());
    }
    if (!state.licenses().isEmpty()) {
      without.put(anyLicense(state.licenses(), syntax), state.withoutLicenses());
    }
    List<Query> conditions = List.copyOf(without.keySet());
    RecommendationRequest.contradiction(conditions)
        .ifPresent(two -> {
          throw ModeldexException.invalid(
              "the limits",
              "ask for what no model can be: %s and %s"
                  .formatted(syntax.format(two.getFirst()), syntax.format(two.getLast())));
        });
    List<Wanted> objectives = new ArrayList<>();
    state
        .weights()
        .forEach(
            (by, weight) -> objectives.add(new Wanted(canonical(by, syntax), weight(by, weight))));
    return new ChoosePlan(
        new RecommendationRequest(
            state.task().isEmpty() ? null : vocabulary.taskSlug(state.task()),
            conditions,
            objectives,
            !state.measuredOnly(),
            state.more() ? MANY : FEW),
        without);
  }

  private static String without(List<Query> clauses, Query clause, QuerySyntax syntax) {
    List<Query> others = clauses.stream().filter(other -> !other.equals(clause)).toList();
    return others.isEmpty() ? "" : syntax.format(Query.together(others));
  }

  private static Query atMost(SearchField field, String number, QuerySyntax syntax) {
    return SearchPlan.range(field.word(), new SearchState.Bounds("", number), syntax);
  }

  /** Licences by name, or {@code permissive}. */
  private static Query anyLicense(List<String> licenses, QuerySyntax syntax) {
    List<Query> any =
        licenses.stream()
            .map(license -> syntax.parseFilter(SearchField.LICENSE.word() + ':' + license))
            .map(filter -> (Query) new Query.FieldIs(filter.field(), filter.values().getFirst()))
            .toList();
    return any.size() == 1 ? any.getFirst() : new Query.Or(any);
  }

  private static String canonical(String by, QuerySyntax syntax) {
    return SearchField.find(by).isPresent() ? by : syntax.metricKey(by);
  }

  private static double weight(String by, String weight) {
    try {
      double number = Double.parseDouble(weight.replace(',', '.'));
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid("the weight of " + by, "must be a number: " + weight);
    }
    throw ModeldexException.invalid("the weight of " + by, "must be above 0 but is " + weight);
  }
}
