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

  private final @Nullable QueryEmbedder embedder;

  Meanings(@Nullable QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * The search as it is to be run.
   *
   * @param mode null for both words and meaning if possible, else words alone
   */
  SearchRequest of(SearchRequest request, @Nullable SearchMode mode) {
    boolean alone = mode == SearchMode.SEMANTIC;
    if (mode == SearchMode.LEXICAL) {
      return request;
    }
    if (embedder == null) {
      if (mode == null) {
        return request;
      }
      throw ModeldexException.invalid(
          "mode", "cannot be " + mode.word() + ": this server has no embedder");
    }
    String text = FreeText.of(request.query());
    if (text.isEmpty() || (!alone && !(request.sort() instanceof Sort.ByRelevance))) {
      return request;
    }
    try {
      return request.withMeaning(
          new Meaning(embedder.embed(text), embedder.relatedSimilarity(), alone));
    } catch (ModeldexException e) {
      if (mode != null) {
        throw e;
      }
      log.warn("a query cannot be embedded and is searched by its words", e);
      return request;
    }
  }
}
