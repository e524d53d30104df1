package org.modeldex.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.json.RecordJson;
import org.modeldex.search.Embedder;
import org.modeldex.search.SearchMode;
import org.modeldex.server.Node;
import org.modeldex.server.ServerConfig;

/** A whole server on a free port with a store of its own, and a client for it. */
public final class TestNode implements AutoCloseable {
  private static final String ROOT = "/api/v1";

  private final Node node;
  private final HttpClient client = HttpClient.newHttpClient();

  public TestNode(Path data) {
    this(data, null);
  }

  /** A server that finds records by their meaning, too. */
  public TestNode(Path data, @Nullable Embedder embedder) {
    // As patient as it takes on a machine that is busy with other things.
    this(
        ServerConfig.of(data)
            .withSearchPatience(Duration.ofMinutes(2))
            .withEmbedder(embedder)
            .withSearchMode(SearchMode.HYBRID));
  }

  /** A server that is set up like this. */
  public TestNode(ServerConfig config) {
    node = new Node(config);
    node.awaitReady();
  }

  public Node node() {
    return node;
  }

  public URI address() {
    return node.address();
  }

  /** What came back. */
  public record Answer(int status, HttpResponse<byte[]> response) {
    public JsonNode json() {
      return RecordJson.readTree(response.body());
    }

    public String text() {
      return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The header's value, or nothing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The code of the problem. */
    public String code() {
      return json().path("code").asText();
    }

    public String detail() {
      return json().path("detail").asText();
    }
  }

  /**
   * Asks for a path below the protocol's root.
   *
   * @param headers names and values in turn
   */
  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer put(String path, String body, String... headers) {
    return send("PUT", path, new Body("application/json", body), headers);
  }

  public Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, new Body("application/merge-patch+json", body), headers);
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, new Body("application/json", body), headers);
  }

  public Answer bulk(String lines, String... headers) {
    return send("POST", "/bulk", new Body("application/x-ndjson", lines), headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  /** A body and what it is. */
  public record Body(String mediaType, String text) {}

  public Answer send(String method, String path, @Nullable Body body, String... headers) {
    String base = path.startsWith("//") ? path.substring(1) : ROOT + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.address() + base))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.text()));
    if (body != null) {
      request.header("Content-Type", body.mediaType());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    node.close();
  }
}
