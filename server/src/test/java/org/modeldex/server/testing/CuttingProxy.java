package org.modeldex.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and passes calls on, until it has passed on as many as it may. The last
 * one still reaches the server, but nobody hears the answer: the connection is cut.
 */
public final class CuttingProxy implements AutoCloseable {
  private final URI server;
  private final HttpServer proxy;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger left = new AtomicInteger();
  private volatile Refusal refusal = new Refusal("//", 0, "");

  public CuttingProxy(URI server) throws IOException {
    this.server = server;
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    proxy.createContext("/", this::pass);
    proxy.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** Lets so many calls be answered from now on. */
  public void answer(int calls) {
    left.set(calls);
  }

  private record Refusal(String prefix, int status, String body) {}

  /** Answers all calls whose paths begin so itself, without asking the server. */
  public void refuse(String prefix, int status, String body) {
    refusal = new Refusal(prefix, status, body);
  }

  private void pass(HttpExchange exchange) throws IOException {
    int nth = left.getAndDecrement();
    try (exchange) {
      if (nth < 0) {
        return;
      }
      if (exchange.getRequestURI().getPath().startsWith(refusal.prefix())) {
        byte[] body = refusal.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refusal.status(), body.length);
        exchange.getResponseBody().write(body);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (nth > 0) {
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    client.close();
  }
}
