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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A running MLflow server, asked by its <a href="https://mlflow.org/docs/latest/rest-api.html">REST
 * protocol</a>. Lists are read page by page and element by element, so that they may be of any
 * length. Safe for all threads.
 */
final class MlflowServer {
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final String TOKEN = "page_token";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

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

  private String base() {
    String text = address.toString();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + ROOT;
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
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw refused(path, response.statusCode(), body.readNBytes(2_000));
        }
        return read(body, list, each);
      }
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "reading " + path + " from " + address + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "reading " + path + " from " + address + " was interrupted", e);
    }
  }

  private static @Nullable String read(InputStream body, String list, Consumer<JsonNode> each)
      throws IOException {
    String token = null;
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals(list) && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            each.accept(JSON.readTree(json));
          }
        } else if (field.equals("next_page_token") && value == JsonToken.VALUE_STRING) {
          token = json.getText();
        } else {
          json.skipChildren();
        }
      }
    }
    return token == null || token.isEmpty() ? null : token;
  }

  private ModeldexException refused(String path, int status, byte[] body) {
    ErrorCode code =
        switch (status) {
          case 401 -> ErrorCode.UNAUTHENTICATED;
          case 403 -> ErrorCode.PERMISSION_DENIED;
          case 404 -> ErrorCode.NOT_FOUND;
          default -> ErrorCode.UNAVAILABLE;
        };
    return new ModeldexException(
        code,
        address
            + " answered "
            + path
            + " with "
            + status
            + ": "
            + new String(body, StandardCharsets.UTF_8).strip());
  }
}
