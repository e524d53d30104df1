package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** That the parameters of a search and what is told beside its hits fit together. */
final class SearchApiTest {
  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aKindAndAFilterOnKindsMustBothHold() {
    server.put("/records/model/vision/resnet50", "{}");
    server.put("/records/dataset/vision/imagenet", "{}");
    assertThat(total("/search?kind=dataset&filter=kind:dataset&filter=kind:model")).isEqualTo(1);
    assertThat(total("/search?kind=*&filter=kind:dataset")).isEqualTo(1);
    Answer refused = server.get("/search?kind=model&filter=kind:dataset");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid-argument");
    assertThat(refused.detail()).contains("model", "dataset");
  }

  @Test
  void anExportHoldsExactlyWhatIsAskedFor() {
    server.put("/records/model/vision/residual", "{\"description\":\"residual network\"}");
    assertThat(server.get("/search?q=residaul").json().path("didYouMean").asText())
        .isEqualTo("residual");
    assertThat(export("residaul")).isEmpty();
    assertThat(export("residual")).contains("model:vision/residual");
  }

  @Test
  void whatCanBeSearchedCanBeExported() {
    server.put("/records/model/vision/residual", "{}");
    for (int i = 0; i < 99; i++) {
      server.put("/records/model/vision/other" + i, "{}");
    }
    String query = "a~+".repeat(20) + "b*+".repeat(180);
    assertThat(total("/search?q=" + query)).isZero();
    assertThat(export(query)).isEmpty();
  }

  @Test
  void withoutAClauseThereAreAsManyHitsAsIsSaid() {
    server.put(
        "/records/model/vision/measured",
        """
        {"contextual":{"license":"mit"},"statistical":[{"metric":"wer","raw":"0.2"}]}
        """);
    server.put("/records/model/vision/unmeasured", "{\"contextual\":{\"license\":\"mit\"}}");
    JsonNode answer = server.get("/search?q=license:mit+tag:none&sort=wer").json();
    assertThat(answer.path("total").asInt()).isZero();
    assertThat(answer.path("relaxations")).hasSize(1);
    assertThat(answer.path("relaxations").path(0).path("total").asInt())
        .isEqualTo(total("/search?q=license:mit&sort=wer"))
        .isEqualTo(1);
  }

  @Test
  void aMetricWithoutFiniteValuesHasNoExtremes() {
    server.put(
        "/records/model/vision/diverged",
        "{\"statistical\":[{\"metric\":\"loss\",\"raw\":\"inf\"}]}");
    JsonNode metric = server.get("/metrics").json().path("metrics").path(0);
    assertThat(metric.path("count").asInt()).isEqualTo(1);
    assertThat(metric.has("min")).isFalse();
    assertThat(metric.has("max")).isFalse();
  }

  @Test
  void aMetricKeyThatIsListedIsFoundEverywhere() {
    server.put(
        "/records/model/vision/gan",
        "{\"statistical\":[{\"metric\":\"loss\",\"dataset\":\"d\",\"raw\":\"0.4\"}]}");
    assertThat(server.get("/metrics?limit=10").json().path("metrics").findValuesAsText("key"))
        .contains("loss@d");
    assertThat(total("/search?q=loss@d%3E0.3")).isEqualTo(1);
    assertThat(total("/search?sort=loss@d")).isEqualTo(1);
    assertThat(server.get("/metrics/loss@d/histogram").json().path("buckets")).hasSize(1);
    assertThat(server.get("/leaderboards/loss@d").status()).isEqualTo(200);
  }

  private String export(String query) {
    Answer answer = server.get("/export?q=" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }

  private int total(String path) {
    Answer answer = server.get(path);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("total").asInt();
  }
}
