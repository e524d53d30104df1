package org.modeldex.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.modeldex.server.SampleCatalogue;
import org.modeldex.server.testing.TestNode;

/** A server with the sample catalogue, which is loaded while other things are started. */
final class SampleServer implements AutoCloseable {
  private final Path data;
  private final CompletableFuture<TestNode> started;

  SampleServer() {
    try {
      data = Files.createTempDirectory("modeldex-sample");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started = CompletableFuture.supplyAsync(() -> start(data));
  }

  private static TestNode start(Path data) {
    TestNode server = new TestNode(data);
    SampleCatalogue.loadInto(server.node().catalog());
    server.node().awaitReady();
    // The first searches of a process are slow enough for the time limit on a busy machine.
    for (String path : List.of("/search?q=detect+people", "/search?q=detect+people", "/metrics")) {
      server.get(path);
    }
    return server;
  }

  /** The server, ready. */
  TestNode node() {
    return started.join();
  }

  @Override
  public void close() {
    node().close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
