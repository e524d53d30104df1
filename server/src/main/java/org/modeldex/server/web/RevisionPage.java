package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.Comparison;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchDocument;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Vocabulary;

/** What one revision of a record changed. */
final class RevisionPage {
  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final Assets assets;

  RevisionPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.vocabulary = parts.vocabulary();
    this.assets = assets;
  }

  /**
   * The page.
   *
   * @param before the number of the revision before; null for the first
   * @param changes null when there is nothing to compare with
   */
  record View(
      String name,
      String href,
      String revision,
      @Nullable String before,
      String at,
      String jsonHref,
      @Nullable ComparisonView changes) {}

  void register(RouteRegistrar routes) {
    routes.get(RecordPage.PATH + "/revisions/{revision}", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    RecordId id = RecordPage.id(request);
    long number = number(request.pathParam("revision"));
    MetadataRecord now =
        catalog
            .revision(principal, id, number)
            .orElseThrow(() ->
                new ModeldexException(
                    ErrorCode.NOT_FOUND, id + " had no state at revision " + number));
    Optional<MetadataRecord> before = catalog.revision(principal, id, number - 1);
    View view =
        new View(
            Wording.name(id),
            Address.of(id),
            Long.toString(number),
            before.map(record -> Long.toString(record.revision())).orElse(null),
            now.updated() == null
                ? ""
                : Figures.minute(now.updated().at()) + " by " + now.updated().by(),
            Address.api(id) + "/revisions/" + number,
            before.map(record -> changes(record, now)).orElse(null));
    Page page = Page.of(Wording.name(id) + ", revision " + number, Page.Section.RECORD, assets);
    Html.send(request, 200, (out, none) -> JterevisionGenerated.render(out, none, page, view));
  }

  private ComparisonView changes(MetadataRecord before, MetadataRecord now) {
    List<SearchDocument> both =
        List.of(new SearchDocument(before, List.of()), new SearchDocument(now, List.of()));
    return ComparisonView.of(
        Comparison.of(both, vocabulary).differences(), new Wording(vocabulary), true);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid("revision", "must be a whole number but is " + text);
    }
  }
}
