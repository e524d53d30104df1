package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.ingest.ImportProgress;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.testing.TestNode;

/** The options of {@code import}, against a whole server. */
final class ImportTest {
  @TempDir private Path folder;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(folder.resolve("served"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private record Outcome(int exitCode, String out, String err) {
    JsonNode json() {
      return RecordJson.readTree(out.getBytes(UTF_8));
    }
  }

  private Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("import"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--server", server.address().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** A card of a model. */
  private Path card(String path, String... lines) throws IOException {
    return write(
        path, "---\ntags:\n- moss\n" + String.join("\n", lines) + "\n---\n# A model of moss\n");
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> ids() {
    return server
        .get("/export")
        .text()
        .lines()
        .map(line -> RecordJson.readTree(line.getBytes(UTF_8)).path("id").asText())
        .toList();
  }

  @Test
  void eachFolderIsAProjectOfItsOwn() throws IOException {
    card("zoo/one/moss.md");
    card("zoo/two/fern.md");
    write("zoo/two/odd.xyz", "nobody knows");
    Outcome outcome = run(path("zoo/one"), path("zoo/two"), "--json");
    assertThat(ids()).containsExactly("model:one/moss", "model:two/fern");
    assertThat(outcome.json().path("unrecognisedFiles"))
        .singleElement()
        .hasToString("\"two/odd.xyz\"");
    run(path("zoo/one"), "--project", "other");
    assertThat(ids()).contains("model:other/moss");
  }

  @Test
  void whatIsNotLookedIntoIsCountedByReason() throws IOException {
    card("zoo/moss.md");
    card("zoo/build/fern.md");
    card("zoo/build/keep.md");
    card("zoo/.cache/hidden.md");
    write("zoo/.gitignore", "# what is built\nbuild/*\n!keep.md\n");
    write("zoo/all.tar.gz", "packed");
    Files.createSymbolicLink(folder.resolve("zoo/link.md"), folder.resolve("zoo/moss.md"));
    Outcome outcome = run(path("zoo"));
    assertThat(ids()).containsExactly("model:zoo/keep", "model:zoo/moss");
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    assertThat(outcome.out())
        .contains(
            "Passed over:  2 is hidden",
            "Passed over:  1 is ignored by a .gitignore",
            "Passed over:  1 is an archive, and archives are not opened",
            "Passed over:  1 is a link, and links are not followed",
            "build/fern.md: is ignored");
  }

  @Test
  void aTextOverTheLimitIsLeftOutAndTheRestIsThere() throws IOException {
    card("zoo/moss.md");
    card("zoo/huge.md", "extra: " + "x".repeat(33 << 20));
    Outcome outcome = run(path("zoo"));
    assertThat(ids()).containsExactly("model:zoo/moss");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(outcome.out()).contains("huge.md: has more than the 33554432 bytes");
  }

  @Test
  void maxFilesSaysHowManyFilesAreRead() throws IOException {
    for (String name : List.of("fern", "moss", "reed")) {
      card("zoo/" + name + ".md");
    }
    Outcome few = run(path("zoo"), "--max-files", "2");
    assertThat(ids()).hasSize(2);
    assertThat(few.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(few.out()).contains("the source has more than 2 files");
    assertThat(run(path("zoo"), "--max-files", "3").exitCode()).isZero();
    assertThat(ids()).hasSize(3);
    assertThat(run(path("zoo"), "--max-files", "0").err()).contains("--max-files");
  }

  @Test
  void aTableIsShownByItsGuessWhichIsSavedCorrectedAndUsed() throws IOException {
    write("zoo/pond.csv", "name,accuracy,colour\nmoss,0.9,green\nfern,0.8,red\n");
    Outcome unasked = run(path("zoo"));
    assertThat(ids()).isEmpty();
    assertThat(unasked.out()).contains("1 file looks like a table, for instance pond.csv");

    String table = path("zoo/pond.csv");
    Outcome shown =
        run(table, "--format", "table", "--dry-run", "--save-mapping", path("guess.yaml"));
    assertThat(ids()).isEmpty();
    assertThat(shown.out())
        .contains("Table pond.csv is read by this guess:", "- {column: accuracy, metric: accuracy}")
        .contains("\"id\" : \"model:zoo/moss\"", "\"colour\" : \"green\"");
    Path guess = folder.resolve("guess.yaml");
    assertThat(Files.readString(guess)).startsWith("format: csv\nkind: model\nname: name\n");
    assertThat(run(table, "--format", "table", "--save-mapping", guess.toString()).err())
        .contains("is there already");

    Files.writeString(guess, Files.readString(guess) + "tags: colour\n");
    assertThat(run(path("zoo"), "--mapping", guess.toString()).out()).contains("2 created");
    assertThat(server.get("/records/model/zoo/moss").json().path("tags").path(0).asText())
        .isEqualTo("green");
    assertThat(run(path("zoo"), "--mapping", guess.toString()).out()).contains("2 unchanged");
    write("zoo/pond.csv", "name,accuracy,colour\nmoss,0.9,green\n");
    assertThat(run(path("zoo"), "--mapping", guess.toString(), "--prune").out())
        .contains("Pruned:       1 vanished");
    assertThat(ids()).containsExactly("model:zoo/moss");

    Files.writeString(guess, "name: name\ncolor: colour\n");
    assertThat(run(path("zoo"), "--mapping", guess.toString()).err())
        .contains("guess.yaml, line 2: color is no key here");
    assertThat(run(path("zoo"), "--mapping", guess.toString(), "--format", "timm").exitCode())
        .isNotZero();
  }

  @Test
  void unknownWordsAreListedByHowOftenTheyOccur() throws IOException {
    card("zoo/moss.md", "pipeline_tag: moss-gazing", "license: moss-1.0", "language: en");
    card("zoo/fern.md", "pipeline_tag: moss-gazing", "license: mit");
    Outcome outcome = run(path("zoo"), "--report", "unknown");
    assertThat(outcome.out())
        .containsSubsequence(
            "Words that are not in the vocabulary",
            "task            2  moss-gazing",
            "license         1  moss-1.0")
        .doesNotContain("  en", "  mit");
    JsonNode words = run(path("zoo"), "--report", "unknown", "--json").json().path("unknownWords");
    assertThat(words.path(0).path("word").asText()).isEqualTo("moss-gazing");
    assertThat(words.path(0).path("count").asInt()).isEqualTo(2);
    assertThat(run(path("zoo"), "--report", "everything").exitCode()).isEqualTo(2);
  }

  @Test
  void whatVanishedFromTheSourceIsPrunedAndNothingElse() throws IOException {
    card("zoo/moss.md");
    Path fern = card("zoo/fern.md");
    card("garden/zoo/rose.md");
    run(path("zoo"));
    run(path("garden/zoo"));
    run(path("zoo"), "--project", "other");
    server.put("/records/model/zoo/by-hand", "{}");
    Files.delete(fern);
    assertThat(run(path("zoo")).out()).contains("0 deleted").doesNotContain("Pruned");
    Outcome dry = run(path("zoo"), "--prune", "--dry-run");
    assertThat(dry.out()).contains("1 vanished", "would be deleted", "model:zoo/fern");
    assertThat(ids()).contains("model:zoo/fern");
    Outcome pruned = run(path("zoo"), "--prune", "--json");
    assertThat(pruned.exitCode()).isZero();
    assertThat(pruned.json().path("deleted").asInt()).isEqualTo(1);
    assertThat(pruned.json().path("unchanged").asInt()).isEqualTo(1);
    assertThat(ids())
        .containsExactly(
            "model:other/fern",
            "model:other/moss",
            "model:zoo/by-hand",
            "model:zoo/moss",
            "model:zoo/rose");
  }

  @Test
  void aSourceThatCannotBeReadEntirelyIsNotPruned() throws IOException {
    card("zoo/moss.md");
    Path fern = card("zoo/fern.md");
    run(path("zoo"));
    Files.delete(fern);
    write("zoo/cut.json", "{\"task_name\": \"x\", \"scores\": {");
    Outcome damaged = run(path("zoo"), "--prune");
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(damaged.out()).contains("zoo: not pruned, since files or records");
    Files.delete(folder.resolve("zoo/cut.json"));
    Files.delete(folder.resolve("zoo/moss.md"));
    Outcome empty = run(path("zoo"), "--prune");
    assertThat(empty.out()).contains("zoo: not pruned, since nothing in it was recognised");
    assertThat(ids()).containsExactly("model:zoo/fern", "model:zoo/moss");
  }

  @Test
  void aSourceThatMovedIsKnownByItsOrigin() throws IOException {
    card("first/moss.md");
    card("first/fern.md");
    run(path("first"), "--project", "lab", "--origin", "moss-repository");
    card("second/moss.md");
    Outcome moved =
        run(path("second"), "--project", "lab", "--origin", "moss-repository", "--prune");
    assertThat(moved.out()).contains("1 unchanged, 1 deleted");
    assertThat(ids()).containsExactly("model:lab/moss");
  }

  @Test
  void progressIsABarOnATerminalAndLinesElsewhere() {
    assertThat(metered(true))
        .contains("\r\u001B[K[============            ] 50 %, 50 of 100 files")
        .contains("7 records, 10 files/s, 0:05 left")
        .endsWith("\r\u001B[K");
    assertThat(metered(false))
        .isEqualTo(
            "50 %, 50 of 100 files, 7 records, 10 files/s, 0:05 left" + System.lineSeparator());
  }

  private static String metered(boolean terminal) {
    StringWriter err = new StringWriter();
    AtomicLong nanos = new AtomicLong();
    ImportMeter meter = new ImportMeter(new PrintWriter(err), terminal, nanos::get);
    meter.show(new ImportProgress(10, 100, 1));
    nanos.set(5_000_000_000L);
    meter.show(new ImportProgress(50, 100, 7));
    nanos.incrementAndGet();
    meter.show(new ImportProgress(51, 100, 7));
    meter.end();
    return err.toString();
  }
}
