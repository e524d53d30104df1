package org.modeldex.server.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.SlowSearch;
import org.modeldex.record.Kind;
import org.modeldex.server.http.RouteRegistrar;

/** How the catalogue stands: what it holds, whether searches are fresh, what it takes. */
final class StatusPage {
  private final Catalog catalog;
  private final QuerySyntax syntax;
  private final String version;
  private final Instant startedAt;
  private final Assets assets;

  StatusPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.syntax = parts.syntax();
    this.version = parts.version();
    this.startedAt = parts.startedAt();
    this.assets = assets;
  }

  /** A number and what it counts. */
  record Figure(String label, String value, @Nullable String href) {}

  /**
   * The page.
   *
   * @param trouble what is wrong; empty when nothing is
   * @param slowest searches; none for those who may not see what others look for
   */
  record View(
      List<String> trouble, List<Figure> records, List<Figure> system, List<Slow> slowest) {}

  /**
   * A slow search.
   *
   * @param text empty for everything
   * @param waited how much of it was waiting for the index, empty for none
   */
  record Slow(String text, String shape, String millis, String waited, String found, String at) {}

  void register(RouteRegistrar routes) {
    routes.get("/status", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    Catalog.Status status = catalog.status(principal);
    View view = new View(trouble(status), records(status), system(status), slowest(principal));
    Page page = Page.of("Status", Page.Section.STATUS, assets);
    Html.send(request, 200, (out, none) -> JtestatusGenerated.render(out, none, page, view));
  }

  private List<Slow> slowest(Principal principal) {
    if (!principal.permissions().contains(Permission.OPERATE)) {
      return List.of();
    }
    return catalog.slowSearches(principal).stream().map(this::slow).toList();
  }

  private Slow slow(SlowSearch search) {
    long waited = search.waited().toMillis();
    return new Slow(
        syntax.format(search.request().query()),
        QueryShape.of(search),
        Figures.count(search.took().toMillis()),
        waited == 0 ? "" : Figures.count(waited),
        Figures.count(search.total()) + (search.partial() ? ", cut short" : ""),
        Figures.minute(search.at()));
  }

  private static List<String> trouble(Catalog.Status status) {
    List<String> trouble = new ArrayList<>();
    if (status.store().full()) {
      trouble.add("The disk is full: reads go on, writes wait for space.");
    }
    if (status.rebuilding()) {
      trouble.add(
          "The index is being rebuilt; until it is done searches go by the old one, if there is"
              + " any.");
    }
    if (status.indexFailure() != null) {
      trouble.add("Indexing does not get on: " + status.indexFailure());
    }
    return trouble;
  }

  private static List<Figure> records(Catalog.Status status) {
    List<Figure> figures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = status.store().counts().getOrDefault(kind, 0L);
      if (count > 0) {
        figures.add(
            new Figure(
                Wording.kind(kind, true),
                Figures.count(count),
                new Address("/").with("kind", kind.word()).toString()));
      }
    }
    return figures;
  }

  private List<Figure> system(Catalog.Status status) {
    long behind = status.store().sequence() - status.visibleSequence();
    return List.of(
        new Figure("Changes so far", Figures.count(status.store().sequence()), null),
        new Figure(
            "Searches are behind by",
            behind <= 0 ? "nothing" : Figures.count(behind, "change", "changes"),
            null),
        new Figure("Records take", Figures.bytes(status.storeBytes()), null),
        new Figure("The index takes", Figures.bytes(status.index().sizeBytes()), null),
        new Figure(
            "Running for", Figures.duration(Duration.between(startedAt, Instant.now())), null),
        new Figure("Version", version, null));
  }
}
