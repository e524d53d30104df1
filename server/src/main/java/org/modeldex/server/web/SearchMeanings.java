package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.server.web.SearchView.Correction;
import org.modeldex.server.web.SearchView.Meaning;

/** How the words of a search were taken. For one answer. */
final class SearchMeanings {
  private final SearchPlan plan;
  private final SearchState state;
  private final QuerySyntax syntax;
  private final Wording wording;

  SearchMeanings(SearchPlan plan, SearchState state, QuerySyntax syntax, Wording wording) {
    this.plan = plan;
    this.state = state;
    this.syntax = syntax;
    this.wording = wording;
  }

  /**
   * What the words look like, each with the address that insists on it unless it is excluded; the
   * surest first.
   */
  List<Meaning> of(SearchAnswer answer) {
    List<Meaning> meanings = new ArrayList<>();
    for (Interpretation meaning : answer.results().interpretation()) {
      SearchField field = meaning.field();
      if (field != null && !isInsistedOn(field, meaning)) {
        meanings.add(
            new Meaning(
                Wording.field(field),
                wording.value(field, meaning.value()),
                meaning.text(),
                meaning.isExclusion() ? null : insisting(field, meaning.filter()).href()));
      }
    }
    return meanings;
  }

  private boolean isInsistedOn(SearchField field, Interpretation meaning) {
    boolean filtered = plan.filters().stream().map(FieldFilter::field).anyMatch(f -> f == field);
    return (filtered && !meaning.isExclusion()) || plan.ownClauses().contains(meaning.filter());
  }

  private SearchState insisting(SearchField field, Query filter) {
    if (filter instanceof Query.FieldIs is && field.isFacet()) {
      return state.withFilter(field.word() + ':' + is.value());
    }
    return state.withQ(state.q() + ' ' + syntax.format(filter));
  }

  /** What was, or may have been, misspelled; null when nothing was. */
  @Nullable Correction correction(SearchAnswer answer) {
    SearchAnswer.Meant meant = answer.meant();
    if (meant == null) {
      return null;
    }
    String corrected = syntax.format(plan.ownPart(meant.query()));
    String asWritten = syntax.format(plan.ownQuoted(meant.query()));
    return new Correction(
        meant.isAnswered(),
        corrected,
        state.withQ(corrected).href(),
        asWritten,
        state.withQ(asWritten).href());
  }
}
