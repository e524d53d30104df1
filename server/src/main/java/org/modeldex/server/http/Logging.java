package org.modeldex.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogManager;

/** Sets up the log of the whole process: JSON lines on standard error. */
public final class Logging {
  private Logging() {}

  /** How much is logged. Requests are logged at INFO. */
  public enum Level {
    DEBUG("FINE"),
    INFO("INFO"),
    WARN("WARNING"),
    ERROR("SEVERE");

    private final String name;

    Level(String name) {
      this.name = name;
    }

    public static Optional<Level> find(String word) {
      for (Level level : values()) {
        if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
          return Optional.of(level);
        }
      }
      return Optional.empty();
    }
  }

  /** Must come before anything is logged: from then on the log lasts until the process ends. */
  public static void install() {
    System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
  }

  /**
   * Javalin is silent: what it would say of a failed request, this package says itself. So is
   * Lucene where a verb of the command line runs without the vector module, which is as it should
   * be.
   */
  public static void configure(Level level) {
    String settings =
        """
        handlers = %2$s
        .level = WARNING
        org.modeldex.level = %1$s
        io.javalin.level = OFF
        org.apache.lucene.internal.vectorization.level = SEVERE
        """
            .formatted(level.name, LogOutput.class.getName());
    try (InputStream in =
        new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1))) {
      if (LogManager.getLogManager() instanceof LastingLogs logs) {
        logs.configure(in);
      } else {
        LogManager.getLogManager().readConfiguration(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
