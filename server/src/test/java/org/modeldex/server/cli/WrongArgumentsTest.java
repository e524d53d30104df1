package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of options that name nothing: from scripts whose variables are not set, or mistyped. */
class WrongArgumentsTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(List<String> arguments) {
    return Main.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  @Test
  void anEmptyPathIsNotTheCurrentFolder() {
    String data = folder.resolve("data").toString();
    for (List<String> line :
        List.of(
            List.of("status", "--data", ""),
            List.of("restore", folder.toString(), "--data", ""),
            List.of("backup", "", "--data", data),
            List.of("import", "", "--data", data))) {
      assertThat(run(line)).as(line.toString()).isEqualTo(2);
      assertThat(err.toString()).as(line.toString()).contains("names no file or folder");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOriginHasAName() {
    assertThat(run(List.of("import", folder.toString(), "--origin", "", "--dry-run"))).isEqualTo(2);
    assertThat(err.toString()).contains("--origin names no source");
  }

  @Test
  void aPasswordInAnAddressIsNeitherTakenNorShown() {
    assertThat(run(List.of("status", "--server", "http://me:secret@127.0.0.1:9"))).isEqualTo(2);
    assertThat(err.toString()).contains("--server takes no user name").doesNotContain("secret");
  }

  @Test
  void anAddressThatCannotBeIsNoUnexpectedError() {
    for (String address : List.of("http://127.0.0.1:99999", "http://127.0.0.1:9?q=x")) {
      assertThat(run(List.of("status", "--server", address))).as(address).isEqualTo(2);
    }
    assertThat(run(List.of("import", "mlflow+http://127.0.0.1:99999", "--dry-run"))).isEqualTo(1);
    assertThat(err.toString()).contains("names no host").doesNotContain("unexpected");
  }
}
