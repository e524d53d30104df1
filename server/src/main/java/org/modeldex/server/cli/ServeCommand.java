package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedder;
import org.modeldex.search.SearchMode;
import org.modeldex.server.InstalledEmbedder;
import org.modeldex.server.Node;
import org.modeldex.server.SampleCatalogue;
import org.modeldex.server.ServerConfig;
import org.modeldex.server.http.HttpLimits;
import org.modeldex.server.http.HttpOptions;
import org.modeldex.server.http.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "Starts the server.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /** As the virtual machine has it with {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** What no Host header's name has: a scheme, a path, or a port, unlike an IPv6 address. */
  private static final Pattern NO_NAME = Pattern.compile("/|^[^:]*:[^:]*$|\\]:");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the catalogue (default: ${DEFAULT-VALUE}).",
      defaultValue = CatalogOption.DEFAULT_DATA)
  private Path data = Path.of(CatalogOption.DEFAULT_DATA);

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port = 8080;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A further name under which clients may address this server; repeatable.")
  private Set<String> allowedHosts = new HashSet<>();

  @Option(names = "--sample", description = "Fill an empty catalogue with the sample models.")
  private boolean sample;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description = "The site's own metrics, tasks and other words.")
  private @Nullable Path vocabulary;

  @Option(
      names = "--accept-loss",
      description =
          "Open a catalogue that has lost acknowledged changes with what is left of it; without a"
              + " loss this changes nothing.")
  private boolean acceptLoss;

  @Option(
      names = "--no-embeddings",
      description = "Search by words only, even if an embedder is installed.")
  private boolean withoutEmbeddings;

  @Option(
      names = "--search-mode",
      paramLabel = "MODE",
      description =
          "How free text finds models where a search does not say: lexical, semantic or hybrid"
              + " (default: lexical).",
      defaultValue = "lexical")
  private SearchMode searchMode = SearchMode.LEXICAL;

  @Option(
      names = "--check",
      description = "Open everything, search once, say whether it is ready, and stop again.")
  private boolean check;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "debug, info, warn or error; requests are logged at info (default: info).",
      defaultValue = "info")
  private Logging.Level logLevel = Logging.Level.INFO;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > Main.MAX_PORT) {
      throw Main.wrong(spec, "--port", "is a number from 0 to " + Main.MAX_PORT + ", not " + port);
    }
    if (host.isBlank()) {
      throw Main.wrong(spec, "--host", "names no address");
    }
    for (String name : allowedHosts) {
      if (NO_NAME.matcher(name).find()) {
        throw Main.wrong(
            spec, "--allow-host", "is a name alone, such as models.example.org, not " + name);
      }
    }
    Logging.configure(logLevel);
    Thread.setDefaultUncaughtExceptionHandler(ServeCommand::endWithoutMemory);
    Embedder embedder = withoutEmbeddings ? null : InstalledEmbedder.find().orElse(null);
    ServerConfig config =
        ServerConfig.of(data)
            .withHttp(new HttpOptions(host, port, allowedHosts, HttpLimits.DEFAULT))
            .withVocabulary(vocabulary)
            .withEmbedder(embedder)
            .withSearchMode(searchMode)
            .withAcceptLoss(acceptLoss)
            .withOnFatal(() -> Runtime.getRuntime().halt(ExitCode.IO_ERROR));
    Node node = new Node(config);
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          stopping.countDown();
          RunningServer.withdraw(data);
          node.close();
          if (embedder != null) {
            embedder.close();
          }
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(stop));
    try {
      begin(node);
    } catch (ModeldexException e) {
      // What is closed under a start that takes long fails, which is no news to who stops it.
      if (stopping.getCount() > 0) {
        throw e;
      }
      stopped.await();
      return ExitCode.OK;
    }
    if (check) {
      stop.run();
    }
    stopped.await();
    return ExitCode.OK;
  }

  /** Makes the node ready and says so. */
  private void begin(Node node) {
    PrintWriter out = Main.out(spec);
    if (sample) {
      long loaded = SampleCatalogue.loadInto(node.catalog());
      out.println(
          loaded > 0
              ? "Loaded " + loaded + " sample records into " + data
              : data + " holds records already; the sample catalogue is not loaded");
    }
    node.awaitReady();
    if (check) {
      searchOnce(node);
    }
    RunningServer.announce(data, node.address());
    out.println("Modeldex is ready at " + node.address());
    out.flush();
  }

  /**
   * A server that has lost a thread to the lack of memory is half alive, which is worse than not.
   */
  private static void endWithoutMemory(Thread thread, Throwable problem) {
    if (problem instanceof OutOfMemoryError) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
    LOG.error("the thread {} has ended", thread.getName(), problem);
  }

  private static void searchOnce(Node node) {
    try (ApiClient client = new ApiClient(node.address())) {
      client.get("/search", List.of(new ApiClient.Parameter("q", "small image model")));
    }
  }
}
