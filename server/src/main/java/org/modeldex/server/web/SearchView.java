package org.modeldex.server.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the search page shows.
 *
 * @param partial whether the time limit cut the search short
 * @param isCatalogueEmpty whether there is nothing at all to be found
 * @param correction null when nothing seems misspelled
 * @param folding null where one family is asked for
 * @param table null when hits are shown as cards
 * @param nextHref null on the last page
 */
record SearchView(
    SearchState state,
    String summary,
    String millis,
    boolean partial,
    boolean isCatalogueEmpty,
    List<Tab> tabs,
    List<Chip> chips,
    List<Meaning> meanings,
    @Nullable Correction correction,
    @Nullable Folding folding,
    List<FacetView> facets,
    List<RangeView> ranges,
    List<Sorting> sortings,
    List<HitView> hits,
    @Nullable TableView table,
    @Nullable String nextHref,
    List<Suggestion> relaxations,
    Share share) {

  /** Filters of fields that the facets beside the search do not show. */
  List<String> otherFilters() {
    return state.filters().stream()
        .filter(
            filter -> facets.stream().noneMatch(f -> f.field().equals(SearchState.field(filter))))
        .toList();
  }

  /** The sort options by group, in order. */
  List<List<Sorting>> sortingGroups() {
    return List.copyOf(
        sortings.stream()
            .collect(
                Collectors.groupingBy(
                    Sorting::group, java.util.LinkedHashMap::new, Collectors.toList()))
            .values());
  }

  record Tab(String label, String count, String href, boolean current) {}

  /** Something that narrows the search. */
  record Chip(String label, String value, String withoutHref) {}

  /**
   * What words of the search look like.
   *
   * @param text the words
   * @param insistHref where only records are found of which it holds; null for what is excluded
   */
  record Meaning(String field, String value, String text, @Nullable String insistHref) {}

  /**
   * What may be misspelled.
   *
   * @param isAnswered whether the hits are those of the corrected search
   * @param asWritten the search whose words are taken as they were written
   */
  record Correction(
      boolean isAnswered,
      String corrected,
      String correctedHref,
      String asWritten,
      String asWrittenHref) {}

  /** Whether variants of a model are folded, and the address that changes it. */
  record Folding(boolean isFolded, String otherHref) {}

  /** The other variants of a hit. */
  record Variants(String label, String href) {}

  record Sorting(String value, String label, String group) {}

  /** Another search that finds something. */
  record Suggestion(String text, String found, String href) {}

  /**
   * A facet of the sidebar.
   *
   * @param open whether it is unfolded from the start
   * @param allHref where all values are; null when these are all
   */
  record FacetView(
      String field, String title, boolean open, List<ValueView> values, @Nullable String allHref) {}

  record ValueView(String filter, String label, String count, boolean selected) {}

  /**
   * A metric that can be narrowed.
   *
   * @param percent whether the values are ratios, written in percent
   * @param low smallest value within reach, as a slider's number
   * @param outline an SVG path of the values' spread, 224 by 40; empty when there are none
   */
  record RangeView(
      String key,
      String title,
      String direction,
      SearchState.Bounds bounds,
      boolean percent,
      String low,
      String high,
      String outline) {}

  /**
   * A hit as a card.
   *
   * @param snippet HTML whose text is escaped
   * @param description its beginning, where there is no snippet
   */
  record HitView(
      String href,
      String id,
      String project,
      String name,
      List<String> facts,
      List<String> tasks,
      @Nullable String snippet,
      String description,
      List<MeasureView> measures,
      Completeness completeness,
      @Nullable Variants variants) {}

  /**
   * A value and what it means.
   *
   * @param place where it lies between the catalogue's worst and best, 0 to 100; null when that is
   *     unknown
   */
  record MeasureView(
      String metric,
      String on,
      String value,
      String raw,
      String key,
      String trust,
      @Nullable String place) {}

  record TableView(List<Column> columns, List<Choice> choices, List<Row> rows) {}

  /**
   * A column of the table.
   *
   * @param order {@code ascending} or {@code descending}; null when hits are not sorted by it
   * @param sortHref where they are, or are the other way round; null when they cannot be
   */
  record Column(String title, boolean number, @Nullable String order, @Nullable String sortHref) {}

  /** A column that can be chosen. */
  record Choice(String key, String title, boolean chosen) {}

  record Row(
      String href,
      String id,
      String name,
      String project,
      @Nullable Variants variants,
      List<String> cells) {}

  /** The search in other forms. */
  record Share(String curl, String json, String csvHref, String jsonHref) {}
}
