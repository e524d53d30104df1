package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.testing.TestNode;

/** Every verb, as its user meets it: arguments in, text and exit code out. */
final class CliTest {
  private static final String LINES =
      """
      {"op":"put","record":{"id":"model:vision/resnet50","description":"A residual network",
      """
              .strip()
          + """
          "contextual":{"license":"apache-2.0"},"statistical":[{"metric":"accuracy","value":0.8}]}}
          {"id":"model:vision/=cmd","description":"=1+1","tags":["a","b"]}
          """;

  @TempDir private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("models.jsonl"), content);
  }

  @Test
  void versionAndHelpAreShown() {
    assertThat(run("--version").out()).startsWith("modeldex ");
    Outcome help = run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("serve", "import", "search", "export", "backup", "restore");
  }

  @Test
  void aWrongCommandLineIsAUsageError() {
    assertThat(run("dance").exitCode()).isEqualTo(2);
    assertThat(run("search").exitCode()).isEqualTo(2);
    for (String port : List.of("http", "-1", "99999")) {
      Outcome outcome = run("serve", "--port", port);
      assertThat(outcome.exitCode()).as(port).isEqualTo(2);
      assertThat(outcome.err()).as(port).contains("--port");
    }
  }

  @Test
  void anOptionThatMakesNoSenseIsAUsageErrorAndMakesNothing() throws IOException {
    String lines = file(LINES).toString();
    List<List<String>> wrong =
        List.of(
            List.of("get", "model:vision/resnet50", "--server", "nonsense"),
            List.of("backup", "nightly", "--server", "ftp://127.0.0.1"),
            List.of("status", "--server", "http://127.0.0.1:9", "--data", data()),
            List.of("import", lines, "--max-files", "0", "--data", data()),
            List.of("import", lines, "--format", "nope", "--data", data()),
            List.of("import", lines, lines, "--origin", "one", "--data", data()),
            List.of("export", "--to", "mlflow+http://127.0.0.1:9", "--series", "--data", data()));
    for (List<String> line : wrong) {
      Outcome outcome = run(line.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(line.toString()).isEqualTo(2);
      assertThat(outcome.err()).as(line.toString()).contains("--");
    }
    assertThat(run("import", folder.resolve("none").toString(), "--data", data()).exitCode())
        .isEqualTo(1);
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenOutIsNoSuccess() throws Exception {
    run("import", file(LINES).toString(), "--data", data());
    Outcome nowhere =
        run("export", "--data", data(), "--output", folder.resolve("none/out.jsonl").toString());
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("--output", "none").doesNotContain("\tat ");
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only Linux has a file that is always full");
    Process export =
        new ProcessBuilder(javaCommand("export", "--data", data()))
            .redirectOutput(full.toFile())
            .redirectError(folder.resolve("log").toFile())
            .start();
    assertThat(export.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(export.exitValue()).isEqualTo(74);
    assertThat(Files.readString(folder.resolve("log"))).contains("standard output");
  }

  @Test
  void aServerThatBreaksOffIsUnavailable() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answerHalf(server));
      Outcome outcome = run("export", "--server", "http://127.0.0.1:" + server.getLocalPort());
      answering.join();
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(69);
      assertThat(outcome.err()).contains("cannot talk to").doesNotContain("\tat ");
    }
  }

  private static void answerHalf(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().read(new byte[1 << 10]);
      client
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"id\":".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHostIsAllowedByItsNameAlone() {
    for (String name : List.of("models.lan:8080", "http://models.lan", "[::1]:80")) {
      Outcome outcome = run("serve", "--port", "0", "--allow-host", name, "--data", data());
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).contains("--allow-host is a name alone").contains(name);
    }
  }

  @Test
  void importedRecordsAreFoundAndAgainNothingChanges() throws IOException {
    Path lines = file(LINES);
    Outcome first = run("import", lines.toString(), "--data", data());
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(first.out()).contains("2 created", "0 unchanged", "Measurements: 1");
    Outcome second = run("import", lines.toString(), "--data", data(), "--json");
    JsonNode report = RecordJson.readTree(second.out().getBytes(UTF_8));
    assertThat(report.path("unchanged").asInt()).isEqualTo(2);
    assertThat(report.path("created").asInt()).isZero();
    Outcome found = run("search", "residual license:apache-2.0", "--data", data());
    assertThat(found.exitCode()).isZero();
    assertThat(found.out()).contains("1 hit", "model:vision/resnet50", "accuracy  0.8");
    Outcome record = run("get", "model:vision/resnet50", "--data", data());
    assertThat(RecordJson.readTree(record.out().getBytes(UTF_8)).path("revision").asInt())
        .isEqualTo(1);
    assertThat(run("status", "--data", data()).out()).contains("sequence: 2", "model: 2");
    assertThat(run("reindex", "--data", data()).out()).contains("Indexed 2 records");
  }

  @Test
  void recordsAreComparedSideBySide() throws IOException {
    run("import", file(LINES).toString(), "--data", data());
    List<String> ids =
        run("export", "--data", data())
            .out()
            .lines()
            .map(line -> RecordJson.readTree(line.getBytes(UTF_8)).path("id").asText())
            .toList();
    Outcome text = run("compare", ids.get(0), ids.get(1), "--data", data());
    assertThat(text.exitCode()).as(text.toString()).isZero();
    assertThat(text.out())
        .contains("statistical", "accuracy", ids.get(0) + "  ", ids.get(1) + "  -");
    Outcome table =
        run("compare", ids.get(0), ids.get(1), "--differences", "--format=csv", "--data", data());
    assertThat(table.out()).startsWith("\"aspect\",\"key\"");
    assertThat(run("compare", ids.get(0), "--data", data()).exitCode()).isEqualTo(2);
  }

  @Test
  void whatCouldNotBeImportedIsNamedAndTheRestIsThere() throws IOException {
    Path lines = file(LINES + "{\"id\":\"model:vision/bad\",\"colour\":1}\n");
    Outcome outcome = run("import", lines.toString(), "--data", data());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("2 created", "models.jsonl, line 3", "colour");
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path lines = file(LINES);
    Outcome outcome = run("import", lines.toString(), "--data", data(), "--dry-run");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("2 (nothing written)");
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void anExportedTableCannotSmuggleFormulasIntoASpreadsheet() throws IOException {
    run("import", file(LINES).toString(), "--data", data());
    Outcome table = run("export", "--format", "csv", "--data", data());
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines()).hasSize(3);
    assertThat(table.out())
        .contains("\"model:vision/=cmd\"", "\"'=cmd\"", "\"'=1+1\"", "\"a; b\"")
        .doesNotContain("\"=", ",=");
    Outcome lines = run("export", "--project", "vision", "--data", data());
    assertThat(lines.out().lines()).hasSize(2);
    Path target = folder.resolve("out.jsonl");
    run("export", "--query", "residual", "--output", target.toString(), "--data", data());
    assertThat(Files.readAllLines(target)).hasSize(1);
  }

  @Test
  void aVerbCanUseARunningServer() throws IOException {
    Path lines = file(LINES);
    try (TestNode server = new TestNode(folder.resolve("served"))) {
      String url = server.address().toString();
      assertThat(run("import", lines.toString(), "--server", url).out()).contains("2 created");
      assertThat(run("search", "residual", "--server", url + "/").out()).contains("1 hit");
      assertThat(run("get", "model:vision/none", "--server", url).exitCode()).isEqualTo(1);
      Outcome bad = run("search", "colour:red", "--server", url);
      assertThat(bad.exitCode()).isEqualTo(1);
      assertThat(bad.err()).contains("colour");
      Outcome misspelled = run("search", "licens:mit", "--server", url);
      assertThat(misspelled.err()).contains("Did you mean: license");
    }
  }

  @Test
  void aSourceThatIsNotThereIsSaidInPlainWords() {
    Outcome outcome = run("import", folder.resolve("nowhere").toString(), "--data", data());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("there is no file or folder").doesNotContain("Exception");
  }

  @Test
  void aFolderInUseAndAServerThatIsNotThereAreUnavailable() {
    try (TestNode server = new TestNode(folder.resolve("data"))) {
      Outcome locked = run("status", "--data", data());
      assertThat(locked.exitCode()).isEqualTo(69);
      assertThat(locked.err()).contains("--server");
      Outcome backup = run("backup", folder.resolve("backup").toString(), "--data", data());
      assertThat(backup.exitCode()).isEqualTo(69);
      assertThat(backup.err()).contains("--server");
      assertThat(server.get("/status").status()).isEqualTo(200);
    }
    Outcome nobody = run("status", "--server", "http://127.0.0.1:9");
    assertThat(nobody.exitCode()).isEqualTo(69);
    assertThat(nobody.err()).contains("http://127.0.0.1:9");
  }

  @Test
  void aFolderWithoutCatalogueIsNotMadeByAskingIt() {
    Outcome outcome = run("search", "anything", "--data", data());
    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.err()).contains("no catalogue");
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void aServerThatIsOnlyCheckedStopsOnceItIsReady() {
    for (int round = 0; round < 2; round++) { // the second would fail if the first still ran
      Outcome checked = run("serve", "--check", "--data", data(), "--port", "0");
      assertThat(checked.out()).contains("Modeldex is ready at http://127.0.0.1:");
      assertThat(checked.exitCode()).isZero();
    }
  }

  @Test
  void aBrokenVocabularyStopsTheStart() throws IOException {
    Path vocabulary = Files.writeString(folder.resolve("words.jsonl"), "{\"nonsense\":1}\n");
    Outcome outcome =
        run("serve", "--data", data(), "--port", "0", "--vocabulary", vocabulary.toString());
    assertThat(outcome.exitCode()).isEqualTo(78);
    assertThat(outcome.err()).contains("words.jsonl");
  }

  @Test
  void aStoreIsVerifiedBackedUpAndRestored() throws IOException {
    run("import", file(LINES).toString(), "--data", data());
    Outcome verified = run("verify", "--data", data());
    assertThat(verified.exitCode()).as(verified.toString()).isZero();
    String backup = folder.resolve("backup").toString();
    assertThat(run("backup", backup, "--data", data()).out()).contains("change 2");
    String restored = folder.resolve("restored").toString();
    assertThat(run("restore", backup, "--data", restored).exitCode()).isZero();
    assertThat(run("search", "residual", "--data", restored).out()).contains("1 hit");
    assertThat(run("restore", backup, "--data", restored).exitCode()).isEqualTo(78);
  }

  @Test
  void aBackupIsNotPutWhereTheCatalogueWouldClearItAway() throws IOException {
    run("import", file(LINES).toString(), "--data", data());
    Files.createSymbolicLink(folder.resolve("data/link"), folder.resolve("data/store"));
    String places =
        "store/rocksdb.making index/backup x/../index/backup link/backup uploads/backup";
    for (String own : List.of(places.split(" ", -1))) {
      Outcome outcome = run("backup", data() + "/" + own, "--data", data());
      assertThat(outcome.exitCode()).as(own).isEqualTo(78);
    }
    assertThat(run("backup", data() + "/backups/nightly", "--data", data()).exitCode()).isZero();
  }

  @Test
  void whatIsNoBackupLeavesNoCatalogue() throws IOException {
    assertThat(run("restore", folder.toString(), "--data", data()).exitCode()).isEqualTo(78);
    assertThat(Path.of(data())).doesNotExist();
    String served = folder.resolve("served").toString();
    run("import", file(LINES).toString(), "--data", served);
    Path backup = folder.resolve("backup");
    run("backup", backup.toString(), "--data", served);
    Files.delete(backup.resolve("CURRENT"));
    assertThat(run("restore", backup.toString(), "--data", data()).exitCode()).isEqualTo(1);
    Outcome status = run("status", "--data", data());
    assertThat(status.exitCode()).as(status.toString()).isEqualTo(78);
    assertThat(status.err()).contains("no catalogue");
  }

  @Test
  void aRunningServerIsVerifiedAndBackedUp() throws IOException {
    try (TestNode server = new TestNode(folder.resolve("data"))) {
      String url = server.address().toString();
      run("import", file(LINES).toString(), "--server", url);
      assertThat(run("verify", "--server", url).exitCode()).isZero();
      Outcome backup = run("backup", "nightly", "--server", url);
      assertThat(backup.exitCode()).as(backup.toString()).isZero();
      assertThat(run("backup", "../nightly", "--server", url).exitCode()).isEqualTo(1);
      assertThat(run("backup", "nightly", "--server", url).err())
          .contains("there is a backup nightly already");
    }
    Path backup = folder.resolve("data/backups/nightly");
    String restored = folder.resolve("restored").toString();
    assertThat(run("restore", backup.toString(), "--data", restored).exitCode()).isZero();
    assertThat(run("get", "model:vision/resnet50", "--data", restored).exitCode()).isZero();
  }

  @Test
  void aServerWithSamplesSaysWhereItIsAndStopsWithoutLosingAnything() throws Exception {
    Process process =
        new ProcessBuilder(javaCommand("serve", "--port", "0", "--sample", "--data", data()))
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      useUntilItStops(process);
    } finally {
      process.destroyForcibly();
    }
    List<String> log = Files.readAllLines(folder.resolve("log"));
    assertThat(log)
        .filteredOn(line -> line.startsWith("{"))
        .isNotEmpty()
        .allSatisfy(line -> RecordJson.readTree(line.getBytes(UTF_8)))
        .anyMatch(line -> line.contains("\"route\":\"/api/v1/search\""));
    Outcome alone = run("get", "model:vision/resnet50", "--data", data());
    assertThat(alone.exitCode()).as(alone.toString()).isZero();
    assertThat(alone.err()).isEmpty();
  }

  private void useUntilItStops(Process process) throws IOException, InterruptedException {
    URI address = null;
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("Modeldex is ready at ")) {
          address = URI.create(line.substring("Modeldex is ready at ".length()));
          break;
        }
      }
      assertThat(address).as(Files.readString(folder.resolve("log"))).isNotNull();
      HttpRequest search =
          HttpRequest.newBuilder(URI.create(address + "/api/v1/search?q=object+detection&limit=1"))
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        JsonNode answer =
            RecordJson.readTree(client.send(search, BodyHandlers.ofByteArray()).body());
        assertThat(answer.path("total").asInt()).isPositive();
      }
      Outcome imported = run("import", file(LINES).toString(), "--data", data());
      assertThat(imported.exitCode()).as(imported.toString()).isZero();
      assertThat(imported.out()).contains("2 created");
      assertThat(imported.err()).contains("Using the server at " + address);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<String> javaCommand(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
