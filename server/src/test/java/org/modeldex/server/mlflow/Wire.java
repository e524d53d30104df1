package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** Calls of MLflow's protocol, written out. Single quotes stand for double ones. */
final class Wire {
  static final String ROOT = "//api/2.0/mlflow/";

  private final TestNode server;

  Wire(TestNode server) {
    this.server = server;
  }

  Answer answer(String method, String path, String json) {
    return server.send(
        method, ROOT + path, new TestNode.Body("application/json", json.replace('\'', '"')));
  }

  /** Posts what must succeed. */
  JsonNode post(String path, String json) {
    return ok(answer("POST", path, json));
  }

  JsonNode send(String method, String path, String json) {
    return ok(answer(method, path, json));
  }

  JsonNode get(String path, String... parameters) {
    return ok(tryGet(path, parameters));
  }

  Answer tryGet(String path, String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return server.get(ROOT + path + query);
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  String experiment(String name) {
    return post("experiments/create", "{'name':'" + name + "'}").path("experiment_id").asText();
  }

  String run(String experiment) {
    return post("runs/create", "{'experiment_id':'" + experiment + "','start_time':1}")
        .at("/run/info/run_id")
        .asText();
  }

  /** The values of a field of each element. */
  static List<String> each(JsonNode array, String pointer) {
    List<String> values = new ArrayList<>();
    array.forEach(element -> values.add(element.at(pointer).asText()));
    return values;
  }
}
