package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.server.testing.RawHttp;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** Requests that must not be accepted: each is told what is wrong with it and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedRequestsTest {
  private static final String MODEL = "/records/model/vision/resnet50";
  private static final String JSON = "application/json";

  @TempDir private static Path data;
  private TestNode server;
  private String exported = "";
  private String status = "";

  @BeforeAll
  void start() {
    server = new TestNode(data);
    server.put(MODEL, "{\"tags\":[\"kept\"]}");
    exported = server.get("/export").text();
    status = server.get("/status").json().path("sequence").asText();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /**
   * A request and what is to come of it.
   *
   * @param says part of the problem's detail
   */
  record Case(
      String title,
      String method,
      String path,
      @Nullable Body body,
      List<String> headers,
      int status,
      String code,
      String says) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() {
    return List.of(
        put("half a document", "{\"tags\":[", 400, "invalid-argument", "malformed JSON at line 1"),
        put("no document", "", 400, "invalid-argument", "empty"),
        put("two documents", "{} {}", 400, "invalid-argument", "malformed JSON"),
        put("an array", "[]", 400, "invalid-argument", "object"),
        put("a comment", "{/* */}", 400, "invalid-argument", "malformed JSON"),
        put("a name twice", "{\"tags\":[],\"tags\":[]}", 400, "invalid-argument", "tags"),
        put("an unknown field", "{\"tgs\":[]}", 400, "invalid-argument", "tgs"),
        put(
            "an unknown field inside",
            "{\"structural\":{\"layers\":3}}",
            400,
            "invalid-argument",
            "structural.layers"),
        put("a number for text", "{\"description\":3}", 400, "invalid-argument", "description"),
        put("text for a list", "{\"tags\":\"a\"}", 400, "invalid-argument", "tags"),
        put(
            "text for a number",
            "{\"structural\":{\"parameterCount\":\"many\"}}",
            400,
            "invalid-argument",
            "structural.parameterCount"),
        put(
            "a negative count",
            "{\"structural\":{\"parameterCount\":-1}}",
            400,
            "invalid-argument",
            "structural.parameterCount"),
        put("another id", "{\"id\":\"model:vision/other\"}", 400, "invalid-argument", "id"),
        put(
            "a measurement without a value",
            "{\"statistical\":[{\"metric\":\"accuracy\"}]}",
            400,
            "invalid-argument",
            "statistical[0]"),
        put(
            "an arrow to nowhere",
            "{\"lineage\":[{\"relation\":\"trained-on\",\"target\":\"imagenet\"}]}",
            400,
            "invalid-argument",
            "lineage[0]"),
        put(
            "an unknown relation",
            "{\"lineage\":[{\"relation\":\"likes\",\"target\":\"model:a/b\"}]}",
            400,
            "invalid-argument",
            "lineage[0].relation"),
        put(
            "a thousand levels",
            "{\"attributes\":{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}}",
            413,
            "too-large",
            "limit"),
        put(
            "a long number",
            "{\"structural\":{\"parameterCount\":" + "9".repeat(1_000) + "}}",
            413,
            "too-large",
            "limit"),
        put(
            "a long tag",
            "{\"tags\":[\"" + "x".repeat(251) + "\"]}",
            400,
            "invalid-argument",
            "tags[0]"),
        put("a NUL", "{\"description\":\"a\\u0000b\"}", 400, "invalid-argument", "description"),
        put(
            "half a character",
            "{\"description\":\"\\ud800\"}",
            400,
            "invalid-argument",
            "description"),
        put("NaN without quotes", "{\"attributes\":{\"a\":NaN}}", 400, "invalid-argument", "NaN"),
        new Case(
            "a body of 9 MiB",
            "PUT",
            MODEL,
            new Body(JSON, "{\"description\":\"" + "x".repeat(9 << 20) + "\"}"),
            List.of(),
            413,
            "too-large",
            "bytes"),
        new Case(
            "no media type that is known",
            "PUT",
            MODEL,
            new Body("text/plain", "{}"),
            List.of(),
            415,
            "unsupported-media-type",
            "application/json"),
        conditional("a bare revision", "If-Match", "1", "If-Match"),
        conditional("a weak revision", "If-Match", "W/\"1\"", "If-Match"),
        conditional("a word for a revision", "If-Match", "\"abc\"", "If-Match"),
        conditional("a condition on a tag", "If-None-Match", "\"1\"", "If-None-Match"),
        conditional("a blank key", "Idempotency-Key", " ", "Idempotency-Key"),
        conditional("a long key", "Idempotency-Key", "k".repeat(201), "Idempotency-Key"),
        get("an unknown parameter of a record", MODEL + "?verbose=true", "verbose"),
        get("an unknown parameter of a search", "/search?query=a", "query"),
        get("a parameter twice", "/search?q=a&q=b", "q"),
        get("a limit of nothing", "/search?limit=0", "limit"),
        get("a limit beyond", "/search?limit=101", "limit"),
        get("a limit that is no number", "/search?limit=ten", "limit"),
        get("a cursor of somebody's own", "/search?cursor=abc", "cursor"),
        get("a list's cursor of somebody's own", "/records?cursor=!!", "cursor"),
        get("an unknown facet", "/search?facet=colour", "colour"),
        get("a filter without a value", "/search?filter=license", "filter"),
        get("a filter by nothing known", "/search?filter=colour:red", "colour"),
        get("an unknown order", "/search?sort=colour", "colour"),
        get("an unknown mode", "/search?mode=psychic", "mode"),
        get("an unknown kind", "/search?kind=car", "kind"),
        get("neither true nor false", "/search?fresh=maybe", "fresh"),
        get("a name without a project", "/records?name=a", "name"),
        get("a revision that is no number", MODEL + "/revisions/first", "revision"),
        get("no bucket", "/metrics/accuracy/histogram?buckets=0", "buckets"),
        new Case(
            "a search for an unknown field",
            "GET",
            "/search?q=colour%3Ared",
            null,
            List.of(),
            400,
            "query-syntax",
            "colour"),
        new Case(
            "a search of 2,000 characters",
            "GET",
            "/search?q=" + "x".repeat(2_000),
            null,
            List.of(),
            400,
            "query-syntax",
            "1024"),
        new Case(
            "a search that begins with an asterisk",
            "GET",
            "/search?q=name%3A*net",
            null,
            List.of(),
            400,
            "query-syntax",
            "wildcard"),
        new Case(
            "a posted search with an unknown member",
            "POST",
            "/search",
            new Body(JSON, "{\"query\":\"a\"}"),
            List.of(),
            400,
            "invalid-argument",
            "query"),
        new Case(
            "a posted search with text for a number",
            "POST",
            "/search",
            new Body(JSON, "{\"limit\":\"5\"}"),
            List.of(),
            400,
            "invalid-argument",
            "limit"),
        get("an unknown kind of record", "/records/car/vision/a", "kind"),
        get("a project that climbs", "/records/model/%20../a", "project"),
        get("a bad escape in a name", "/records/model/vision/a~9", "~0, ~1 or ~2"),
        get("two versions", "/records/model/vision/a@1@2", "~2"),
        get("a blank name", "/records/model/vision/%20", "name"),
        get("a control character in a name", "/records/model/vision/a%C2%85b", "U+0085"),
        new Case(
            "a measurement that is no array",
            "POST",
            MODEL + "/measurements",
            new Body(JSON, "{\"metric\":\"loss\",\"value\":1}"),
            List.of(),
            400,
            "invalid-argument",
            "array"),
        new Case(
            "a condition on an append",
            "POST",
            MODEL + "/measurements",
            new Body(JSON, "[]"),
            List.of("If-Match", "\"1\""),
            400,
            "invalid-argument",
            "If-Match"),
        new Case(
            "a patch that is no object",
            "PATCH",
            MODEL,
            new Body("application/merge-patch+json", "[1]"),
            List.of(),
            400,
            "invalid-argument",
            "object"),
        new Case(
            "a patch with an unknown field",
            "PATCH",
            MODEL,
            new Body("application/merge-patch+json", "{\"colour\":\"red\"}"),
            List.of(),
            400,
            "invalid-argument",
            "colour"),
        new Case(
            "a bulk that is not said to be one",
            "POST",
            "/bulk",
            new Body(JSON, "{\"id\":\"model:a/b\"}"),
            List.of(),
            415,
            "unsupported-media-type",
            "application/x-ndjson"));
  }

  private static Case put(String title, String body, int status, String code, String says) {
    return new Case(title, "PUT", MODEL, new Body(JSON, body), List.of(), status, code, says);
  }

  private static Case conditional(String title, String header, String value, String says) {
    return new Case(
        title,
        "PUT",
        MODEL,
        new Body(JSON, "{}"),
        List.of(header, value),
        400,
        "invalid-argument",
        says);
  }

  private static Case get(String title, String path, String says) {
    return new Case(title, "GET", path, null, List.of(), 400, "invalid-argument", says);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithItsReasonAndChangesNothing(Case request) {
    Answer answer =
        server.send(
            request.method(),
            request.path(),
            request.body(),
            request.headers().toArray(String[]::new));
    assertThat(answer.status()).as(answer.text()).isEqualTo(request.status());
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(request.code());
    assertThat(answer.detail()).contains(request.says());
    assertNothingChanged();
  }

  @Test
  void pathsThatClimbOutAreRefused() throws IOException {
    for (String path :
        List.of(
            "/api/v1/records/model/vision/..%2f..%2fetc%2fpasswd",
            "/api/v1/records/model/vision/%2e%2e",
            "/api/v1/records/model/../../../etc/passwd",
            "/api/v1/records/model/vision/a%2Fb",
            "/api/v1/records/model//a",
            "/api/v1/../v1/records/model/vision/%252e%252e%252f",
            "/api/v1/records/model/vision/a;b/../c")) {
      RawHttp.Answer answer =
          RawHttp.exchange(
              URI.create(server.address().toString()),
              "DELETE " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
      assertThat(answer.status()).as(path).isIn(400, 404, 405);
      assertThat(answer.header("Content-Type")).as(path).startsWith("application/problem+json");
    }
    assertNothingChanged();
  }

  @Test
  void aMalformedEscapeIsRefused() throws IOException {
    RawHttp.Answer answer =
        RawHttp.exchange(
            server.address(),
            "GET /api/v1/search?q=%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("escape");
  }

  private void assertNothingChanged() {
    assertThat(server.get("/export").text()).isEqualTo(exported);
    assertThat(server.get("/status").json().path("sequence").asText()).isEqualTo(status);
  }
}
