package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;

/** What helps people to find things, on a whole server. */
final class SuggestApiTest {
  private static final String RESNET =
      """
      {"description":"A residual network for images","tags":["backbone"],
       "structural":{"architectures":["ResNet"],"parameterCount":25557032},
       "contextual":{"tasks":["image-classification"],"license":"apache-2.0"},
       "statistical":[{"metric":"accuracy","dataset":"ImageNet-1k","raw":"0.8034"}]}
      """;

  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(data);
    server.put("/records/model/vision/ResNet-50", RESNET);
    server.get("/search?limit=1&facet=none");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aQueryIsCompletedFromItsLastWordsOn() {
    JsonNode suggestions = server.get("/suggest?q=license:mit+image+cla").json();
    assertThat(suggestions.path(0).path("text").asText()).isEqualTo("image-classification");
    assertThat(suggestions.path(0).path("type").asText()).isEqualTo("task");
    assertThat(suggestions.path(0).path("count").asInt()).isEqualTo(1);
    assertThat(suggestions.path(0).path("query").asText())
        .isEqualTo("license:mit task:image-classification");
  }

  @Test
  void aNewNameIsSuggestedAsSoonAsItIsFound() {
    assertThat(texts("/suggest?q=efficentn")).isEmpty();
    server.put("/records/model/vision/EfficientNet-B0", "{}");
    server.get("/search?limit=1&facet=none");
    assertThat(texts("/suggest?q=efficentn")).containsExactly("EfficientNet-B0");
    assertThat(texts("/suggest?q=efficentn&kind=run")).isEmpty();
    assertThat(texts("/suggest?q=efficentn&kind=*")).containsExactly("EfficientNet-B0");
  }

  @Test
  void everySuggestionOfAValueIsAQueryThatFindsSomething() {
    for (String typed : List.of("res", "resnte50", "task:", "imag", "backb", "task:(x OR im")) {
      String address = "/suggest?q=" + typed.replace(" ", "+");
      JsonNode suggestions = server.get(address).json();
      assertThat(suggestions).as(typed).isNotEmpty();
      for (JsonNode suggestion : suggestions) {
        String query = suggestion.path("query").asText();
        if (!query.matches(".*[:=]") && !query.contains("(")) {
          String encoded =
              java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
          assertThat(server.get("/search?q=" + encoded).json().path("total").asInt())
              .as(query)
              .isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aMisspelledWordFindsWhatWasMeantAndTheAnswerSaysSo() {
    JsonNode answer = server.get("/search?q=resnte+license:apache-2.0").json();
    assertThat(answer.path("total").asInt()).isEqualTo(1);
    assertThat(answer.path("didYouMean").asText()).isEqualTo("resnet license:apache-2.0");
    assertThat(answer.path("corrected").asBoolean()).isTrue();
    assertThat(answer.path("hits").path(0).path("highlights").path("name").path(0).asText())
        .contains("<mark>");
    assertThat(server.get("/search?q=resnet").json().has("didYouMean")).isFalse();
    assertThat(server.get("/search?q=%22resnte%22").json().path("total").asInt()).isZero();
  }

  @Test
  void fewHitsSayWhichFilterLeavesMoreOut() {
    for (int i = 0; i < 3; i++) {
      server.put("/records/model/vision/ResNet-" + i, RESNET.replace("apache-2.0", "mit"));
    }
    JsonNode relaxations =
        server.get("/search?q=residual+license:apache-2.0").json().path("relaxations");
    assertThat(relaxations).hasSize(1);
    assertThat(relaxations.path(0).path("without").asText()).isEqualTo("license:apache-2.0");
    assertThat(relaxations.path(0).path("total").asInt()).isEqualTo(4);
    assertThat(server.get("/search?q=residual").json().has("relaxations")).isFalse();
  }

  @Test
  void whatIsLikeARecordIsListedWithWhatTheyShare() {
    server.put("/records/model/vision/ResNet-101", RESNET);
    server.get("/search?limit=1&facet=none");
    JsonNode hits = server.get("/records/model/vision/ResNet-50/similar").json().path("hits");
    assertThat(hits.findValuesAsText("name")).containsExactly("ResNet-101");
    assertThat(hits.path(0).path("measurements").path(0).path("key").asText())
        .isEqualTo("accuracy@imagenet-1k");
    assertThat(server.get("/records/model/vision/none/similar").status()).isEqualTo(404);
  }

  @Test
  void parametersThatMakeNoSenseAreRefused() {
    assertThat(server.get("/suggest?q=a&limit=0").status()).isEqualTo(400);
    assertThat(server.get("/suggest?q=a&kind=thing").status()).isEqualTo(400);
    assertThat(server.get("/suggest?query=a").status()).isEqualTo(400);
  }

  private List<String> texts(String address) {
    return server.get(address).json().findValuesAsText("text");
  }
}
