package org.modeldex.catalog;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.FreeText;
import org.modeldex.search.QueryEmbedder;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Meaning;
import org.modeldex.search.SearchRequest.Sort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds to searches what their text means, where that is wanted and possible. */
final class Meanings {
  private static final Logger log = LoggerFactory.getLogger(Meanings.class);

  private final Catalog.@Nullable Semantics semantics;

  Meanings(Catalog.@Nullable Semantics semantics) {
    this.semantics = semantics;
  }

  /**
   * The search as it is to be run.
   *
   * @param asked null for the usual mode if possible, else words alone
   */
  SearchRequest of(SearchRequest request, @Nullable SearchMode asked) {
    if (semantics == null) {
      if (asked == null || asked == SearchMode.LEXICAL) {
        return request;
      }
      throw ModeldexException.invalid(
          "mode", "cannot be " + asked.word() + ": this server has no embedder");
    }
    SearchMode mode = asked == null ? semantics.usual() : asked;
    boolean alone = mode == SearchMode.SEMANTIC;
    String text = FreeText.of(request.query());
    if (mode == SearchMode.LEXICAL
        || text.isEmpty()
        || (!alone && !(request.sort() instanceof Sort.ByRelevance))) {
      return request;
    }
    QueryEmbedder embedder = semantics.queries();
    try {
      return request.withMeaning(
          new Meaning(embedder.embed(text), embedder.relatedSimilarity(), alone));
    } catch (ModeldexException e) {
      if (asked != null) {
        throw e;
      }
      log.warn("a query cannot be embedded and is searched by its words", e);
      return request;
    }
  }
}
