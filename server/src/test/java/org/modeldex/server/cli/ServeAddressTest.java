package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that a server cannot have. */
final class ServeAddressTest {
  @TempDir private Path data;

  private final StringWriter err = new StringWriter();

  private int serve(String host, int port) {
    return Main.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        "serve",
        "--check",
        "--host",
        host,
        "--port",
        Integer.toString(port),
        "--data",
        data.toString());
  }

  @Test
  void anAddressOfNobodyIsNotTakenForAPortInUse() {
    assertThat(serve("nosuch.invalid", 0)).isEqualTo(69);
    assertThat(serve("192.0.2.1", 0)).isEqualTo(69);
    assertThat(err.toString())
        .contains("cannot listen on nosuch.invalid", "cannot listen on 192.0.2.1")
        .doesNotContain("in use", "null");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(serve("127.0.0.1", taken.getLocalPort())).isEqualTo(69);
      assertThat(err.toString()).contains(":" + taken.getLocalPort() + ": Address already in use");
    }
  }

  @Test
  void anEmptyAddressIsAUsageError() {
    assertThat(serve("", 0)).isEqualTo(2);
    assertThat(err.toString()).contains("--host");
    assertThat(data).isEmptyDirectory();
  }
}
