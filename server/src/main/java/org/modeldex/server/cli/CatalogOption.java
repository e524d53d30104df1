package org.modeldex.server.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.Node;
import org.modeldex.server.ServerConfig;
import org.modeldex.server.StoreCopies;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which catalogue a verb is about: that of a running server or that in a folder. A folder that a
 * server has open is used through that server.
 */
final class CatalogOption {
  static final String DEFAULT_DATA = "modeldex-data";

  private static final long POLL_MILLIS = 50;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Use the running server at this address, for instance http://127.0.0.1:8080.")
  private @Nullable URI server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Use the catalogue in this folder (default: " + DEFAULT_DATA + ").")
  private @Nullable Path data;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description =
          "The site's own metrics, tasks and other words (default: those that the folder was last"
              + " opened with); a running server has its own.")
  private @Nullable Path vocabulary;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /**
   * A catalogue that is open for one verb.
   *
   * @param node the server inside this process; null for one elsewhere
   */
  record Session(ApiClient client, @Nullable Node node) implements AutoCloseable {
    /** Waits for an index that is being built here: who gives up has it built from the start. */
    void awaitIndex() throws InterruptedException {
      while (node != null && node.isCatchingUp()) {
        Thread.sleep(POLL_MILLIS);
      }
    }

    @Override
    public void close() {
      client.close();
      if (node != null) {
        node.close();
      }
    }
  }

  /** Opens a catalogue that must be there already. */
  Session open() {
    check();
    if (server == null) {
      existingFolder();
    }
    return openOrCreate();
  }

  /** The folder, which must hold a catalogue. */
  Path existingFolder() {
    if (!StoreCopies.hasCatalogue(folder())) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION,
          "there is no catalogue in "
              + folder()
              + "; name one with --data, or a running server with --server");
    }
    return folder();
  }

  /** Opens a catalogue; an empty one is made in a folder that has none. */
  Session openOrCreate() {
    check();
    if (server != null) {
      String text = server.toString();
      return new Session(
          new ApiClient(
              URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)),
          null);
    }
    try {
      Node node =
          new Node(ServerConfig.of(folder()).withVocabulary(vocabulary()).withoutPredictions());
      return new Session(new ApiClient(node.address()), node);
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      return new Session(new ApiClient(running(e)), null);
    }
  }

  private URI running(ModeldexException taken) {
    URI address = RunningServer.of(folder()).orElseThrow(() -> withHint(taken));
    Main.err(spec).println("Using the server at " + address + ", which has " + folder() + " open");
    return address;
  }

  /** What to do about a folder that is in use. */
  ModeldexException withHint(ModeldexException taken) {
    return new ModeldexException(
        taken.code(),
        taken.getMessage()
            + "; to use a running server, name it with --server "
            + RunningServer.of(folder()).map(URI::toString).orElse("URL"),
        taken);
  }

  private Path folder() {
    return data == null ? Path.of(DEFAULT_DATA) : data;
  }

  /**
   * The file with the site's own words, which are those that the folder's index is made with if no
   * others are named: it would be built again. Null for the built-in ones alone.
   */
  @Nullable Path vocabulary() {
    if (vocabulary != null || server != null) {
      return vocabulary;
    }
    Path kept = Node.wordsFile(folder());
    return Files.exists(kept) ? kept : null;
  }

  /** Whether a running server is meant. */
  boolean isRemote() {
    return server != null;
  }

  /** Refuses options that name no catalogue. */
  private void check() {
    if (server == null) {
      return;
    }
    if (data != null) {
      throw Main.wrong(spec, "--server", "and --data exclude each other");
    }
    if (server.getRawUserInfo() != null) {
      throw Main.wrong(spec, "--server", "takes no user name and password");
    }
    boolean http = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    boolean plain = server.getRawQuery() == null && server.getRawFragment() == null;
    if (!http || server.getHost() == null || server.getPort() > Main.MAX_PORT || !plain) {
      throw Main.wrong(spec, "--server", "must look like http://127.0.0.1:8080 but is " + server);
    }
  }
}
