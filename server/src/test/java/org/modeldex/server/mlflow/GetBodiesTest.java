package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** Calls that look things up with their parameters in a body, as some clients send them. */
final class GetBodiesTest {
  @TempDir private Path data;

  @Test
  void parametersOfAGetMayStandInABodyThatTheAddressOutdoes() {
    try (TestNode server = new TestNode(data)) {
      Wire wire = new Wire(server);
      String first = wire.experiment("first");
      String second = wire.experiment("second");
      String body = "{\"experiment_id\":\"" + first + "\"}";
      for (String mediaType : new String[] {"application/json", "text/plain"}) {
        Answer answer =
            server.send("GET", "//api/2.0/mlflow/experiments/get", new Body(mediaType, body));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/experiment/name").asText()).isEqualTo("first");
      }
      Answer both =
          server.send(
              "GET",
              "//api/2.0/mlflow/experiments/get?experiment_id=" + second,
              new Body("application/json", body));
      assertThat(both.json().at("/experiment/name").asText()).isEqualTo("second");
    }
  }
}
