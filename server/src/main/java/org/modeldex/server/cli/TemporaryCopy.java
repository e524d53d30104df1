package org.modeldex.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of a folder, under its name, that is gone when the process ends, however it ends. */
final class TemporaryCopy {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryCopy.class);

  private TemporaryCopy() {}

  /**
   * Copies a folder.
   *
   * @param folder an absolute path; where there is none, nothing is copied
   */
  static Path of(Path folder) {
    try {
      Path home = Files.createTempDirectory("modeldex-copy");
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> clear(home)));
      Path copy = folder.getNameCount() == 0 ? home : home.resolve(folder.getFileName());
      if (Files.exists(folder)) {
        copy(folder.toRealPath(), copy);
      }
      return copy;
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "cannot copy " + folder + " for this run: " + e, e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path path : all(from)) {
      Files.copy(path, to.resolve(from.relativize(path)));
    }
  }

  private static void clear(Path home) {
    try {
      for (Path path : all(home).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", home, e);
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList();
    }
  }
}
