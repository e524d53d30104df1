package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.web.SearchView.FacetView;
import org.modeldex.server.web.SearchView.ValueView;

/** The facets beside a search. */
final class SearchFacets {
  /** How many values the sidebar shows. */
  static final int SHOWN = 6;

  /** How many values there are on the page of one facet. */
  static final int ALL = 1_000;

  /** Most telling first; the kind has tabs of its own. */
  private static final List<SearchField> ORDER =
      List.of(
          SearchField.TASK,
          SearchField.PARAMETERS,
          SearchField.LICENSE,
          SearchField.LICENSING,
          SearchField.ARCHITECTURE,
          SearchField.DATASET,
          SearchField.LIBRARY,
          SearchField.FRAMEWORK,
          SearchField.LANGUAGE,
          SearchField.METRIC,
          SearchField.TAG,
          SearchField.OWNER,
          SearchField.STAGE,
          SearchField.PROJECT,
          SearchField.TRUST,
          SearchField.SOURCE,
          SearchField.UPDATED);

  private static final Set<SearchField> OPEN =
      Set.of(
          SearchField.TASK, SearchField.PARAMETERS, SearchField.LICENSE, SearchField.ARCHITECTURE);

  private final Wording wording;

  SearchFacets(Wording wording) {
    this.wording = wording;
  }

  /** The facets that have something to choose. */
  List<FacetView> of(List<FacetCounts> counts, SearchState state) {
    List<FacetView> views = new ArrayList<>();
    for (SearchField field : ORDER) {
      for (FacetCounts facet : counts) {
        boolean selected = facet.values().stream().anyMatch(FacetValue::selected);
        if (facet.field() == field && (facet.values().size() > 1 || selected)) {
          views.add(view(facet, state, SHOWN, OPEN.contains(field) || selected));
        }
      }
    }
    return views;
  }

  /** All values of one facet. */
  FacetView whole(FacetCounts facet, SearchState state) {
    return view(facet, state, ALL, true);
  }

  private FacetView view(FacetCounts facet, SearchState state, int limit, boolean open) {
    String word = facet.field().word();
    List<ValueView> values = new ArrayList<>();
    int unselected = 0;
    for (FacetValue value : facet.values()) {
      if (value.selected() || unselected++ < limit) {
        values.add(
            new ValueView(
                word + ':' + value.value(),
                wording.value(facet.field(), value.value()),
                Figures.count(value.count()),
                value.selected()));
      }
    }
    boolean more = unselected > limit && limit < ALL;
    return new FacetView(
        word,
        Wording.field(facet.field()),
        open,
        values,
        more ? state.withCursor(null).href("/facets/" + word) : null);
  }
}
