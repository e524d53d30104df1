package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.mlruns.MlflowExport;
import org.modeldex.ingest.mlruns.MlflowExport.Done;
import org.modeldex.ingest.mlruns.MlflowMirror;
import org.modeldex.ingest.mlruns.MlflowMirror.Update;
import org.modeldex.record.ModeldexException;

/**
 * An MLflow server that is named on the command line: where an import expects a folder, or as where
 * an export goes. Used by one thread.
 */
final class MlflowCopy {
  private static final String MARK = "mlflow+";

  private final URI server;
  private final @Nullable String login;
  private final Map<String, String> environment;
  private final PrintWriter err;

  /**
   * The server of an address.
   *
   * @param environment with MLflow's own variables for its credentials
   * @param err told what was read and what could not be
   */
  MlflowCopy(String address, Map<String, String> environment, PrintWriter err) {
    URI named = server(address);
    this.login = named.getUserInfo();
    this.server = withoutLogin(named);
    this.environment = environment;
    this.err = err;
  }

  static boolean isServer(String path) {
    return path.startsWith(MARK + "http://") || path.startsWith(MARK + "https://");
  }

  private static URI server(String address) {
    if (!isServer(address)) {
      throw ModeldexException.invalid(
          address,
          "is no MLflow server; name one as mlflow+http://HOST:PORT or mlflow+https://...");
    }
    try {
      URI server = URI.create(address.substring(MARK.length()));
      if (server.getHost() != null && server.getPort() <= Main.MAX_PORT) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      throw ModeldexException.invalid(address, "is no address: " + e.getMessage());
    }
    throw ModeldexException.invalid(address, "names no host, or no port of one");
  }

  /** The address as it may be shown: whose it is and with which password is nobody's business. */
  private static URI withoutLogin(URI server) {
    String login = server.getRawUserInfo();
    return login == null ? server : URI.create(server.toString().replace(login + '@', ""));
  }

  /** The folder of the copy if no other is named: one in the current folder. */
  Path usualFolder() {
    return Path.of(
        "mlflow-"
            + server.getHost().replaceAll("[^A-Za-z0-9.-]", "")
            + (server.getPort() < 0 ? "" : "-" + server.getPort()));
  }

  /** Brings the copy in a folder up to date. */
  void update(Path place) {
    err.println("Reading " + server + " into " + place);
    Update update =
        new MlflowMirror(
                server,
                authorization(),
                place,
                problem -> err.println(Terminal.plain(problem.toString())))
            .update();
    err.println(
        update.read() + " runs read, " + update.unchanged() + " unchanged since the last time");
    err.flush();
  }

  /**
   * Sends the server what is missing there of what MLflow's clients have logged to another.
   *
   * @return whether the server took all of it
   */
  boolean send(URI from) {
    Done done =
        new MlflowExport(
                from,
                server,
                authorization(),
                problem -> err.println(Terminal.plain(problem.toString())))
            .run();
    err.println(
        done.copied()
            + " runs sent, "
            + done.unchanged()
            + " there already; "
            + done.versions()
            + " versions of models, "
            + done.loggedModels()
            + " logged models, "
            + done.files()
            + " files sent");
    err.flush();
    return done.refused() == 0;
  }

  /** As MLflow's own clients send it; null when neither environment nor address has credentials. */
  private @Nullable String authorization() {
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    if (token != null) {
      return "Bearer " + token;
    }
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    String password = environment.get("MLFLOW_TRACKING_PASSWORD");
    String credentials = user == null ? login : user + ':' + (password == null ? "" : password);
    return credentials == null
        ? null
        : "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
