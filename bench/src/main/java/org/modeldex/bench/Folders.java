package org.modeldex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Where benchmarks put what they make. */
final class Folders {
  /** What still writes into a folder that goes gets so many chances to notice. */
  private static final int TRIALS = 20;

  private Folders() {}

  /**
   * A new folder. When this process ends, however it ends, the folder is gone and so are the
   * servers that the process started.
   */
  static Path temporary(String name) throws IOException {
    Path folder = Files.createTempDirectory(name);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> clear(folder)));
    return folder;
  }

  private static void clear(Path folder) {
    List<ProcessHandle> servers = ProcessHandle.current().children().toList();
    servers.forEach(ProcessHandle::destroyForcibly);
    servers.forEach(server -> server.onExit().join());
    for (int trial = 1; trial <= TRIALS; trial++) {
      try {
        delete(folder);
        return;
      } catch (IOException | RuntimeException e) {
        if (trial == TRIALS) {
          System.err.println("could not delete " + folder + ": " + e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
