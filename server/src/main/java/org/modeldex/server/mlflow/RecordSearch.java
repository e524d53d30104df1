package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchRequest.SortKey;

/**
 * Searches for whole pages of records, which may be larger than what the index gives at once. Page
 * tokens are the index's cursors: they belong to their search and are right whatever is written in
 * between.
 */
final class RecordSearch {
  private static final int AT_ONCE = 1_000;

  private final Catalog catalog;

  RecordSearch(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The page that a call asks for by {@code max_results} and {@code page_token}.
   *
   * @param all what must match together
   * @param usual how many records there are on a page when the call does not say
   * @param most how many it may ask for
   */
  RecordPage page(MlflowCall call, List<Query> all, List<SortKey> order, int usual, int most) {
    return page(
        call.principal(),
        new Query.And(all),
        order,
        call.maxResults(usual, most),
        call.text("page_token"));
  }

  /**
   * A page.
   *
   * @param order most significant first; at the end ids decide
   * @param token where the last page ended; null or empty for the first page
   */
  RecordPage page(
      Principal principal, Query query, List<SortKey> order, int limit, @Nullable String token) {
    List<MetadataRecord> found = new ArrayList<>();
    String cursor = token == null || token.isEmpty() ? null : token;
    int left = limit;
    do {
      int wanted = Math.min(left, AT_ONCE);
      RecordPage page =
          catalog.records(
              principal,
              new SearchRequest(
                  query, List.of(), List.of(), new Sort.ByKeys(order), wanted, cursor));
      found.addAll(page.records());
      cursor = page.next();
      left -= wanted;
    } while (left > 0 && cursor != null);
    return new RecordPage(found, cursor);
  }
}
