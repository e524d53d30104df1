package org.modeldex.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.server.testing.RawHttp;
import org.modeldex.server.testing.RawHttp.Answer;

/** What becomes of bodies that together take more memory than there is for them. */
final class BodyRoomTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(
          1_000_000,
          1_000_000,
          5_000_000,
          5_000_000,
          4_096,
          0,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          1_000);

  private final HttpMetrics metrics = new HttpMetrics();
  private final HttpServer server = server();

  private HttpServer server() {
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    RouteHandler count =
        (principal, request) ->
            request.result(Integer.toString(request.bodyInputStream().readAllBytes().length));
    RequestBody whole = new RequestBody(RequestBody.NDJSON.mediaTypes(), RequestBody.Size.DOCUMENT);
    routes.post("/whole", Permission.WRITE, whole, count);
    routes.post("/stream", Permission.WRITE, RequestBody.NDJSON, count);
    return HttpServer.start(new HttpOptions("127.0.0.1", 0, Set.of(), LIMITS), routes, metrics);
  }

  @AfterEach
  void stop() {
    server.close();
    metrics.close();
  }

  @Test
  void bodiesThatDoNotFitBesideThoseThatArriveAreRefusedForNow() throws Exception {
    try (RawHttp slow = slow()) {
      Answer refused = post("/whole", 500_000);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.body()).contains("\"code\":\"unavailable\"", "large bodies");
      assertThat(post("/whole", 60_000).status()).isEqualTo(200);
      assertThat(post("/stream", 900_000).status()).isEqualTo(200);

      slow.send("x".repeat(100_000));
      assertThat(slow.readToEnd().status()).isEqualTo(200);
    }
    assertThat(post("/whole", 1_000_000).body()).isEqualTo("1000000");
  }

  @Test
  void theRoomOfAClientThatVanishesIsFreeAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      slow().close();
      await(() -> post("/whole", 500_000).status() == 200);
    }
  }

  /** A client that has sent so much of its body that there is no room for another large one. */
  private RawHttp slow() throws Exception {
    while (true) {
      RawHttp slow = begin("/whole", 900_000, 800_000);
      Thread.sleep(200);
      if (post("/whole", 500_000).status() == 503) {
        return slow;
      }
      slow.close(); // the other was faster, so this one may have been refused
    }
  }

  private RawHttp begin(String path, int length, int sent) throws IOException {
    RawHttp connection = new RawHttp(server.address());
    connection.sendLines(
        """
        POST %s HTTP/1.1
        Host: localhost
        Content-Type: application/x-ndjson
        Connection: close
        Content-Length: %d

        """
            .formatted(path, length));
    connection.send("x".repeat(sent));
    return connection;
  }

  private Answer post(String path, int length) throws IOException {
    try (RawHttp connection = begin(path, length, length)) {
      return connection.readToEnd();
    }
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }
}
