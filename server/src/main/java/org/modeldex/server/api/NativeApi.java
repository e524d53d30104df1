package org.modeldex.server.api;

import java.time.Instant;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Vocabulary;

/** All routes of the native protocol. */
public final class NativeApi {
  static final String ROOT = "/api/v1";

  /** The header of a write's answer that says which change it made. */
  static final String SEQUENCE = "Modeldex-Sequence";

  private final Parts parts;

  public NativeApi(Parts parts) {
    this.parts = parts;
  }

  /**
   * What the protocol is built from.
   *
   * @param storeCare what operators ask for
   * @param version of the program
   * @param startedAt when it was started
   */
  public record Parts(
      Catalog catalog,
      Vocabulary vocabulary,
      QuerySyntax syntax,
      StoreCare storeCare,
      String version,
      Instant startedAt) {}

  public void register(RouteRegistrar routes) {
    new RecordApi(parts.catalog()).register(routes);
    new SeriesApi(parts.catalog()).register(routes);
    new HistoryApi(parts.catalog()).register(routes);
    new BulkApi(parts.catalog()).register(routes);
    new ExportApi(parts.catalog(), parts.syntax()).register(routes);
    new SearchApi(parts).register(routes);
    new SuggestApi(parts).register(routes);
    new MetricApi(parts).register(routes);
    new TaskApi(parts).register(routes);
    new LeaderboardApi(parts).register(routes);
    new ParetoApi(parts).register(routes);
    new RecommendationApi(parts).register(routes);
    new CompareApi(parts.catalog()).register(routes);
    new StatusApi(parts).register(routes);
    new OperationsApi(parts).register(routes);
  }
}
