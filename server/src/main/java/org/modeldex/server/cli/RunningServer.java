package org.modeldex.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the server is that has a catalogue's folder open, kept in a file of that folder: verbs that
 * find the folder taken go there. A server that was killed leaves the file; but its folder is free.
 */
final class RunningServer {
  private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
  private static final String FILE = "server-address";

  private RunningServer() {}

  /** Tells where the server is that serves a folder. It serves without as well. */
  static void announce(Path data, URI address) {
    try {
      Files.writeString(data.resolve(FILE), address + "\n");
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

  /** The address that was told last; empty when none was, or no complete one. */
  static Optional<URI> of(Path data) {
    Path file = data.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip())
              .filter(text -> text.startsWith("http://"))
              .map(URI::create)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }
}
