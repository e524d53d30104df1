package org.modeldex.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.testing.RawHttp;
import org.modeldex.server.testing.RawHttp.Answer;

/** Starting, stopping, and who may do what. */
final class HttpServerTest {
  private final HttpMetrics metrics = new HttpMetrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void aRequestInFlightIsFinishedBeforeTheServerStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.get(
        "/slow",
        Permission.READ,
        (principal, request) -> {
          begun.countDown();
          await(goOn);
          request.result("\"done\"");
        });
    HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics);
    URI address = server.address();
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> get(address, "/slow"));
    await(begun);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
    goOn.countDown();
    stopping.get(30, TimeUnit.SECONDS);
    assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(answer.get().body()).contains("done");
    assertThatThrownBy(() -> new RawHttp(address)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aRequestThatDoesNotEndKeepsTheServerFromStoppingForAWhileOnly() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.get(
        "/endless",
        Permission.READ,
        (principal, request) -> {
          begun.countDown();
          await(goOn);
        });
    HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics);
    try (RawHttp endless = new RawHttp(server.address())) {
      endless.sendLines("GET /endless HTTP/1.1\nHost: localhost\n\n");
      await(begun);
      assertThatCode(server::close).doesNotThrowAnyException();
      assertThatThrownBy(() -> new RawHttp(server.address())).isInstanceOf(Exception.class);
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void aPortInUseIsAProblemThatNamesIt() {
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    try (HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics)) {
      int port = server.address().getPort();
      HttpOptions taken = new HttpOptions("127.0.0.1", port, Set.of(), HttpLimits.DEFAULT);
      assertThatThrownBy(() -> HttpServer.start(taken, routes, metrics))
          .isInstanceOf(ModeldexException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .extracting(e -> ((ModeldexException) e).code())
          .isEqualTo(ErrorCode.UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void whoLacksTheRoutesPermissionIsRefusedBeforeTheRequestIsRead(Permission needed) {
    EnumSet<Permission> others = EnumSet.complementOf(EnumSet.of(needed));
    RouteRegistrar routes = new RouteRegistrar(request -> new Principal("somebody", others));
    routes.post("/thing", needed, RequestBody.JSON, (principal, request) -> request.result("\"\""));
    try (HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics)) {
      Answer answer =
          exchange(
              server.address(),
              "POST /thing HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 3\n\n{{{");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("\"code\":\"permission-denied\"", "somebody may not");
    }
  }

  @Test
  void handlersRunOnVirtualThreads() {
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.get(
        "/thread",
        Permission.READ,
        (principal, request) ->
            request.result(Boolean.toString(Thread.currentThread().isVirtual())));
    try (HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics)) {
      assertThat(get(server.address(), "/thread").body()).contains("true");
    }
  }

  @Test
  void everyRequestToARouteIsHeardOf() {
    AtomicInteger heard = new AtomicInteger();
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.onRequest(heard::incrementAndGet);
    routes.get("/thing", Permission.READ, (principal, request) -> request.result("\"\""));
    try (HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics)) {
      get(server.address(), "/thing");
      get(server.address(), "/thing");
      get(server.address(), "/elsewhere");
    }
    assertThat(heard).hasValue(2);
  }

  @Test
  void anAnswerThatFailsHalfWayNeverLooksWhole() {
    RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
    routes.get(
        "/stream",
        Permission.READ,
        (principal, request) -> {
          request
              .outputStream()
              .write("line\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
          request.outputStream().flush();
          throw new ModeldexException(ErrorCode.CORRUPTED, "the next record does not read back");
        });
    try (HttpServer server = HttpServer.start(HttpOptions.local(), routes, metrics)) {
      Answer answer = exchange(server.address(), "GET /stream HTTP/1.1\nHost: localhost\n\n");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(answer.text()).as("the last, empty chunk").doesNotEndWith("\r\n0\r\n\r\n");
    }
  }

  private static Answer get(URI server, String path) {
    return exchange(server, "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
  }

  private static Answer exchange(URI server, String text) {
    try {
      return RawHttp.exchange(server, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
