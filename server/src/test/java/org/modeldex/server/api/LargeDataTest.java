package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;

/** Records with more of something than fits on one page or into one answer's memory. */
final class LargeDataTest {
  @TempDir Path data;
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
  void allArrowsToARecordAreListedAndThePageShowsSome() {
    for (String name : new String[] {"a", "b"}) {
      String arrows =
          IntStream.range(0, 3_000)
              .mapToObj(i ->
                  "{\"relation\":\"trained-on\",\"target\":\"dataset:p/d\","
                      + "\"at\":\"2026-01-01T00:00:00.%06dZ\"}".formatted(i))
              .collect(Collectors.joining(","));
      server.put("/records/model/p/" + name, "{\"lineage\":[" + arrows + "]}");
    }
    server.put("/records/dataset/p/d", "{}");

    JsonNode in = server.get("/records/dataset/p/d/lineage").json().path("in");
    assertThat(in).hasSize(6_000);
    assertThat(in.get(2_999).path("from").asText()).isEqualTo("model:p/a");
    assertThat(in.get(3_000).path("from").asText()).isEqualTo("model:p/b");
    assertThat(in.findValuesAsText("at").stream().distinct()).hasSize(3_000);
    assertThat(server.get("//records/dataset/p/d").text()).contains("and at least 950 more");
  }

  @Test
  void aRecordOfThousandsOfKeysIsRankedByTheFirst() {
    String measurements =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"metric\":\"accuracy\",\"dataset\":\"d" + i + "\",\"value\":0.5}")
            .collect(Collectors.joining(","));
    server.put("/records/model/p/m", "{\"statistical\":[" + measurements + "]}");
    server.get("/search?q=m");

    JsonNode ranks = server.get("/records/model/p/m/ranks").json().path("ranks");
    assertThat(ranks).hasSize(1_000);
    assertThat(ranks.get(999).path("key").asText()).isEqualTo("accuracy@d999");
  }
}
