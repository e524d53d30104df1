package org.modeldex.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the server is that has a catalogue's folder open, kept in a file of that folder: verbs that
 * find the folder taken go there.
 *
 * <pre>
 *   http://127.0.0.1:8080 4711 1795795200123    address, process, when that began in milliseconds
 *   /srv/models/modeldex-data                   the folder
 * </pre>
 *
 * <p>A server that was killed leaves the file, and another one, of another catalogue, may have its
 * address by now. So it counts only while the process that wrote it lives. A copy of the folder has
 * a copy of the file, which counts for the folder that it names alone.
 */
final class RunningServer {
  private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
  private static final String FILE = "server-address";
  private static final Pattern LINE =
      Pattern.compile("(http://\\S{1,300}) (\\d{1,10}) (\\d{1,15})\n(.+)\n", Pattern.DOTALL);

  /** A system's clock that is set right moves when its processes seem to have begun. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private RunningServer() {}

  /** Tells where this process serves a folder. It serves without as well. */
  static void announce(Path data, URI address) {
    ProcessHandle self = ProcessHandle.current();
    try {
      Files.writeString(
          data.resolve(FILE),
          "%s %d %d\n%s\n"
              .formatted(address, self.pid(), begin(self).toEpochMilli(), data.toRealPath()));
    } catch (IOException e) {
      log.warn("verbs will not find this server by its folder", e);
    }
  }

  /** Before the server of a folder stops. */
  static void withdraw(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      log.warn("the file {} stays, which does no harm", data.resolve(FILE), e);
    }
  }

  /** The address of the server that told it last; empty when none did or it is gone. */
  static Optional<URI> of(Path data) {
    Path file = data.resolve(FILE);
    try {
      Matcher line = LINE.matcher(Files.exists(file) ? Files.readString(file) : "");
      return line.matches()
              && line.group(4).equals(data.toRealPath().toString())
              && lives(Long.parseLong(line.group(2)), Long.parseLong(line.group(3)))
          ? Optional.of(URI.create(line.group(1)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }

  private static boolean lives(long pid, long began) {
    return ProcessHandle.of(pid)
        .filter(process ->
            Duration.between(Instant.ofEpochMilli(began), begin(process)).abs().compareTo(TOLERANCE)
                < 0)
        .isPresent();
  }

  private static Instant begin(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
