package org.modeldex.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.server.testing.RawHttp;
import org.modeldex.server.testing.RawHttp.Answer;

/** What protects every route, seen from a socket. */
final class HttpGuardsTest {
  private static final HttpLimits SMALL =
      new HttpLimits(
          1_000,
          100_000,
          5_000,
          5_000,
          4_096,
          500,
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          1_000);

  private static final String SMUGGLED =
      """
      Content-Length: 3
      Transfer-Encoding: chunked

      0

      GET /echo/b HTTP/1.1
      Host: localhost

      """;
  private static final String UNFINISHED_POST =
      """
      POST /document HTTP/1.1
      Host: localhost
      Content-Type: application/json
      Content-Length: 900

      """;

  private HttpMetrics metrics;
  private HttpServer server;
  private URI address;

  @BeforeEach
  void start() {
    metrics = new HttpMetrics();
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.get(
        "/echo/{name}",
        Permission.READ,
        (principal, request) -> request.result('"' + request.pathParam("name") + '"'));
    routes.post(
        "/document",
        Permission.WRITE,
        RequestBody.JSON,
        (principal, request) -> request.result(count(request.bodyInputStream().readAllBytes())));
    routes.post(
        "/stream",
        Permission.WRITE,
        RequestBody.NDJSON,
        (principal, request) -> request.result(count(request.bodyInputStream().readAllBytes())));
    routes.get(
        "/broken",
        Permission.READ,
        (principal, request) -> {
          throw new IllegalStateException("secret inner workings");
        });
    HttpOptions options = new HttpOptions("127.0.0.1", 0, Set.of("models.example"), SMALL);
    server = HttpServer.start(options, routes, metrics);
    address = server.address();
  }

  private static String count(byte[] body) {
    return Integer.toString(body.length);
  }

  @AfterEach
  void stop() {
    server.close();
    metrics.close();
  }

  @Test
  void everyAnswerCarriesSecurityHeadersAndARequestId() throws IOException {
    for (String path : new String[] {"/echo/a", "/nothing", "/broken", "/a//b"}) {
      Answer answer = get(path, "localhost");
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'self'", "frame-ancestors 'none'");
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(answer.header("X-Request-Id")).as(path).matches("[0-9a-f]{16}");
      assertThat(answer.header("Server")).as(path).isEmpty();
    }
  }

  @Test
  void aSaneRequestIdIsKeptAndAnInsaneOneReplaced() throws IOException {
    assertThat(get("/echo/a", "localhost\nX-Request-Id: build-42").header("X-Request-Id"))
        .isEqualTo("build-42");
    assertThat(get("/echo/a", "localhost\nX-Request-Id: a b<script>").header("X-Request-Id"))
        .matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:99", "127.0.0.1", "[::1]:80", "MODELS.example"})
  void knownHostNamesAreAnswered(String host) throws IOException {
    assertThat(get("/echo/a", host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "models.example.evil", "10.0.0.1"})
  void otherHostNamesAreMisdirected(String host) throws IOException {
    Answer answer = get("/echo/a", host);
    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"misdirected-request\"", "--allow-host");
  }

  @Test
  void aRequestWithoutHostIsRefused() throws IOException {
    assertThat(exchange("GET /echo/a HTTP/1.1\nConnection: close\n\n").status()).isEqualTo(400);
  }

  @Test
  void anUnknownPathIsAProblemAndAWrongMethodNamesTheRightOnes() throws IOException {
    Answer unknown = get("/nothing", "localhost");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
    assertThat(unknown.body())
        .contains("\"code\":\"not-found\"", "\"requestId\":\"" + unknown.header("X-Request-Id"));
    Answer wrong = exchange("DELETE /echo/a HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).contains("GET").doesNotContain("DELETE");
  }

  @Test
  void anUnexpectedFailureShowsNoInnerWorkings() throws IOException {
    Answer answer = get("/broken", "localhost");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .contains("\"code\":\"internal\"", answer.header("X-Request-Id"))
        .doesNotContain("secret", "IllegalState", "at org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/echo/..%2f..%2fetc%2fpasswd",
        "/echo/a%2Fb",
        "/echo/%2e%2e",
        "/echo//a",
        "/echo/..;/a",
        "/echo/a%00b",
        "/echo/%zz",
        "/echo/%c0%ae%c0%ae",
        "/echo/../../etc/passwd"
      })
  void pathsThatMeanTwoThingsAreRefused(String path) throws IOException {
    Answer answer = get(path, "localhost");
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a b", "ü", "+", "&", "?", "#", ";", ":", "\"", "<", "|", "{", "~1"})
  void everyPrintableCharacterOfANameArrivesDecodedOnce(String name) throws IOException {
    String encoded =
        java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
    assertThat(get("/echo/x" + encoded, "localhost").body()).contains("\"x" + name + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=100%", "q=%zz", "100%=q", "%"})
  void queriesThatCannotBeDecodedAreRefused(String query) throws IOException {
    Answer answer = get("/echo/a?" + query, "localhost");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("malformed % escape");
  }

  @Test
  void aPercentSignIsNotDecodedTwice() throws IOException {
    assertThat(get("/echo/%252e%252e%252fetc", "localhost").body()).contains("%2e%2e%2fetc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\nContent-Length: 4\n\nabcd",
        SMUGGLED,
        "Transfer-Encoding: chunked\n\nzz\nabc\n0\n\n",
        "Transfer-Encoding: xchunked\n\n0\n\n",
        "Content-Length: -1\n\n",
        "Content-Length: 1e3\n\n",
        " Folded: yes\n\n"
      })
  void requestsThatTwoServersWouldCutDifferentlyAreRefusedOnce(String rest) throws IOException {
    Answer answer =
        exchange(
            "POST /document HTTP/1.1\nHost: localhost\nContent-Type: application/json\n" + rest);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void longHeadersAndAddressesAreRefused() throws IOException {
    assertThat(get("/echo/a", "localhost\nX-Long: " + "a".repeat(5_000)).status()).isEqualTo(431);
    assertThat(get("/echo/" + "a".repeat(5_000), "localhost").status()).isEqualTo(414);
  }

  @Test
  void aBodyIsTakenUpToItsLimitAndNotBeyond() throws IOException {
    assertThat(post("/document", "application/json", "x".repeat(1_000)).status()).isEqualTo(200);
    assertThat(post("/document", "application/json", "x".repeat(1_001)).status()).isEqualTo(413);
  }

  @Test
  void aBodyWithoutLengthIsCountedWhileItIsRead() throws IOException {
    assertThat(postChunked("/document", "application/json", 1_000).status()).isEqualTo(200);
    Answer document = postChunked("/document", "application/json", 1_001);
    assertThat(document.status()).isEqualTo(413);
    assertThat(document.body()).contains("\"code\":\"too-large\"", "1000 bytes");
    assertThat(postChunked("/stream", "application/x-ndjson", 5_000).status()).isEqualTo(200);
    assertThat(postChunked("/stream", "application/x-ndjson", 5_001).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "/document, localhost, application/json, Content-Length: 20000000, 413",
    "/document, localhost, application/json, Transfer-Encoding: chunked, 413",
    "/document, localhost, text/plain, Transfer-Encoding: chunked, 415",
    "/echo/a, localhost, application/json, Content-Length: 20000000, 405",
    "/nothing, localhost, application/json, Content-Length: 20000000, 404",
    "/document, elsewhere, application/json, Content-Length: 20000000, 421"
  })
  void whoSendsAHugeBodyToItsEndStillGetsTheAnswer(
      String path, String host, String type, String framing, int status) throws IOException {
    try (RawHttp connection = new RawHttp(address)) {
      connection.sendLines(
          "POST %s HTTP/1.1\nHost: %s\nContent-Type: %s\nConnection: close\n%s\n\n"
              .formatted(path, host, type, framing));
      boolean chunked = framing.endsWith("chunked");
      String piece = "x".repeat(1_000_000);
      for (int i = 0; i < 20; i++) {
        connection.send(chunked ? "f4240\r\n" + piece + "\r\n" : piece);
      }
      connection.send(chunked ? "0\r\n\r\n" : "");
      assertThat(connection.readToEnd().status()).isEqualTo(status);
    }
  }

  @Test
  void theConnectionOfARefusedBodyServesTheNextRequest() throws IOException {
    Answer answers =
        exchange(
            "POST /document HTTP/1.1\nHost: localhost\nContent-Length: 2000\n\n"
                + "x".repeat(2_000)
                + "GET /echo/a HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assertThat(answers.status()).isEqualTo(413);
    assertThat(answers.count()).isEqualTo(2);
    assertThat(answers.text()).endsWith("\"a\"");
  }

  @Test
  void callsWithoutBodyTakeNone() throws IOException {
    Answer answer =
        exchange(
            "GET /echo/a HTTP/1.1\nHost: localhost\nContent-Length: 3\nConnection: close\n\nabc");
    assertThat(answer.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/html; a=b"})
  void otherMediaTypesAreRefused(String type) throws IOException {
    Answer answer = post("/document", type, "{}");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json");
  }

  @Test
  void compressedBodiesAreRefused() throws IOException {
    Answer answer = post("/document", "application/json\nContent-Encoding: gzip", "{}");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aBodyThatTricklesInIsCutOff() throws Exception {
    try (RawHttp connection = new RawHttp(address)) {
      connection.sendLines(UNFINISHED_POST);
      Thread trickle =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    connection.send("x");
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  // The server closed the connection: what the test is about.
                }
              });
      assertThat(connection.readToEnd().status()).isEqualTo(408);
      trickle.join();
    }
  }

  @Test
  void aBodyThatStopsIsCutOffWhenTheConnectionIsIdleTooLong() throws IOException {
    try (RawHttp connection = new RawHttp(address)) {
      connection.sendLines(UNFINISHED_POST);
      connection.send("abc");
      assertThat(connection.readToEnd().status()).isEqualTo(408);
    }
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() throws IOException {
    Answer answer = exchange("HEAD /echo/a HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void requestsAreCountedByRouteAndNotByPath() throws IOException {
    get("/echo/one", "localhost");
    get("/echo/two", "localhost");
    get("/scan-me-1", "localhost");
    server.close();
    assertThat(metrics.scrape())
        .contains(
            "modeldex_http_requests_seconds_count{method=\"GET\",route=\"/echo/{name}\",status=\"200\"}"
                + " 2")
        .contains(
            "modeldex_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 1")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("scan-me-1");
  }

  @Test
  void methodsThatClientsMakeUpAreCountedAsOne() throws IOException {
    for (int i = 0; i < 3; i++) {
      exchange("MADE" + i + " /echo/a HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    }
    server.close();
    assertThat(metrics.scrape())
        .contains("count{method=\"other\",route=\"none\",status=\"405\"} 3")
        .doesNotContain("MADE");
  }

  @Test
  void cachesAreToldThatAnAnswerMayBeCompressed() throws IOException {
    assertThat(get("/echo/a", "localhost").header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(get("/nothing", "localhost").header("Vary")).isEqualTo("Accept-Encoding");
  }

  private Answer get(String path, String hostAndMore) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\nHost: " + hostAndMore + "\nConnection: close\n\n");
  }

  private Answer post(String path, String type, String body) throws IOException {
    return exchange(
        "POST "
            + path
            + " HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: "
            + type
            + "\nContent-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  private Answer postChunked(String path, String type, int length) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: "
            + type
            + "\nTransfer-Encoding: chunked\n\n";
    String first = Integer.toHexString(length - 100) + "\n" + "x".repeat(length - 100) + "\n";
    String second = Integer.toHexString(100) + "\n" + "x".repeat(100) + "\n0\n\n";
    return exchange(head + first + second);
  }

  private Answer exchange(String text) throws IOException {
    return RawHttp.exchange(address, text);
  }
}
