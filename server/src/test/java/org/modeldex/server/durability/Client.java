package org.modeldex.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.vocabulary.Vocabulary;

/** Speaks the native protocol to one server. Safe for all threads. */
final class Client implements AutoCloseable {
  private static final String ROOT = "/api/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http;

  Client(URI server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /**
   * A request as it can be sent, and sent again.
   *
   * @param headers names and values in turn
   */
  record Call(String method, String path, String body, List<String> headers) {
    static Call of(String method, String path) {
      return new Call(method, path, "", List.of());
    }

    static Call put(MetadataRecord record) {
      return new Call(
              "PUT", pathOf(record.id()), new String(RecordJson.toBytes(record), UTF_8), List.of())
          .with("Content-Type", "application/json");
    }

    Call with(String name, String value) {
      List<String> more = new ArrayList<>(headers);
      more.add(name);
      more.add(value);
      return new Call(method, path, body, List.copyOf(more));
    }
  }

  /** What came back. */
  record Answer(int status, String body, HttpHeaders headers) {
    JsonNode json() {
      return RecordJson.readTree(body.getBytes(UTF_8));
    }

    /** The record's revision, from the entity tag. */
    long revision() {
      return Long.parseLong(headers.firstValue("ETag").orElseThrow().replace("\"", ""));
    }

    /** The sequence of the change that a write made. */
    long sequence() {
      return headers.firstValueAsLong("Modeldex-Sequence").orElseThrow();
    }

    MetadataRecord record() {
      return RecordJson.parse(body.getBytes(UTF_8));
    }

    /** This answer, if it has one of these statuses. */
    Answer expect(Call call, Integer... statuses) {
      if (!List.of(statuses).contains(status)) {
        throw new AssertionError(
            call.method() + ' ' + call.path() + " was answered by " + status + ": " + body);
      }
      return this;
    }
  }

  static String pathOf(RecordId id) {
    return "/records/" + id.kind().word() + '/' + id.project() + '/' + id.escapedName();
  }

  /** Sends; an IOException means that nobody knows what became of it. */
  Answer send(Call call) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(ROOT + call.path()))
            .timeout(PATIENCE)
            .method(call.method(), BodyPublishers.ofString(call.body()));
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(Call.of("GET", path));
  }

  /** What a GET that must succeed brings. */
  JsonNode json(String path) throws IOException, InterruptedException {
    return get(path).expect(Call.of("GET", path), 200).json();
  }

  /** The answer to a search of all kinds; further parameters begin with an ampersand. */
  JsonNode search(String query, String parameters) throws IOException, InterruptedException {
    return json("/search?kind=*&q=" + URLEncoder.encode(query, UTF_8) + parameters);
  }

  /** All ids that a search finds, page by page. */
  List<RecordId> searchIds(String query, String parameters)
      throws IOException, InterruptedException {
    List<RecordId> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = search(query, "&facet=none&highlight=false&limit=100" + parameters + cursor);
      page.get("hits").forEach(hit -> ids.add(RecordId.parse(hit.get("id").textValue())));
      cursor =
          page.has("nextCursor")
              ? "&cursor=" + URLEncoder.encode(page.get("nextCursor").textValue(), UTF_8)
              : "";
    } while (!cursor.isEmpty());
    return ids;
  }

  /** All current records, as the store lists them, with readings. */
  List<MetadataRecord> export() throws IOException, InterruptedException {
    Call call = Call.of("GET", "/export");
    return send(call)
        .expect(call, 200)
        .body()
        .lines()
        .map(line -> Vocabulary.builtIn().interpret(RecordJson.fromStored(line.getBytes(UTF_8))))
        .toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
