package org.modeldex.server.web;

import java.nio.file.Path;
import java.time.Instant;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.server.http.Problem;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Vocabulary;

/** All pages. */
public final class WebPages {
  private final Parts parts;
  private final Assets assets = new Assets();

  public WebPages(Parts parts) {
    this.parts = parts;
  }

  /**
   * What the pages are made from.
   *
   * @param version of the program
   * @param startedAt when it was started
   * @param uploads folder of uploads that wait to be imported; what is in it is deleted
   */
  public record Parts(
      Catalog catalog,
      Vocabulary vocabulary,
      QuerySyntax syntax,
      String version,
      Instant startedAt,
      Path uploads) {}

  /** The page that shows what went wrong. */
  private byte[] problem(Problem problem, String requestId) {
    Page page = Page.of(ProblemView.title(problem), Page.Section.NONE, assets);
    ProblemView view = ProblemView.of(problem, requestId);
    return Html.bytes((out, none) -> JteproblemGenerated.render(out, none, page, view));
  }

  public void register(RouteRegistrar routes) {
    routes.showProblems(this::problem);
    assets.register(routes);
    KnownMetrics metrics = new KnownMetrics(parts.catalog());
    new SearchPage(parts, metrics, assets).register(routes);
    new SuggestionList(parts).register(routes);
    new RecordPage(parts, metrics, assets).register(routes);
    new RevisionPage(parts, assets).register(routes);
    new EditPage(parts, assets).register(routes);
    new ComparePage(parts, assets).register(routes);
    new ChoosePage(parts, assets).register(routes);
    new LeaderboardPage(parts, assets).register(routes);
    new TasksPage(parts, assets).register(routes);
    new DictionaryPage(parts, assets).register(routes);
    new ImportPage(parts, assets).register(routes);
    new StatusPage(parts, assets).register(routes);
  }
}
