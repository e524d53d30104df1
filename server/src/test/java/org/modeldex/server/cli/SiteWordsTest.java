package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on the folder of a catalogue whose server is given words of the site's own. */
final class SiteWordsTest {
  @TempDir private Path folder;

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), arguments))
        .isZero();
    return out.toString();
  }

  private Path words() throws IOException {
    Path words = folder.resolve("words.jsonl");
    Files.writeString(words, "{\"metric\":\"margin\",\"aliases\":[\"contribution margin\"]}\n");
    return words;
  }

  private Path records() throws IOException {
    Path records = folder.resolve("models.jsonl");
    Files.writeString(
        records,
        """
        {"op":"put","record":{"id":"model:v/a",
        """
                .strip()
            + """
            "statistical":[{"metric":"contribution margin","value":3}]}}
            """);
    return records;
  }

  @Test
  void verbsFindByTheSameWordsAsTheServer() throws IOException {
    String data = folder.resolve("data").toString();
    String[] site = {"--data", data, "--vocabulary", words().toString()};

    run("import", records().toString(), site[0], site[1], site[2], site[3]);
    assertThat(run("search", "margin>=2", site[0], site[1], site[2], site[3])).contains("1 hit");
    run("serve", "--check", "--port", "0", site[0], site[1], site[2], site[3]);
    run("status", site[0], site[1], site[2], site[3]);

    assertIndexWasKept();
  }

  @Test
  void verbsThatAreGivenNoWordsGoOnWithThoseOfTheIndex() throws IOException {
    String data = folder.resolve("data").toString();
    run("serve", "--check", "--port", "0", "--data", data, "--vocabulary", words().toString());

    run("import", records().toString(), "--data", data);
    run("status", "--data", data);
    assertThat(run("search", "margin>=2", "--data", data)).contains("1 hit");

    assertIndexWasKept();
  }

  @Test
  void aServerThatIsGivenNoWordsHasNoneAndForgetsThem() throws IOException {
    String data = folder.resolve("data").toString();
    run("import", records().toString(), "--data", data, "--vocabulary", words().toString());
    run("serve", "--check", "--port", "0", "--data", data);
    assertThat(run("search", "margin>=2", "--data", data)).contains("0 hits");
    assertThat(folder.resolve("data/index-words.jsonl")).doesNotExist();
  }

  /** An index made with other words would have been moved aside. */
  private void assertIndexWasKept() {
    assertThat(folder.resolve("data").toFile().list())
        .containsExactlyInAnyOrder("index", "index-words.jsonl", "store");
  }
}
