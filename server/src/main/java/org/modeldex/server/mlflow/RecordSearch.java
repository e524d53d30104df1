package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
import org.modeldex.server.mlflow.SearchApi.RecordWriter;

/**
 * Searches for pages of records. One that is held in memory may have fewer records than asked for,
 * when they are large; one that is written while it is read may have any number. Page tokens are
 * the index's cursors: they belong to their search and are right whatever is written in between.
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
   * @param most how many it may ask for, at most 1,000
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
   * @param limit at most 1,000
   * @param token where the last page ended; null or empty for the first page
   */
  RecordPage page(
      Principal principal, Query query, List<SortKey> order, int limit, @Nullable String token) {
    String cursor = token == null || token.isEmpty() ? null : token;
    return catalog.records(
        principal,
        new SearchRequest(query, List.of(), List.of(), new Sort.ByKeys(order), limit, cursor));
  }

  /**
   * As {@link #page}, of any length, for an answer that is sent while it is written. Its first part
   * is read at once: what is wrong with the search shows in it.
   */
  LongPage longPage(MlflowCall call, List<Query> all, List<SortKey> order, int usual, int most) {
    Query query = new Query.And(all);
    int limit = call.maxResults(usual, most);
    return new LongPage(
        page(call.principal(), query, order, Math.min(limit, AT_ONCE), call.text("page_token")),
        limit,
        (left, cursor) -> page(call.principal(), query, order, Math.min(left, AT_ONCE), cursor));
  }

  /** Reads one part more of a page. */
  @FunctionalInterface
  private interface Parts {
    RecordPage read(int left, String cursor);
  }

  /** A page of which one part is held in memory. */
  static final class LongPage {
    private final RecordPage first;
    private final int limit;
    private final Parts parts;

    private LongPage(RecordPage first, int limit, Parts parts) {
      this.first = first;
      this.limit = limit;
      this.parts = parts;
    }

    /** Writes the records in the list, which is left out when it is empty, and the next token. */
    void write(JsonGenerator json, String list, RecordWriter writer) throws IOException {
      RecordPage part = first;
      int left = limit;
      json.writeStartObject();
      boolean isEmpty = true;
      while (true) {
        for (MetadataRecord record : part.records()) {
          if (isEmpty) {
            json.writeArrayFieldStart(list);
            isEmpty = false;
          }
          writer.write(record);
        }
        left -= part.records().size();
        String cursor = part.next();
        if (cursor == null || left <= 0) {
          break;
        }
        part = parts.read(left, cursor);
      }
      if (!isEmpty) {
        json.writeEndArray();
      }
      if (part.next() != null) {
        json.writeStringField("next_page_token", part.next());
      }
      json.writeEndObject();
    }
  }
}
