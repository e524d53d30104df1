package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.Leaderboard;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.RecordView.Link;
import org.modeldex.vocabulary.Vocabulary;

/** All models by one metric, and how its best value came about over time. */
final class LeaderboardPage {
  private static final int PAGE = 50;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;
  private final Wording wording;
  private final Assets assets;

  LeaderboardPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.vocabulary = parts.vocabulary();
    this.syntax = parts.syntax();
    this.assets = assets;
    wording = new Wording(vocabulary);
  }

  /** Where the leaderboard of a metric key is. */
  static String address(String key) {
    return new Address("/leaderboard").with("key", key).toString();
  }

  /** A place. */
  record Row(
      String rank,
      String id,
      Link model,
      String project,
      String value,
      String parameters,
      String license,
      String date) {}

  /**
   * The page.
   *
   * @param mixed boards of single datasets, where this one mixes several
   * @param progress null when no value has a date, and when there are too many values
   * @param tooMany whether there are more values than a curve takes
   */
  record View(
      String title,
      String key,
      String direction,
      String total,
      String q,
      List<Link> mixed,
      List<Row> rows,
      @Nullable String nextHref,
      @Nullable ProgressChart progress,
      boolean tooMany) {}

  void register(RouteRegistrar routes) {
    routes.get("/leaderboard", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    String given = request.queryParam("key");
    String words = given == null || given.isBlank() ? "accuracy@imagenet-1k" : given;
    String key = syntax.metricKey(words);
    String q = request.queryParam("q") == null ? "" : String.valueOf(request.queryParam("q"));
    Query own = syntax.parse(q);
    Query query =
        Query.compares(own, SearchField.KIND)
            ? own
            : new Query.And(List.of(own, new Query.FieldIs(SearchField.KIND, Kind.MODEL.word())));
    catalog.awaitFresh();
    Leaderboard board =
        catalog.leaderboard(principal, key, query, PAGE, request.queryParam("cursor"));
    ProgressChart progress = null;
    boolean tooMany = false;
    try {
      progress = ProgressChart.of(catalog.progress(principal, key, query));
    } catch (ModeldexException e) {
      // Everything else that it refuses, the board has refused before.
      tooMany = e.code() == ErrorCode.INVALID_ARGUMENT;
      if (!tooMany) {
        throw e;
      }
    }
    String one = Query.compares(own, SearchField.KIND) ? "record" : "model";
    View view = view(board, q, Figures.count(board.total(), one, one + 's'), progress, tooMany);
    Page page = Page.of(view.title(), Page.Section.METRICS, assets);
    Html.send(request, 200, (out, none) -> JteleaderboardGenerated.render(out, none, page, view));
  }

  private View view(
      Leaderboard board,
      String q,
      String total,
      @Nullable ProgressChart progress,
      boolean tooMany) {
    List<Row> rows = new ArrayList<>();
    for (Leaderboard.Entry entry : board.entries()) {
      rows.add(row(entry, board.unit()));
    }
    String next = board.nextCursor();
    return new View(
        wording.subject(board.key()),
        board.key(),
        wording.direction(board.key()),
        total,
        q,
        board.mixed().stream().map(key -> new Link(wording.subject(key), address(key))).toList(),
        rows,
        next == null
            ? null
            : new Address("/leaderboard")
                .with("key", board.key())
                .with("q", q)
                .with("cursor", next)
                .toString(),
        progress,
        tooMany);
  }

  private static Row row(Leaderboard.Entry entry, @Nullable String unit) {
    MetadataRecord record = entry.record();
    var reading = entry.measurement().reading();
    Double value = reading == null ? null : reading.value();
    Long parameters = record.structural().parameterCount();
    String license = record.contextual().license();
    return new Row(
        Figures.count(entry.rank()),
        record.id().toString(),
        new Link(Wording.name(record.id()), Address.of(record.id())),
        record.id().project(),
        value == null ? entry.measurement().raw() : Figures.value(value, unit),
        parameters == null ? "" : Figures.quantity(parameters),
        license == null ? "" : license,
        entry.moment() == null ? "" : Figures.date(entry.moment().at()));
  }
}
