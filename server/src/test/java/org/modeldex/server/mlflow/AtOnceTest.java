package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetadataRecord;
import org.modeldex.server.ServerConfig;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** Clients that change the same things at the same time, or again after a call that broke off. */
final class AtOnceTest {
  @TempDir private Path data;
  private TestNode server;
  private Wire wire;
  private Edits edits;
  private Registry registry;

  @BeforeEach
  void start() {
    server = new TestNode(ServerConfig.of(data).withSearchPatience(Duration.ZERO));
    wire = new Wire(server);
    Catalog catalog = server.node().catalog();
    edits = new Edits(catalog);
    registry = new Registry(catalog, edits, new LoggedModels(catalog, edits), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void model(String name, int versions) {
    registry.create(Principal.LOCAL, name, null, java.util.Map.of());
    for (int i = 0; i < versions; i++) {
      wire.post("model-versions/create", "{'name':'" + name + "','source':'s3://bucket/m'}");
    }
  }

  private void change(String name, Function<MetadataRecord, List<Mutation>> change) {
    edits.changeWith(
        Principal.LOCAL, Ids.model(name), () -> registry.model(Principal.LOCAL, name), change);
  }

  @Test
  void aVersionThatIsDeletedJustBeforeGetsNoAlias() {
    model("m", 1);
    FutureTask<String> alias =
        new FutureTask<>(() -> registry.alias(Principal.LOCAL, "m", "best", "1"), "done");
    change(
        "m",
        model -> {
          awaitWaiting(Thread.ofPlatform().start(alias));
          return List.of(
              new Mutation.Put(model, new Precondition.AtRevision(model.revision())),
              new Mutation.Delete(Ids.version("m", "1"), Precondition.NONE));
        });
    assertThatThrownBy(alias::get).hasMessageContaining("version=1) not found");
    assertThat(ModelRecords.aliases(registry.model(Principal.LOCAL, "m"))).isEmpty();
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aModelIsDeletedThoughSomebodyElseHasJustDeletedOneOfItsVersions() {
    model("m", 2);
    change(
        "m",
        model -> {
          List<Mutation> deletions = new ArrayList<>();
          deletions.add(new Mutation.Delete(model.id(), Precondition.NONE));
          for (MetadataRecord version : registry.versions(Principal.LOCAL, "m")) {
            deletions.add(new Mutation.Delete(version.id(), Precondition.NONE));
          }
          server.delete("/records/version/mlflow/m@2");
          return deletions;
        });
    assertThat(registry.find(Principal.LOCAL, "m")).isEmpty();
    assertThat(registry.versions(Principal.LOCAL, "m")).isEmpty();
  }

  @Test
  void anExperimentIsDeletedAndRestoredWithItsRunsThoughTheIndexLagsBehind() {
    String run = wire.run("0");
    for (String verb : List.of("delete", "restore")) {
      Answer answer = wire.answer("POST", "experiments/" + verb, "{'experiment_id':'0'}");
      while (answer.status() == 503) {
        answer = wire.answer("POST", "experiments/" + verb, "{'experiment_id':'0'}");
      }
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      String stage = verb.equals("delete") ? "deleted" : "active";
      assertThat(wire.get("runs/get", "run_id", run).at("/run/info/lifecycle_stage").asText())
          .isEqualTo(stage);
      assertThat(
              wire.get("experiments/get", "experiment_id", "0")
                  .at("/experiment/lifecycle_stage")
                  .asText())
          .isEqualTo(stage);
    }
  }
}
