package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue that has lost something, and an operator without a backup. */
final class AcceptedLossTest {
  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
  }

  @Test
  void theRefusalNamesTheOptionThatOpensWhatIsLeft() throws IOException {
    Path file = folder.resolve("models.jsonl");
    Files.writeString(file, "{\"op\":\"put\",\"record\":{\"id\":\"model:vision/resnet50\"}}\n");
    String data = folder.resolve("data").toString();
    assertThat(run("import", file.toString(), "--data", data)).isZero();
    Files.delete(Path.of(data, "store", "high-water"));

    assertThat(run("serve", "--check", "--port", "0", "--data", data)).isEqualTo(1);
    assertThat(err.toString()).contains("has lost data", "modeldex serve --accept-loss");
    assertThat(run("serve", "--accept-loss", "--check", "--port", "0", "--data", data)).isZero();

    assertThat(run("get", "model:vision/resnet50", "--data", data)).isZero();
    assertThat(run("verify", "--data", data)).isZero();
  }
}
