package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Joins what the index finds with the records that the store holds. It takes the index as it
 * stands. A record deleted since it was found is left out.
 */
final class Searcher {
  private final MetadataStore store;
  private final SearchIndex index;
  private final Vocabulary vocabulary;

  Searcher(MetadataStore store, SearchIndex index, Vocabulary vocabulary) {
    this.store = store;
    this.index = index;
    this.vocabulary = vocabulary;
  }

  /**
   * What people see of a search: hits with their records, words as they were meant, and what would
   * find more.
   *
   * @param highlight whether to say where the words occur
   */
  SearchAnswer search(SearchRequest request, boolean highlight) {
    Misspellings misspellings = new Misspellings(index, request.query());
    Query read = misspellings.read();
    SearchResults results = index.search(request.withQuery(read));
    boolean isScarce =
        results.total() < SearchAnswer.FEW && !results.partial() && request.cursor() == null;
    return new SearchAnswer(
        request.mode(),
        results,
        found(request, read, results, highlight),
        misspellings.meant(),
        isScarce ? new Relaxations(index).of(request.withQuery(read), results.total()) : List.of());
  }

  private List<SearchAnswer.Found> found(
      SearchRequest request, Query read, SearchResults results, boolean highlight) {
    Map<RecordId, SearchDocument> documents = documents(ids(results));
    Map<RecordId, Map<SearchField, List<String>>> highlights =
        highlight
            ? index.highlight(
                read, documents.values().stream().map(SearchDocument::record).toList())
            : Map.of();
    ShownMeasurements shown = new ShownMeasurements(vocabulary, request);
    List<SearchAnswer.Found> found = new ArrayList<>();
    for (SearchResults.Hit hit : results.hits()) {
      SearchDocument document = documents.get(hit.id());
      if (document != null) {
        found.add(
            new SearchAnswer.Found(
                hit,
                document.record(),
                shown.of(document),
                highlights.getOrDefault(hit.id(), Map.of())));
      }
    }
    return found;
  }

  /** See {@link Catalog#records}. */
  RecordPage records(SearchRequest request) {
    SearchResults results = whole(request);
    List<RecordId> ids = ids(results);
    List<Optional<MetadataRecord>> read = store.findPage(ids);
    while (read.size() < ids.size()) { // the next page begins behind what was read
      results = whole(request.withLimit(read.size()));
      ids = ids(results);
      read = store.findPage(ids);
    }
    return new RecordPage(
        read.stream().flatMap(Optional::stream).map(vocabulary::interpret).toList(),
        results.nextCursor());
  }

  /** See {@link Catalog#matching}. */
  Set<RecordId> matching(Query query, List<RecordId> ids) {
    FieldFilter among =
        new FieldFilter(SearchField.ID, ids.stream().map(RecordId::toString).toList());
    SearchResults results =
        whole(
            new SearchRequest(query, List.of(among), List.of(), Sort.RELEVANCE, ids.size(), null));
    return results.hits().stream().map(SearchResults.Hit::id).collect(Collectors.toSet());
  }

  /** All hits of a page, for those who could not tell that some are missing. */
  private SearchResults whole(SearchRequest request) {
    SearchResults results = index.search(request.uncounted());
    if (results.partial()) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the search took too long");
    }
    return results;
  }

  private static List<RecordId> ids(SearchResults results) {
    return results.hits().stream().map(SearchResults.Hit::id).toList();
  }

  /** The records that exist, in this order, with what they inherit. */
  Map<RecordId, SearchDocument> documents(List<RecordId> ids) {
    Map<RecordId, SearchDocument> documents = new LinkedHashMap<>();
    store
        .findAll(ids)
        .forEach((id, record) -> documents.put(id, SearchDocument.of(record, store, vocabulary)));
    return documents;
  }

  /**
   * A record with what it inherits.
   *
   * @throws ModeldexException NOT_FOUND when it does not exist
   */
  SearchDocument document(RecordId id) {
    return documents(List.of(id)).values().stream()
        .findFirst()
        .orElseThrow(() -> ModeldexException.notFound(id));
  }
}
