package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.MetadataRecord;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;

/**
 * The artifact proxy, {@code mlflow-artifacts/*}, and {@code artifacts/list}. What is downloaded is
 * bytes to be saved, never something for a browser to show.
 */
final class ArtifactApi {
  private static final List<String> ROOTS =
      List.of("/api/2.0/mlflow-artifacts/", "/ajax-api/2.0/mlflow-artifacts/");

  /** What the URIs of artifacts begin with that are kept here. */
  private static final String SCHEME = "mlflow-artifacts:/";

  private final ArtifactFolder folder;
  private final Runs runs;

  ArtifactApi(ArtifactFolder folder, Runs runs) {
    this.folder = folder;
    this.runs = runs;
  }

  void register(RouteRegistrar registrar, MlflowRoutes routes) {
    for (String root : ROOTS) {
      registrar.get(root + "artifacts", Permission.READ, this::list);
      registrar.get(root + "artifacts/<path>", Permission.READ, this::download);
      registrar.put(root + "artifacts/<path>", Permission.WRITE, RequestBody.BYTES, this::upload);
      registrar.delete(root + "artifacts/<path>", Permission.WRITE, this::delete);
      registrar.post(
          root + "mpu/<path>", Permission.WRITE, RequestBody.DOCUMENT, ArtifactApi::refuseParts);
    }
    registrar.get("/get-artifact", Permission.READ, this::ofRun);
    registrar.post(
        "/ajax-api/2.0/mlflow/upload-artifact",
        Permission.WRITE,
        RequestBody.BYTES,
        this::uploadToRun);
    routes.get("artifacts/list", this::listRun);
  }

  private void download(Principal principal, Context request) throws IOException {
    send(request, request.pathParam("path"));
  }

  private void send(Context request, String path) throws IOException {
    FileChannel file = folder.open(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    // Compressed it would have another length, and most of what is kept here cannot be compressed.
    request.disableCompression().header("Content-Length", Long.toString(file.size()));
    request.header(
        "Content-Disposition",
        "attachment; filename*=UTF-8''"
            + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20"));
    request.contentType("application/octet-stream").result(Channels.newInputStream(file));
  }

  private void upload(Principal principal, Context request) throws IOException {
    folder.write(request.pathParam("path"), request.bodyInputStream());
    JsonReply.send(request, 200, MlflowRoutes.DONE);
  }

  private void delete(Principal principal, Context request) throws IOException {
    folder.delete(request.pathParam("path"));
    JsonReply.send(request, 200, MlflowRoutes.DONE);
  }

  private void list(Principal principal, Context request) throws IOException {
    List<ArtifactFolder.Entry> entries = folder.list(plain(request.queryParam("path")));
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          writeFiles(json, "", entries);
          json.writeEndObject();
        });
  }

  private static void writeFiles(
      JsonGenerator json, String prefix, List<ArtifactFolder.Entry> entries) throws IOException {
    json.writeArrayFieldStart("files");
    for (ArtifactFolder.Entry entry : entries) {
      json.writeStartObject();
      json.writeStringField("path", prefix + entry.name());
      json.writeBooleanField("is_dir", entry.isFolder());
      if (!entry.isFolder()) {
        json.writeNumberField("file_size", entry.size());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A file in parts, which clients then send in one piece. */
  private static void refuseParts(Principal principal, Context request) throws IOException {
    JsonReply.send(
        request,
        501,
        json -> {
          json.writeStartObject();
          json.writeStringField("error_code", "NOT_IMPLEMENTED");
          json.writeStringField(
              "message", "Multipart upload is not supported for the current artifact repository");
          json.writeEndObject();
        });
  }

  private JsonReply listRun(MlflowCall call) throws IOException {
    MetadataRecord run = runs.find(call.principal(), call.requiredText("run_id", "run_uuid"));
    String root = root(run);
    String path = plain(call.text("path", ""));
    List<ArtifactFolder.Entry> entries = folder.list(below(root, path));
    String prefix = path.isEmpty() ? "" : path + "/";
    return json -> {
      json.writeStartObject();
      json.writeStringField("root_uri", root);
      writeFiles(json, prefix, entries);
      json.writeEndObject();
    };
  }

  /** A file of a run for a browser to save. */
  private void ofRun(Principal principal, Context request) throws IOException {
    String id = request.queryParam("run_id");
    String former = request.queryParam("run_uuid");
    MetadataRecord run = runs.find(principal, id == null ? String.valueOf(former) : id);
    send(request, below(root(run), plain(request.queryParam("path"))));
  }

  /** A file of a run that a browser sends. */
  private void uploadToRun(Principal principal, Context request) throws IOException {
    String id = required(request, "run_uuid");
    String path = required(request, "path");
    String place = below(root(runs.active(principal, id)), path);
    folder.check(place);
    PushbackInputStream content = new PushbackInputStream(request.bodyInputStream());
    int first = content.read();
    if (first < 0) {
      throw MlflowErrors.invalid("Request must specify data.");
    }
    content.unread(first);
    folder.write(place, content);
    JsonReply.send(request, 200, MlflowRoutes.DONE);
  }

  private static String required(Context request, String parameter) {
    String value = request.queryParam(parameter);
    if (value == null || value.isEmpty()) {
      throw MlflowErrors.invalid("Request must specify " + parameter + ".");
    }
    return value;
  }

  private static String root(MetadataRecord run) {
    return run.structural().artifacts().isEmpty()
        ? ""
        : run.structural().artifacts().getFirst().uri();
  }

  /**
   * The path that is asked for, without its parts that lead nowhere: {@code ./model//} becomes
   * {@code model}. One from the root of the disk stays that, and is refused.
   */
  private static String plain(@Nullable String path) {
    if (path == null) {
      return "";
    }
    String parts =
        Stream.of(path.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    return path.startsWith("/") ? '/' + parts : parts;
  }

  /** A path of the folder: one within the artifacts of a run. */
  private static String below(String root, String path) {
    if (!root.startsWith(SCHEME)) {
      throw MlflowErrors.invalid(
          "The artifacts of the run are not kept by this server but in " + root);
    }
    String base = root.substring(SCHEME.length());
    return path.isEmpty() ? base : base + "/" + path;
  }
}
