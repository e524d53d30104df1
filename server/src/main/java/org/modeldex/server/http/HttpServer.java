package org.modeldex.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP requests, on virtual threads, until it is closed. Safe for all threads. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** How long requests in flight may take to end when the server closes. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Javalin app;
  private final String host;

  private HttpServer(Javalin app, String host) {
    this.app = app;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @throws ModeldexException UNAVAILABLE when the address cannot be bound
   */
  public static HttpServer start(HttpOptions options, RouteRegistrar routes, HttpMetrics metrics) {
    Javalin app =
        Javalin.create(config -> {
          configure(config, options, metrics);
          new Failures(routes).registerWith(config.routes);
          routes.registerWith(config.routes, options.limits());
        });
    try {
      app.start();
    } catch (JavalinBindException e) {
      app.stop();
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE,
          "cannot listen on " + options.host() + ":" + options.port() + ": " + reason(e),
          e);
    }
    return new HttpServer(app, options.host());
  }

  /** What the system said, for Javalin takes every failure for a port in use. */
  private static String reason(Throwable problem) {
    Throwable first = problem;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage() == null
        ? "there is no such address" // what is unresolved says nothing
        : first.getMessage();
  }

  /** Where clients on this machine reach the server. */
  public URI address() {
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default -> host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        };
    return URI.create("http://" + reachable + ":" + app.port());
  }

  /** Takes no more requests, lets those in flight end, cuts off what goes on too long and stops. */
  @Override
  public void close() {
    try {
      app.stop();
    } catch (JavalinException e) {
      // Thrown when all has stopped: whoever closes this has more to close.
      LOG.warn(
          "requests were cut off that did not end within {} s: {}",
          GRACE.toSeconds(),
          e.getMessage());
    }
  }

  private static void configure(JavalinConfig config, HttpOptions options, HttpMetrics metrics) {
    HttpLimits limits = options.limits();
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "application/json";
    config.http.maxRequestSize = limits.documentBytes();
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(3));
    config.router.javaLangErrorHandler(HttpServer::answerError);
    config.jetty.modifyHttpConfiguration(http -> configure(http, limits));
    config.jetty.addConnector((server, http) -> connector(server, http, options));
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(GRACE.toMillis());
      server.setStopAtShutdown(false);
      server.setErrorHandler(new ProblemErrorHandler());
      server.setRequestLog(new AccessLog(metrics));
      server.insertHandler(new GracefulHandler());
      server.insertHandler(new RequestGuard(new AllowedHosts(options), limits));
      server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ProblemErrorHandler()));
  }

  private static void configure(HttpConfiguration http, HttpLimits limits) {
    // The encoded percent sign and the backslash are what record names need besides
    // ("top~1 100%", "models\resnet"); a path is decoded exactly once, so they stay what they are.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "MODELDEX",
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
  }

  private static Connector connector(Server server, HttpConfiguration http, HttpOptions options) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.limits().idle().toMillis());
    return connector;
  }

  /** Lack of memory is not the request's affair alone: the process decides what becomes of it. */
  private static void answerError(HttpServletResponse response, Error error) {
    if (error instanceof OutOfMemoryError) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    } else {
      LOG.error("a request failed with an error of the virtual machine", error);
    }
    response.setStatus(500);
  }
}
