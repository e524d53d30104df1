package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Modeldex server in a process of its own, on a free port. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;
  private final double readyMillis;

  private ServerProcess(Process process, int port, double readyMillis) {
    this.process = process;
    this.port = port;
    this.readyMillis = readyMillis;
  }

  /**
   * Starts a server and waits until it says that it is ready.
   *
   * @param heap the JVM's limit, for instance {@code 2g}
   */
  static ServerProcess start(Path data, String heap) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx" + heap);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-XX:+UseParallelGC");
    if (Runtime.version().feature() >= 25) {
      command.add("-XX:+UseCompactObjectHeaders");
    }
    command.addAll(fasterStart());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.modeldex.server.cli.Main");
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    long started = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        double millis = (System.nanoTime() - started) / 1e6;
        return new ServerProcess(process, Integer.parseInt(ready.group(1)), millis);
      }
    }
    throw new IOException("the server did not start: " + Files.readString(log));
  }

  /** The options by which the launcher makes starts faster, as this JVM got them. */
  private static List<String> fasterStart() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option ->
            option.startsWith("-XX:SharedArchiveFile=")
                || option.startsWith("-Xlog:cds=")
                || option.startsWith("-XX:Tier4")
                || option.startsWith("-Djava.library.path=")
                || option.startsWith("-Donnxruntime.native.path="))
        .toList();
  }

  int port() {
    return port;
  }

  /** From starting the process until it said that it is ready. */
  double readyMillis() {
    return readyMillis;
  }

  /** Processor time that the server has taken so far, in all its threads. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  HttpConnection connect() throws IOException {
    return connect("");
  }

  HttpConnection connect(String headers) throws IOException {
    return new HttpConnection(port, headers);
  }

  /** Ends the process as a power switch would, as far as a process can tell. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends the process as an operator would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
