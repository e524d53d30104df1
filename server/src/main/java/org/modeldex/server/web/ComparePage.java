package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.Comparison;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.RecordView.Link;

/** Records side by side. */
final class ComparePage {
  private static final int MOST = 20;

  private final Catalog catalog;
  private final Wording wording;
  private final Assets assets;

  ComparePage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.assets = assets;
    wording = new Wording(parts.vocabulary());
  }

  /**
   * A column.
   *
   * @param withoutHref the comparison without it
   */
  record Head(String id, Link link, String project, String withoutHref) {}

  /**
   * The page.
   *
   * @param otherHref all rows, or the differences only
   */
  record View(
      List<Head> heads,
      boolean differences,
      String otherHref,
      String csvHref,
      ComparisonView table,
      @Nullable ParallelChart parallel,
      @Nullable ScatterChart scatter) {}

  void register(RouteRegistrar routes) {
    routes.get("/compare", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    List<String> texts = request.queryParams("id").stream().distinct().toList();
    Page page = Page.of("Compare", Page.Section.COMPARE, assets);
    if (texts.size() < 2) {
      Html.send(request, 200, (out, none) -> JtecompareNoneGenerated.render(out, none, page));
      return;
    }
    if (texts.size() > MOST) {
      throw ModeldexException.invalid("id", "is given " + texts.size() + " times, more than 20");
    }
    List<RecordId> ids = texts.stream().map(RecordId::parse).toList();
    Comparison comparison = catalog.compare(principal, ids);
    boolean differences = "true".equals(request.queryParam("differences"));
    String x = request.queryParam("x");
    String y = request.queryParam("y");
    View view =
        new View(
            heads(comparison.records(), texts, differences),
            differences,
            address(texts, !differences).with("x", x).with("y", y).toString(),
            new Address("/api/v1/compare").with("id", texts).with("format", "csv").toString(),
            ComparisonView.of(differences ? comparison.differences() : comparison, wording, false),
            ParallelChart.of(comparison, wording),
            ScatterChart.of(comparison, wording, x, y));
    Html.send(request, 200, (out, none) -> JtecompareGenerated.render(out, none, page, view));
  }

  private static List<Head> heads(
      List<MetadataRecord> records, List<String> ids, boolean differences) {
    List<Head> heads = new ArrayList<>();
    for (MetadataRecord record : records) {
      RecordId id = record.id();
      List<String> others = ids.stream().filter(other -> !other.equals(id.toString())).toList();
      heads.add(
          new Head(
              id.toString(),
              new Link(Wording.name(id), Address.of(id)),
              id.project(),
              address(others, differences).toString()));
    }
    return heads;
  }

  private static Address address(List<String> ids, boolean differences) {
    return new Address("/compare").with("id", ids).with("differences", differences ? "true" : "");
  }
}
