package org.modeldex.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own. Its log and its temporary files are beside the data folder. */
final class ChildServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");
  private static final long STOP_SECONDS = 60;

  /** Longer than any start takes; a server that is still not ready then hangs. */
  private static final long START_SECONDS = 120;

  private final Path data;
  private final Process process;
  private URI address = URI.create("http://127.0.0.1:0");

  private ChildServer(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  /** The server ended before it was ready. */
  static final class StartRefused extends RuntimeException {
    private final int exitCode;

    StartRefused(int exitCode, String log) {
      super("the server ended with exit code " + exitCode + ": " + log);
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  /** Starts a server and waits until it says that it is ready; one that hangs is ended. */
  static ChildServer start(Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    ChildServer server = launch(data, environment);
    Process process = server.process;
    CompletableFuture<Void> impatience =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS));
    BufferedReader output = process.inputReader(UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        impatience.cancel(false);
        server.address = URI.create(ready.group(1));
        return server;
      }
      said.append(line).append('\n');
    }
    impatience.cancel(false);
    int exitCode = process.waitFor();
    throw new StartRefused(exitCode, said + server.log());
  }

  static ChildServer start(Path data) throws IOException, InterruptedException {
    return start(data, Map.of());
  }

  /** Starts a server and does not wait. */
  static ChildServer launch(Path data, Map<String, String> environment) throws IOException {
    Path temporary = Files.createDirectories(data.resolveSibling("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.modeldex.server.cli.Main");
    command.addAll(List.of("serve", "--port", "0", "--log-level", "warn"));
    command.addAll(List.of("--data", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(logFile(data).toFile());
    builder.environment().putAll(environment);
    return new ChildServer(data, builder.start());
  }

  private static Path logFile(Path data) {
    return data.resolveSibling("server.log");
  }

  /** What the server has logged since it was started. */
  String log() throws IOException {
    return Files.readString(logFile(data));
  }

  URI address() {
    return address;
  }

  /** Ends the process without giving it any chance to do anything. */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    try (Stream<Path> files = Files.walk(data.resolveSibling("tmp"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Waits for the process to end by itself. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the server has not ended after " + STOP_SECONDS + " seconds");
    }
    return process.exitValue();
  }

  /** Ends the process as an operator would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new AssertionError("the server does not stop");
  }
}
