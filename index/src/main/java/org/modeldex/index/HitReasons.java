package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.modeldex.search.Query;
import org.modeldex.search.Reason;
import org.modeldex.search.SearchField;

/** Takes the scores of hits apart. One query, one thread. */
final class HitReasons {
  private final IndexSearcher searcher;
  private final LuceneQueries queries;
  private final List<RankedPart> parts;

  HitReasons(IndexSearcher searcher, LuceneQueries queries, Query query) {
    this.searcher = searcher;
    this.queries = queries;
    this.parts = queries.parts(query);
  }

  /** What a document's score comes from, the most first. */
  List<Reason> of(int doc) throws IOException {
    List<Reason> reasons = new ArrayList<>();
    for (RankedPart part : parts) {
      Explanation scored = searcher.explain(part.query(), doc);
      double score = scored.isMatch() ? scored.getValue().doubleValue() : 0;
      if (score > 0) {
        reasons.add(new Reason(part.type(), part.text(), places(part, doc), score));
      }
    }
    reasons.sort(Comparator.comparingDouble(Reason::score).reversed());
    return List.copyOf(reasons);
  }

  private List<SearchField> places(RankedPart part, int doc) throws IOException {
    Set<SearchField> places = new LinkedHashSet<>();
    if (part.type() == Reason.Type.WORD) {
      for (TextPart place : TextPart.values()) {
        if (searcher.explain(queries.allWords(place, part.text()), doc).isMatch()) {
          places.add(place.field());
        }
      }
    }
    return List.copyOf(places);
  }
}
