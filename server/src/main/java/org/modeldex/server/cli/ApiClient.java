package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;

/** Speaks the native protocol to a server. Safe for all threads. */
final class ApiClient implements AutoCloseable {
  private static final String ROOT = "/api/v1";

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  ApiClient(URI server) {
    this.server = server;
  }

  /** The server's address. */
  URI server() {
    return server;
  }

  /** One parameter of an address. */
  record Parameter(String name, String value) {}

  /** The address of a record, relative to the protocol's root. */
  static String path(RecordId id) {
    return "/records/"
        + String.join("/", id.kind().word(), id.project(), encoded(id.escapedName()));
  }

  JsonNode get(String path, List<Parameter> parameters) {
    try (InputStream answer = open(path, parameters)) {
      return RecordJson.readTree(answer);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * The body of an answer of any length, which the caller closes. Reading it throws
   * ModeldexException UNAVAILABLE when the server breaks off.
   */
  InputStream open(String path, List<Parameter> parameters) {
    return send(HttpRequest.newBuilder(uri(path, parameters)).GET());
  }

  /** Posts a body and reads the answer, if there is one. */
  JsonNode post(String path, String mediaType, byte[] body) {
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path, List.of()))
            .header("Content-Type", mediaType)
            .POST(publisher);
    try (InputStream answer = send(request)) {
      byte[] bytes = answer.readAllBytes();
      return RecordJson.readTree(bytes.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : bytes);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private URI uri(String path, List<Parameter> parameters) {
    String query =
        parameters.stream()
            .map(parameter -> encoded(parameter.name()) + '=' + encoded(parameter.value()))
            .collect(Collectors.joining("&"));
    return URI.create(server + ROOT + path + (query.isEmpty() ? "" : '?' + query));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private InputStream send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        try (InputStream body = response.body()) {
          throw problem(response.statusCode(), body.readAllBytes());
        }
      }
      return new Answer(response.body());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "interrupted while asking " + server, e);
    }
  }

  /** Tells what went wrong with the server from what goes wrong on this side. */
  private final class Answer extends FilterInputStream {
    Answer(InputStream body) {
      super(body);
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw unreachable(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        throw unreachable(e);
      }
    }
  }

  private static ModeldexException problem(int status, byte[] body) {
    JsonNode problem;
    try {
      problem = RecordJson.readTree(body);
    } catch (ModeldexException e) {
      return new ModeldexException(
          ErrorCode.UNAVAILABLE, "the server answered with status " + status, e);
    }
    ErrorCode code = BY_WORD.getOrDefault(problem.path("code").asText(), ErrorCode.INTERNAL);
    ModeldexException error =
        new ModeldexException(code, problem.path("detail").asText("status " + status));
    JsonNode suggestion = problem.path("suggestion");
    return suggestion.isTextual() ? error.withSuggestion(suggestion.textValue()) : error;
  }

  private static final Map<String, ErrorCode> BY_WORD =
      List.of(ErrorCode.values()).stream().collect(Collectors.toMap(ErrorCode::word, c -> c));

  private ModeldexException unreachable(IOException e) {
    return new ModeldexException(
        ErrorCode.UNAVAILABLE,
        "cannot talk to the server at "
            + server
            + ": "
            + (e.getMessage() == null ? e.toString() : e.getMessage()),
        e);
  }

  @Override
  public void close() {
    http.close();
  }
}
