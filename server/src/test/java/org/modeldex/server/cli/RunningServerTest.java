package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTest {
  private static final URI ADDRESS = URI.create("http://127.0.0.1:8080");

  @TempDir private Path data;

  private String told() throws IOException {
    return Files.readString(data.resolve("server-address"));
  }

  private void tell(String text) throws IOException {
    Files.writeString(data.resolve("server-address"), text);
  }

  @Test
  void aServerIsFoundUntilItStops() {
    assertThat(RunningServer.of(data)).isEmpty();
    RunningServer.announce(data, ADDRESS);
    assertThat(RunningServer.of(data)).contains(ADDRESS);
    RunningServer.withdraw(data);
    assertThat(RunningServer.of(data)).isEmpty();
  }

  @Test
  void whatAKilledServerLeftIsNotBelieved() throws Exception {
    Process killed = new ProcessBuilder("sleep", "60").start();
    RunningServer.announce(data, ADDRESS);
    String self = " " + ProcessHandle.current().pid() + " ";
    String ofAnother = told().replace(self, " " + killed.pid() + " ");
    killed.destroyForcibly().waitFor();
    tell(ofAnother);
    assertThat(RunningServer.of(data)).isEmpty();
  }

  @Test
  void aLaterProcessOfTheSameNumberIsNotTheServer() throws IOException {
    RunningServer.announce(data, ADDRESS);
    tell(told().replaceFirst(" \\d+\n", " 1000\n"));
    assertThat(RunningServer.of(data)).isEmpty();
  }

  @Test
  void aCopyOfTheFolderIsNotTheServers(@TempDir Path elsewhere) throws IOException {
    RunningServer.announce(data, ADDRESS);
    Files.copy(data.resolve("server-address"), elsewhere.resolve("server-address"));
    assertThat(RunningServer.of(elsewhere)).isEmpty();
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), data);
    assertThat(RunningServer.of(link)).contains(ADDRESS);
  }

  @Test
  void halfAFileIsNone() throws IOException {
    RunningServer.announce(data, ADDRESS);
    String whole = told();
    for (int length = 0; length < whole.length(); length++) {
      tell(whole.substring(0, length));
      assertThat(RunningServer.of(data)).as("%d characters", length).isEmpty();
    }
  }
}
