package org.modeldex.ingest.mlruns;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A running MLflow server, asked by its <a href="https://mlflow.org/docs/latest/rest-api.html">REST
 * protocol</a>. Lists may be of any length: they are read page by page, and a page is read whole
 * before its elements are given, so that the server does not wait for what is done with them. Safe
 * for all threads.
 */
final class MlflowServer {
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final String TOKEN = "page_token";
  private static final String PAGE_SIZE = "max_results";

  /** Tag of what MLflow keeps among the models and their versions and is a prompt. */
  static final String IS_PROMPT = "mlflow.prompt.is_prompt";

  /** The filter that finds prompts. */
  static final String ARE_PROMPTS = "tags.`" + IS_PROMPT + "` = 'true'";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a connection carries at least, in bytes a second; one that is slower is given up. */
  private static final long SLOWEST = 50_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final URI address;
  private final @Nullable String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * @param authorization header of every request; null for none
   */
  MlflowServer(URI address, @Nullable String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /**
   * Gives all elements of a list that is asked for with POST.
   *
   * @param body parameters, to which the token of the page is added
   */
  void post(String path, ObjectNode body, String list, Consumer<JsonNode> each) {
    String token = null;
    do {
      if (token != null) {
        body.put(TOKEN, token);
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base() + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.toString()));
      token = page(path, request, list, each);
    } while (token != null);
  }

  /**
   * Has the server do something and gives its answer.
   *
   * @throws ModeldexException INVALID_ARGUMENT or NOT_FOUND when it refuses, UNAVAILABLE when it
   *     does not answer
   */
  JsonNode send(String method, String path, ObjectNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()));
    return ask("sending " + path + " to ", path, request, JSON::readTree);
  }

  /** Gives one thing; empty when the server does not find it. */
  Optional<JsonNode> find(String path, Map<String, String> parameters) {
    URI uri = URI.create(base() + path + "?" + query(parameters));
    try {
      return Optional.of(
          ask(reading(path), path, HttpRequest.newBuilder(uri).GET(), JSON::readTree));
    } catch (ModeldexException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String reading(String path) {
    return "reading " + path + " from ";
  }

  /** Gives all elements of a list that is asked for with GET. */
  void get(String path, Map<String, String> parameters, String list, Consumer<JsonNode> each) {
    Map<String, String> page = new LinkedHashMap<>(parameters);
    String token = null;
    do {
      if (token != null) {
        page.put(TOKEN, token);
      }
      URI uri = URI.create(base() + path + "?" + query(page));
      token = page(path, HttpRequest.newBuilder(uri).GET(), list, each);
    } while (token != null);
  }

  /**
   * Gives all registered models, or all their versions, each once. MLflow 3 keeps prompts among
   * them and shows them only to who asks for them.
   */
  void registry(String path, int pageSize, String list, Consumer<JsonNode> each) {
    Set<String> given = new HashSet<>();
    Consumer<JsonNode> once =
        element -> {
          if (given.add(element.path("name").asText() + '\n' + element.path("version").asText())) {
            each.accept(element);
          }
        };
    String size = String.valueOf(pageSize);
    get(path, Map.of(PAGE_SIZE, size), list, once);
    try {
      get(path, Map.of(PAGE_SIZE, size, "filter", ARE_PROMPTS), list, once);
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.INVALID_ARGUMENT) { // a server too old to filter by tags has none
        throw e;
      }
    }
  }

  /** The files and folders in a folder of the artifact proxy; none when there is no such folder. */
  List<JsonNode> files(String folder) {
    List<JsonNode> files = new ArrayList<>();
    URI uri = URI.create(root() + FILES + "?" + query(Map.of("path", folder)));
    page("mlflow-artifacts", HttpRequest.newBuilder(uri).GET(), "files", files::add);
    return files;
  }

  /** What becomes of the content of a file. */
  interface Content {
    void read(InputStream content);
  }

  /** Reads a file of the artifact proxy, of any size. */
  void download(String path, Content reading) {
    ask(
        "reading file " + path + " from ",
        path,
        HttpRequest.newBuilder(file(path)).GET(),
        content -> {
          reading.read(content);
          return path;
        });
  }

  /**
   * Writes a file of the artifact proxy, of any size.
   *
   * @param size of the content, in bytes
   */
  void upload(String path, long size, InputStream content) {
    BodyPublisher body =
        size == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), size);
    ask(
        "sending file " + path + " to ",
        path,
        HttpRequest.newBuilder(file(path))
            .header("Content-Type", "application/octet-stream")
            .PUT(body),
        PATIENCE.plusSeconds(size / SLOWEST),
        InputStream::readAllBytes);
  }

  private URI file(String path) {
    return URI.create(
        root()
            + FILES
            + '/'
            + URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/"));
  }

  private String base() {
    return root() + ROOT;
  }

  private String root() {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter ->
            parameter.getKey()
                + '='
                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Reads one page and gives the token of the next one; null when there is none. */
  private @Nullable String page(
      String path, HttpRequest.Builder request, String list, Consumer<JsonNode> each) {
    Page page = ask(reading(path), path, request, body -> read(body, list));
    page.elements().forEach(each);
    return page.next();
  }

  /** What is made of the body of an answer. */
  private interface Reading<T> {
    T from(InputStream body) throws IOException;
  }

  /**
   * @param doing what is being done, for complaints, which go on with the address
   */
  private <T> T ask(String doing, String path, HttpRequest.Builder request, Reading<T> reading) {
    return ask(doing, path, request, PATIENCE, reading);
  }

  private <T> T ask(
      String doing,
      String path,
      HttpRequest.Builder request,
      Duration patience,
      Reading<T> reading) {
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.timeout(patience).build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw refused(path, response.statusCode(), body.readNBytes(2_000));
        }
        return reading.from(body);
      }
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, doing + address + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModeldexException(ErrorCode.UNAVAILABLE, doing + address + " was interrupted", e);
    }
  }

  /**
   * @param next token of the next page; null when there is none
   */
  private record Page(List<JsonNode> elements, @Nullable String next) {}

  private static Page read(InputStream body, String list) throws IOException {
    List<JsonNode> elements = new ArrayList<>();
    String token = null;
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals(list) && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(JSON.readTree(json));
          }
        } else if (field.equals("next_page_token") && value == JsonToken.VALUE_STRING) {
          token = json.getText();
        } else {
          json.skipChildren();
        }
      }
    }
    return new Page(elements, token == null || token.isEmpty() ? null : token);
  }

  /** MLflow answers some of what it does not take with 500, in its own form. */
  private ModeldexException refused(String path, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    ErrorCode code =
        switch (status) {
          case 400 -> ErrorCode.INVALID_ARGUMENT;
          case 401 -> ErrorCode.UNAUTHENTICATED;
          case 403 -> ErrorCode.PERMISSION_DENIED;
          case 404 -> ErrorCode.NOT_FOUND;
          case 500 ->
              text.contains("\"error_code\"") ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNAVAILABLE;
          default -> ErrorCode.UNAVAILABLE;
        };
    return new ModeldexException(
        code, address + " answered " + path + " with " + status + ": " + text);
  }
}
