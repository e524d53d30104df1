package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches that a server had no time to finish. */
class PartialAnswerTest {
  private final AtomicInteger cutShort = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean partial = cutShort.getAndDecrement() > 0;
          byte[] answer =
              "{\"total\":%d,\"partial\":%s,\"hits\":[]}"
                  .formatted(partial ? 0 : 467, partial)
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String search() {
    StringWriter out = new StringWriter();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    PrintWriter err = new PrintWriter(new StringWriter());
    assertThat(Main.run(new PrintWriter(out), err, "search", "resnet", "--server", address))
        .isZero();
    return out.toString();
  }

  @Test
  void areTriedOnceMore() {
    cutShort.set(1);
    assertThat(search()).contains("467 hits").doesNotContain("cut this search short");
  }

  @Test
  void areNotShownAsWholeOnes() {
    cutShort.set(2);
    assertThat(search()).contains("0 hits", "cut this search short");
  }
}
