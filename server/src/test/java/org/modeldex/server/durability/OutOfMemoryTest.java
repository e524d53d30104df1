package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.durability.Client.Call;

/** A server whose memory is used up ends, however it was started. */
final class OutOfMemoryTest {
  private static final Map<String, String> SMALL_HEAP = Map.of("_JAVA_OPTIONS", "-Xmx40m");

  @TempDir private Path folder;

  @Test
  void aServerThatRunsOutOfMemoryEndsAndKeepsWhatItAcknowledged() throws Exception {
    Path data = folder.resolve("data");
    Call small = put("{\"description\":\"small\"}");
    Call large = put("{\"attributes\":{\"much\":[" + "[],".repeat(2_500_000) + "[]]}}");
    try (ChildServer server = ChildServer.start(data, SMALL_HEAP);
        Client client = new Client(server.address())) {
      assertThat(client.send(small).status()).isEqualTo(201);
      assertThatThrownBy(() -> client.send(large)).isInstanceOf(IOException.class);
      assertThat(server.awaitExit()).isEqualTo(3);
    }
    try (ChildServer server = ChildServer.start(data);
        Client client = new Client(server.address())) {
      assertThat(client.send(Call.of("GET", "/records/model/m/small")).body()).contains("small");
    }
  }

  private static Call put(String body) {
    return new Call(
        "PUT", "/records/model/m/small", body, List.of("Content-Type", "application/json"));
  }
}
