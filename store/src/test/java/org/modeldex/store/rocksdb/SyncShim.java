package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The library that stands between a child process and its disk; see {@code src/test/c}. It trusts
 * lengths only: bytes that were overwritten in place without a sync survive, and so do names of
 * files. Real power cuts are less kind.
 */
record SyncShim(Path library) {

  /** Compiles the library, or skips the test where that cannot be done. */
  static SyncShim compile(Path folder) throws Exception {
    Path library = folder.resolve("sync-shim.so");
    Path source = Path.of(System.getProperty("project.root"), "store/src/test/c/sync-shim.c");
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "the sync shim needs Linux");
    Assumptions.assumeTrue(hasCompiler(), "the sync shim needs gcc, which is not installed");
    Process compiler =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new AssertionError(source + " does not compile");
    }
    return new SyncShim(library);
  }

  private static boolean hasCompiler() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
  }

  /** Puts the shim into the environment of a process to be. */
  void install(Map<String, String> environment, Path folder, Path journal) throws IOException {
    environment.put("LD_PRELOAD", library.toString());
    environment.put("SHIM_FOLDER", folder.toRealPath().toString());
    environment.put("SHIM_JOURNAL", journal.toString());
  }

  /**
   * Cuts the power: every file keeps what was synced and, as disks do, a random part of what was
   * written behind it.
   */
  static void cutPower(Path folder, Path journal, Random random) throws IOException {
    Map<Long, Long> synced = new HashMap<>();
    if (Files.exists(journal)) {
      for (String line : Files.readAllLines(journal)) {
        String[] parts = line.split(" ", 2);
        synced.put(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      long kept = synced.getOrDefault((Long) Files.getAttribute(file, "unix:ino"), 0L);
      long written = Files.size(file) - kept;
      if (written > 0) {
        cut(file, kept + (random.nextBoolean() ? 0 : random.nextLong(written)));
      }
    }
  }

  private static void cut(Path file, long size) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
