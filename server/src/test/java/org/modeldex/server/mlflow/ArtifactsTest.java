package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** What clients upload stays in its folder, and nothing else can be reached. */
final class ArtifactsTest {
  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "/etc/passwd",
        "a//b",
        "./a",
        "a/.",
        "a/",
        "a\\b",
        "..\\x",
        "C:/x",
        "c:x",
        "a\u0000b",
        "a\nb",
        "%2e%2e/x",
        "%2E%2e%2fx",
        "..%5cx",
        "%252e%252e/x",
        "%zz/%2e%2E/x",
        "a/%%32e./x",
        "%2fetc/passwd",
        "a%00",
        " a",
        "a ",
        "file:///etc/passwd"
      })
  void aPathThatIsNotPlainIsRefused(String path) {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    refuses(() -> folder.write(path, stream("x")));
    refuses(() -> folder.open(path));
    refuses(() -> folder.list(path));
    refuses(() -> folder.delete(path));
    assertThat(data.resolve("x")).doesNotExist();
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void aNameMayHoldATime() throws IOException {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    folder.write("logs/2026-11-28T12:00:00.txt", stream("x"));
    assertThat(text(folder, "logs/2026-11-28T12:00:00.txt")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample%step%25%timestamp%1795.png", "a%2e1", "a%2fb", "a%5cb", "100%"})
  void aNameMayHoldPercentSignsThatLeadNowhere(String name) throws IOException {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    folder.write("images/" + name, stream("x"));
    assertThat(text(folder, "images/" + name)).isEqualTo("x");
  }

  @Test
  void nothingIsKeptBelowAFile() throws IOException {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    folder.write("logs/a", stream("x"));
    refuses(() -> folder.write("logs/a/b", stream("y")));
    refuses(() -> folder.write("logs/a/b/c", stream("y")));
    assertThat(text(folder, "logs/a")).isEqualTo("x");
  }

  private static String text(ArtifactFolder folder, String path) throws IOException {
    try (InputStream in = Channels.newInputStream(folder.open(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatComesDuringAnUploadIsNotInItsWayUnlessItIsInItsPlace() throws IOException {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    folder.write("run/old", stream("x"));
    folder.write("run/new", stream("y", () -> folder.delete("run")));
    assertThat(folder.list("run")).extracting(ArtifactFolder.Entry::name).containsExactly("new");
    refuses(() -> folder.write("a", stream("x", () -> folder.write("a/b", stream("y")))));
    refuses(() -> folder.write("c/d", stream("x", () -> folder.write("c", stream("y")))));
    assertThat(text(folder, "a/b")).isEqualTo("y");
    assertThat(text(folder, "c")).isEqualTo("y");
  }

  @Test
  void aFileThatIsBeingReadStaysWhatItIs() throws IOException {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    folder.write("run/a", stream("old"));
    try (FileChannel old = folder.open("run/a")) {
      folder.write("run/a", stream("newer"));
      folder.delete("run");
      assertThat(old.size()).isEqualTo(3);
      assertThat(Channels.newInputStream(old)).hasContent("old");
    }
  }

  @Test
  void clientsThatUploadListAndDeleteAtOnceAreNotInEachOthersWay() throws Exception {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    List<Callable<Object>> clients = new ArrayList<>();
    for (String name : List.of("a", "b", "deep/a", "deep/b")) {
      clients.add(times(() -> folder.write("run/" + name, stream("x"))));
      clients.add(times(() -> folder.list("run")));
    }
    for (String path : List.of("run", "run", "run/deep", "run/a")) {
      clients.add(times(() -> ifThere(() -> folder.delete(path))));
      clients.add(times(() -> ifThere(() -> folder.open(path + "/b").close())));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      for (Future<Object> done : threads.invokeAll(clients)) {
        done.get();
      }
    }
    assertThat(data.resolve("artifacts/uploads")).isEmptyDirectory();
  }

  private interface Action {
    void run() throws IOException;
  }

  private static Callable<Object> times(Action action) {
    return () -> {
      for (int i = 0; i < 50; i++) {
        action.run();
      }
      return action;
    };
  }

  private static void ifThere(Action action) throws IOException {
    try {
      action.run();
    } catch (ModeldexException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void whatAKilledServerWasTakingInOrDeletingIsDeleted() throws IOException {
    Path uploads = Files.createDirectories(data.resolve("artifacts/uploads"));
    Files.writeString(uploads.resolve("upload1"), "half");
    Files.createDirectories(uploads.resolve("deleted1/all/deep"));
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    assertThat(uploads).doesNotExist();
    folder.write("a", stream("x"));
    assertThat(text(folder, "a")).isEqualTo("x");
  }

  @Test
  void noSymbolicLinkIsFollowed() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "secret");
    Path files = Files.createDirectories(data.resolve("artifacts/files"));
    Files.createSymbolicLink(files.resolve("out"), data);
    Files.createSymbolicLink(files.resolve("file"), secret);
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    refuses(() -> folder.open("out/secret"));
    refuses(() -> folder.open("file"));
    refuses(() -> folder.write("file", stream("x")));
    refuses(() -> folder.write("out/new", stream("x")));
    refuses(() -> folder.list("out"));
    assertThat(folder.list("")).isEmpty();
    folder.write("kept/a", stream("a"));
    Files.createSymbolicLink(files.resolve("kept/link"), secret);
    folder.delete("kept");
    assertThat(secret).hasContent("secret");
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() {
    ArtifactFolder folder = new ArtifactFolder(data.resolve("artifacts"));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(() -> folder.write("a", broken)).isInstanceOf(IOException.class);
    assertThat(data.resolve("artifacts/files/a")).doesNotExist();
    assertThat(data.resolve("artifacts/uploads")).isEmptyDirectory();
  }

  @Test
  void filesAreKeptListedServedAndDeletedOverHttp() {
    try (TestNode server = new TestNode(data)) {
      String root = "//api/2.0/mlflow-artifacts/artifacts";
      Wire wire = new Wire(server);
      String run = wire.run("0");
      String base = "0/" + run + "/artifacts";
      Body text = new Body("application/octet-stream", "flavors: {}");
      assertThat(server.send("PUT", root + "/" + base + "/model/MLmodel", text).status())
          .isEqualTo(200);
      Answer got = server.get(root + "/" + base + "/model/MLmodel");
      assertThat(got.text()).isEqualTo("flavors: {}");
      assertThat(got.header("Content-Disposition")).startsWith("attachment");
      assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(server.get(root + "?path=" + base).json().at("/files/0/path").asText())
          .isEqualTo("model");
      assertThat(
              wire.get("artifacts/list", "run_id", run, "path", "model")
                  .at("/files/0/path")
                  .asText())
          .isEqualTo("model/MLmodel");
      assertThat(
              wire.get("artifacts/list", "run_id", run, "path", "model/")
                  .at("/files/0/path")
                  .asText())
          .isEqualTo("model/MLmodel");
      assertThat(server.get(root + "?path=" + base + "/model/").json().at("/files/0/path").asText())
          .isEqualTo("MLmodel");
      assertThat(server.get("//get-artifact?run_id=" + run + "&path=model/MLmodel").text())
          .isEqualTo("flavors: {}");
      assertThat(server.get("//get-artifact?run_id=" + run + "&path=../../../x").status())
          .isEqualTo(400);
      assertThat(server.get(root + "/..%2f..%2fstore").status()).isEqualTo(400);
      assertThat(server.get(root + "/%252e%252e/store").status()).isEqualTo(400);
      assertThat(server.delete(root + "/" + base + "/model").status()).isEqualTo(200);
      assertThat(server.get(root + "/" + base + "/model/MLmodel").status()).isEqualTo(404);
      Answer parts = server.post("//api/2.0/mlflow-artifacts/mpu/create/x", "{}");
      assertThat(parts.status()).isEqualTo(501);
    }
  }

  @Test
  void aFileComesWholeAlsoToThoseWhoTakeCompressedAnswers() {
    try (TestNode server = new TestNode(data)) {
      String file = "//api/2.0/mlflow-artifacts/artifacts/0/log.txt";
      String content = "step 1 of 1000\n".repeat(10_000);
      server.send("PUT", file, new Body("application/octet-stream", content));
      Answer got = server.get(file, "Accept-Encoding", "gzip, deflate");
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.text()).isEqualTo(content);
      assertThat(got.header("Content-Length")).isEqualTo("150000");
    }
  }

  @Test
  void partsOfAPathThatLeadNowhereMakeNoDifferenceToWhoAsksForIt() {
    try (TestNode server = new TestNode(data)) {
      String root = "//api/2.0/mlflow-artifacts/artifacts";
      Wire wire = new Wire(server);
      String run = wire.run("0");
      String base = "0/" + run + "/artifacts";
      server.send("PUT", root + '/' + base + "/model/a", new Body("application/octet-stream", "x"));
      for (String same : List.of(".", "./", "./.")) {
        assertThat(listed(server, root, base + '/' + same)).as(same).isEqualTo("model");
        assertThat(listed(wire, run, same)).as(same).isEqualTo("model");
      }
      for (String same : List.of("model", "model/", "./model", "model/.", ".//model//")) {
        assertThat(listed(server, root, base + '/' + same)).as(same).isEqualTo("a");
        assertThat(listed(wire, run, same)).as(same).isEqualTo("model/a");
        assertThat(server.get("//get-artifact?run_id=" + run + "&path=" + same + "/a").text())
            .as(same)
            .isEqualTo("x");
      }
      assertThat(server.get(root + "?path=/" + base).status()).isEqualTo(400);
      assertThat(server.get(root + "?path=" + base + "/./../artifacts").status()).isEqualTo(400);
    }
  }

  private static String listed(TestNode server, String root, String path) {
    return server.get(root + "?path=" + path).json().at("/files/0/path").asText();
  }

  private static String listed(Wire wire, String run, String path) {
    return wire.get("artifacts/list", "run_id", run, "path", path).at("/files/0/path").asText();
  }

  @Test
  void aBrowserSendsAFileOfARun() {
    try (TestNode server = new TestNode(data)) {
      String run = new Wire(server).run("0");
      String call = "//ajax-api/2.0/mlflow/upload-artifact";
      String ofRun = call + "?run_uuid=" + run;
      Body text = new Body("text/plain", "hello");
      assertThat(server.send("POST", ofRun + "&path=a/b.txt", text).status()).isEqualTo(200);
      assertThat(server.get("//get-artifact?run_uuid=" + run + "&path=a/b.txt").text())
          .isEqualTo("hello");
      assertThat(server.send("POST", call, text).text()).contains("must specify run_uuid");
      assertThat(server.send("POST", ofRun, text).text()).contains("must specify path");
      assertThat(server.send("POST", ofRun + "&path=../x", null).text()).contains("Invalid path");
      assertThat(server.send("POST", ofRun + "&path=x", null).text()).contains("specify data");
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a client sends while something else happens. */
  private static InputStream stream(String text, Action meanwhile) {
    return new FilterInputStream(stream(text)) {
      private boolean begun;

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (!begun) {
          begun = true;
          meanwhile.run();
        }
        return super.read(into, offset, length);
      }
    };
  }
}
