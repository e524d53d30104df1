package org.modeldex.server.mlflow;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.modeldex.catalog.Catalog;
import org.modeldex.server.http.RouteRegistrar;

/** All routes of MLflow's protocol. */
public final class MlflowApi {
  /** What MLflow's addresses begin with. */
  private static final List<String> ADDRESSES =
      List.of("/api/2.0/", "/api/3.0/", "/ajax-api/", "/get-artifact");

  private final Catalog catalog;
  private final Path artifacts;
  private final Clock clock;

  /**
   * The protocol for one catalog.
   *
   * @param artifacts folder of the files that clients upload; made when it is needed
   */
  public MlflowApi(Catalog catalog, Path artifacts, Clock clock) {
    this.catalog = catalog;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  public void register(RouteRegistrar registrar) {
    ADDRESSES.forEach(prefix -> registrar.answerProblems(prefix, MlflowErrors::answer));
    MlflowRoutes routes = new MlflowRoutes(registrar);
    RecordSearch search = new RecordSearch(catalog);
    Edits edits = new Edits(catalog);
    Experiments experiments = new Experiments(catalog, edits, clock);
    Runs runs = new Runs(catalog, edits, clock);
    new ExperimentApi(experiments, new ExperimentRuns(catalog, search, runs)).register(routes);
    LoggedModels loggedModels = new LoggedModels(catalog, edits);
    RunApi runApi = new RunApi(catalog, experiments, runs, loggedModels);
    runApi.register(routes);
    new SearchApi(search, experiments, runApi).register(routes);
    Registry registry = new Registry(catalog, edits, loggedModels, clock);
    new RegistryApi(registry, search).register(routes);
    new VersionApi(registry, search).register(routes);
    new LoggedModelApi(catalog, experiments, loggedModels, search, clock).register(routes);
    new MetricHistoryApi(catalog, runs).register(routes);
    new DatasetSearchApi(search).register(routes);
    new ArtifactApi(new ArtifactFolder(artifacts), runs).register(registrar, routes);
    new ServerInfoApi().register(registrar);
  }
}
