package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** Two servers that speak MLflow, of which one is exported to the other. */
record MlflowServers(TestNode from, TestNode to) implements AutoCloseable {
  MlflowServers(Path folder) {
    this(new TestNode(folder.resolve("from")), new TestNode(folder.resolve("to")));
  }

  record Outcome(int exitCode, String err) {}

  /** Runs {@code modeldex export --to mlflow+TARGET}. */
  Outcome export(URI target) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "export",
            "--server",
            from.address().toString(),
            "--to",
            "mlflow+" + target);
    return new Outcome(exitCode, out.toString() + err);
  }

  /** A call that must succeed; in its body single quotes stand for double ones. */
  static JsonNode call(TestNode node, String method, String path, String json) {
    Answer answer =
        node.send(
            method,
            "//api/2.0/mlflow/" + path,
            new Body("application/json", json.replace('\'', '"')));
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
    return answer.json();
  }

  static JsonNode get(TestNode node, String path, String... parameters) {
    StringBuilder address = new StringBuilder("//api/2.0/mlflow/" + path);
    for (int i = 0; i < parameters.length; i += 2) {
      address
          .append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return node.get(address.toString()).json();
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
