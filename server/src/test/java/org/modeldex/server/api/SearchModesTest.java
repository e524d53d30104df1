package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.search.WordsEmbedder;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** Search by words, by meaning and by both, over HTTP. */
final class SearchModesTest {
  @TempDir private Path data;

  @Test
  void aModelIsFoundByItsMeaning() {
    try (TestNode server = new TestNode(data, new WordsEmbedder())) {
      putModels(server);
      assertThat(names(server, "q=physician&mode=lexical")).isEmpty();
      JsonNode semantic = search(server, "q=physician&mode=semantic");
      assertThat(names(semantic)).containsExactly("clinic");
      assertThat(semantic.path("mode").asText()).isEqualTo("semantic");
      JsonNode hybrid = search(server, "q=physician+letters&mode=hybrid");
      assertThat(names(hybrid)).containsExactly("clinic");
      assertThat(hybrid.path("mode").asText()).isEqualTo("hybrid");
      assertThat(hybrid.path("hits").path(0).path("highlights").toString())
          .contains("<mark>letters</mark>");
      assertThat(names(server, "q=physician&mode=semantic&filter=tag:free")).isEmpty();
      JsonNode vectors = server.get("/status").json().path("vectors");
      assertThat(vectors.toString())
          .isEqualTo("{\"model\":\"words\",\"embedded\":2,\"pending\":0}");
    }
  }

  @Test
  void aRestartEmbedsNothingAgainAndAnotherModelEverything() {
    try (TestNode server = new TestNode(data, new WordsEmbedder())) {
      putModels(server);
    }
    WordsEmbedder same = new WordsEmbedder();
    try (TestNode server = new TestNode(data, same)) {
      server.post("/operations/reindex", "");
      awaitEmbedded(server, 2);
      assertThat(same.embedded()).isZero();
    }
    WordsEmbedder other = new WordsEmbedder("other words");
    try (TestNode server = new TestNode(data, other)) {
      awaitEmbedded(server, 2);
      assertThat(other.embedded()).isEqualTo(2);
    }
  }

  @Test
  void withoutEmbedderTheUsualSearchIsByWordsAndTheOthersAreRefused() {
    try (TestNode server = new TestNode(data)) {
      server.put("/records/model/p/clinic", "{\"description\":\"letters of a doctor\"}");
      JsonNode usual = search(server, "q=doctor");
      assertThat(usual.path("mode").asText()).isEqualTo("lexical");
      assertThat(names(usual)).containsExactly("clinic");
      for (String mode : new String[] {"semantic", "hybrid"}) {
        Answer refused = server.get("/search?q=doctor&mode=" + mode);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid-argument");
        assertThat(refused.detail()).contains("no embedder");
      }
      assertThat(server.get("/search?q=doctor&mode=psychic").status()).isEqualTo(400);
      assertThat(server.get("/status").json().path("vectors").toString())
          .isEqualTo("{\"embedded\":0,\"pending\":1}");
    }
  }

  @Test
  void anEmbedderThatFailsLeavesTheUsualSearchToWordsAndIsReported() {
    WordsEmbedder embedder = new WordsEmbedder();
    try (TestNode server = new TestNode(data, embedder)) {
      putModels(server);
      embedder.fail(true);
      JsonNode usual = search(server, "q=letters");
      assertThat(usual.path("mode").asText()).isEqualTo("lexical");
      assertThat(names(usual)).containsExactly("clinic");
      assertThat(server.get("/search?q=letters&mode=semantic").status()).isEqualTo(503);
      server.put("/records/model/p/new", "{\"description\":\"new\"}");
      assertThat(names(server, "q=new&mode=lexical")).containsExactly("new");
      await(() -> !server.get("/status").json().path("vectors").path("failure").isMissingNode());
      embedder.fail(false);
      assertThat(names(server, "q=letters&mode=semantic")).containsExactly("clinic");
    }
  }

  private static void putModels(TestNode server) {
    server.put("/records/model/p/clinic", "{\"description\":\"letters of a doctor\"}");
    server.put(
        "/records/model/p/garage",
        "{\"description\":\"automobile photographs\",\"tags\":[\"free\"]}");
    awaitEmbedded(server, 2);
  }

  private static void awaitEmbedded(TestNode server, int count) {
    await(() -> {
      JsonNode status = server.get("/status").json();
      return !status.path("rebuilding").asBoolean()
          && status.path("vectors").path("embedded").asInt() == count;
    });
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    boolean holds = condition.getAsBoolean();
    for (int i = 0; i < 6_000 && !holds; i++) {
      LockSupport.parkNanos(10_000_000);
      holds = condition.getAsBoolean();
    }
    assertThat(holds).isTrue();
  }

  private static JsonNode search(TestNode server, String query) {
    Answer answer = server.get("/search?facet=none&" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(TestNode server, String query) {
    return names(search(server, query));
  }

  private static List<String> names(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.path("hits").forEach(hit -> names.add(hit.path("name").asText()));
    return names;
  }
}
