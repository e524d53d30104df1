package org.modeldex.ingest.mlruns;

import static org.modeldex.ingest.mlruns.MlflowExport.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.record.ModeldexException;

/**
 * Copies the files of runs and logged models from one server to another, where both servers keep
 * them behind their artifact proxies. A file goes straight from one to the other, so it may be of
 * any size. One that is there with the same size is not sent again. Used by one thread.
 */
final class ArtifactCopies {
  /** A place behind the proxy of the server itself; with a host it would be another's. */
  private static final Pattern PROXIED = Pattern.compile("mlflow-artifacts:(?://)?/([^/].*)");

  private final MlflowServer from;
  private final MlflowServer to;
  private long sent;

  ArtifactCopies(MlflowServer from, MlflowServer to) {
    this.from = from;
    this.to = to;
  }

  /** How many files were sent. */
  long sent() {
    return sent;
  }

  /**
   * Sends the files that a copy lacks. What an original keeps elsewhere, in an object store, stays
   * there.
   *
   * @param root of the original's artifacts, an address
   * @param rootThere of the copy's
   * @throws ModeldexException INVALID_ARGUMENT when there are files and the copy's server does not
   *     keep those of the copy
   */
  void copy(String root, String rootThere) {
    String folder = proxied(root).orElse(null);
    if (folder == null) {
      return;
    }
    List<JsonNode> files = from.files(folder);
    if (files.isEmpty()) {
      return;
    }
    String folderThere =
        proxied(rootThere)
            .orElseThrow(() ->
                ModeldexException.invalid(
                    "artifacts",
                    "are not sent, since those of the copy are kept in "
                        + rootThere
                        + " and not by the server"));
    copy(folder, files, folderThere);
  }

  private static Optional<String> proxied(String root) {
    Matcher proxied = PROXIED.matcher(root);
    return proxied.matches() ? Optional.of(proxied.group(1)) : Optional.empty();
  }

  private void copy(String folder, List<JsonNode> files, String folderThere) {
    Map<String, Long> sizes = new HashMap<>();
    for (JsonNode file : to.files(folderThere)) {
      if (!file.path("is_dir").asBoolean()) {
        sizes.put(name(file), file.path("file_size").asLong());
      }
    }
    for (JsonNode file : files) {
      String path = folder + '/' + name(file);
      String pathThere = folderThere + '/' + name(file);
      long size = file.path("file_size").asLong();
      if (file.path("is_dir").asBoolean()) {
        copy(path, from.files(path), pathThere);
      } else if (!Long.valueOf(size).equals(sizes.get(name(file)))) {
        from.download(path, content -> to.upload(pathThere, size, content));
        sent++;
      }
    }
  }

  private static String name(JsonNode file) {
    String path = text(file, "path");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
