package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder for temporary files, into which RocksDB's library is unpacked. */
final class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void oneThatCannotBeUsedIsNamedWithTheWayOut() throws Exception {
    Process verb =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder.resolve("missing"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--check",
                "--port=0",
                "--data=" + folder.resolve("data"))
            .redirectErrorStream(true)
            .start();
    verb.getOutputStream().close();
    String said = new String(verb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verb.waitFor()).as(said).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(said)
        .contains(folder.resolve("missing").toString(), "-Djava.io.tmpdir=FOLDER")
        .doesNotContain("unexpected", "\tat ");
  }
}
