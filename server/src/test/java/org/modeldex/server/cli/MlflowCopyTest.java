package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ModeldexException;

/** With which credentials an MLflow server is asked, and that nobody gets to see them. */
final class MlflowCopyTest {
  @TempDir private Path folder;
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          credentials.add(header == null ? "none" : header);
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theAddressMayNameAUserWhosePasswordIsSentAndNotShown() {
    String said = update("ann:pass%20word@", Map.of());
    assertThat(said).contains("Reading http://127.0.0.1:", "401").doesNotContain("ann", "word");
    assertThat(credentials).containsOnly("Basic " + encoded("ann:pass word"));
  }

  @Test
  void theEnvironmentOutdoesTheAddress() {
    update("ann:secret@", Map.of("MLFLOW_TRACKING_USERNAME", "bob"));
    update("ann:secret@", Map.of("MLFLOW_TRACKING_TOKEN", "t"));
    update("", Map.of());
    assertThat(credentials).containsExactly("Basic " + encoded("bob:"), "Bearer t", "none");
  }

  private String update(String user, Map<String, String> environment) {
    StringWriter said = new StringWriter();
    String address = "mlflow+http://" + user + "127.0.0.1:" + server.getAddress().getPort();
    MlflowCopy copy = new MlflowCopy(address, environment, new PrintWriter(said));
    ModeldexException refused =
        catchThrowableOfType(ModeldexException.class, () -> copy.update(folder.resolve("copy")));
    return said + String.valueOf(refused.getMessage());
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
