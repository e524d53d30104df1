package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchResults;
import org.modeldex.search.Similar;

/**
 * A record that is like another one.
 *
 * @param shared what both have: values of fields, then words, the most telling of each first
 */
public record SimilarRecord(SearchAnswer.Found found, List<Similar.Trait> shared) {
  public SimilarRecord {
    shared = List.copyOf(shared);
  }

  /** Those whose records still exist. */
  static List<SimilarRecord> all(
      List<Similar> similar, Map<RecordId, SearchDocument> documents, ShownMeasurements shown) {
    List<SimilarRecord> all = new ArrayList<>();
    for (Similar one : similar) {
      SearchDocument document = documents.get(one.id());
      if (document != null) {
        SearchResults.Hit hit = new SearchResults.Hit(one.id(), one.score());
        all.add(
            new SimilarRecord(
                new SearchAnswer.Found(hit, document.record(), shown.of(document), Map.of()),
                one.shared()));
      }
    }
    return all;
  }
}
