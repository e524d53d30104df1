package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell script {@code modeldex}, run by the system's sh and by dash where there is one, with
 * JDKs that only say which one they are and what they were told to run, and keep classes when told
 * to.
 */
final class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir private Path folder;
  private Path jar;
  private Path jdks;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    jar = Files.createFile(folder.resolve("some.jar"));
    jdks = Files.createDirectory(folder.resolve("jdks"));
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("sh", "sed", "dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), findOnPath(tool));
    }
    environment.put("PATH", tools.toString());
    environment.put("MODELDEX_JDK_FOLDER", jdks.toString());
    environment.put("MODELDEX_JAR", jar.toString());
  }

  @Test
  void withoutAnyJavaItSaysWhatToInstall() throws Exception {
    for (Path shell : shells()) {
      Outcome outcome = run(shell, "--version");
      assertThat(outcome.exitCode()).isEqualTo(78);
      assertThat(outcome.output())
          .containsOnlyOnce("\n")
          .contains("no Java 21 or newer found", "MODELDEX_JAVA_HOME");
    }
  }

  @Test
  void aJavaThatIsTooOldIsPassedOverForANewerOne() throws Exception {
    environment.put("JAVA_HOME", jdk("seventeen", "17.0.15").toString());
    jdk("twenty-one", "21.0.2");
    jdk("twenty-five", "25.0.3");
    for (Path shell : shells()) {
      Outcome outcome = run(shell, "status");
      assertThat(outcome.output()).contains("I am twenty-five");
      assertThat(outcome.exitCode()).isZero();
    }
  }

  @Test
  void onlyAJavaThatIsTooOldIsAsGoodAsNone() throws Exception {
    environment.put("JAVA_HOME", jdk("seventeen", "17.0.15").toString());
    for (Path shell : shells()) {
      assertThat(run(shell, "status").exitCode()).isEqualTo(78);
    }
  }

  @Test
  void theJavaThatIsNamedWins() throws Exception {
    jdk("twenty-five", "25");
    environment.put("JAVA_HOME", jdk("twenty-two", "22").toString());
    environment.put("MODELDEX_JAVA_HOME", jdk("twenty-one", "21").toString());
    for (Path shell : shells()) {
      assertThat(run(shell, "status").output()).contains("I am twenty-one");
    }
  }

  @Test
  void eachVerbGetsTheFlagsThatSuitIt() throws Exception {
    jdk("twenty-five", "25");
    environment.put("MODELDEX_OPTS", "-Xmx3g -Dsome=thing");
    for (Path shell : shells()) {
      assertThat(run(shell, "serve", "--port", "0").output())
          .contains(
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+ExitOnOutOfMemoryError",
              "-XX:+UseCompactObjectHeaders",
              "--add-modules=jdk.incubator.vector",
              "-Xmx3g -Dsome=thing",
              "-cp " + jar,
              "org.modeldex.server.cli.Main serve --port 0")
          .doesNotContain("SerialGC");
      assertThat(run(shell, "search", "two words").output())
          .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "search two words")
          .doesNotContain("incubator");
    }
  }

  @Test
  void anOlderJavaIsNotGivenFlagsThatItDoesNotKnow() throws Exception {
    jdk("twenty-one", "21");
    for (Path shell : shells()) {
      assertThat(run(shell, "serve").output())
          .contains("I am twenty-one")
          .doesNotContain("CompactObjectHeaders");
    }
  }

  @Test
  void aJarThatIsNamedButMissingIsNotBuilt() throws Exception {
    jdk("twenty-five", "25");
    environment.put("MODELDEX_JAR", folder.resolve("missing.jar").toString());
    for (Path shell : shells()) {
      Outcome outcome = run(shell, "status");
      assertThat(outcome.exitCode()).isEqualTo(78);
      assertThat(outcome.output()).contains("missing.jar, which does not exist");
    }
  }

  @Test
  void aServerStartsFromClassesThatWereKeptOnceForEachBuild() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    Path kept = home.resolve("server/target/modeldex-java-25.0.3.jsa");
    String serve = home.resolve("modeldex").toString();
    assertThat(start(List.of(serve, "serve")).output())
        .contains("preparing faster starts", "<-XX:SharedArchiveFile=" + kept + ">", "Main serve");
    assertThat(kept).hasContent("classes\n");
    assertThat(start(List.of(serve, "serve")).output())
        .contains("-XX:SharedArchiveFile=" + kept)
        .doesNotContain("preparing");
    Files.setLastModifiedTime(
        home.resolve("server/target/modeldex.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(start(List.of(serve, "serve")).output()).contains("preparing faster starts");
    assertThat(names(home.resolve("server/target")))
        .containsExactlyInAnyOrder("modeldex.jar", "modeldex-java-25.0.3.jsa");
  }

  @Test
  void classesAreKeptAnewWhenOnlyTheEmbedderWasBuiltAgain() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    Path embedder = home.resolve("embeddings/target/modeldex-embeddings.jar");
    String serve = home.resolve("modeldex").toString();
    assertThat(start(List.of(serve, "serve")).output()).contains("preparing faster starts");
    assertThat(start(List.of(serve, "serve")).output()).doesNotContain("preparing");

    Files.setLastModifiedTime(embedder, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(start(List.of(serve, "serve")).output()).contains("preparing faster starts");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nativeLibrariesAreUnpackedOnceForEachBuild() throws Exception {
    Path jdk = jdk("twenty-five", "25.0.3");
    script(
        jdk.resolve("bin/jar"),
        """
        shift 2
        for file in "$@"; do
          echo "unpacking $file" >&2
          case $file in */*) mkdir -p "${file%/*}" ;; esac
          echo library > "$file"
        done
        """);
    Path home = home();
    Path store = home.resolve("server/target");
    Path embedder = home.resolve("embeddings/target");
    String serve = home.resolve("modeldex").toString();
    assertThat(start(List.of(serve, "serve")).output())
        .contains("unpacking librocksdbjni-", "unpacking ai/onnxruntime/native/linux-")
        .contains("<-Djava.library.path=" + store + ">", "<-Donnxruntime.native.path=" + embedder);
    assertThat(start(List.of(serve, "serve")).output())
        .contains("<-Djava.library.path=" + store + ">", "<-Donnxruntime.native.path=" + embedder)
        .doesNotContain("unpacking");
    Files.setLastModifiedTime(
        embedder.resolve("modeldex-embeddings.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(start(List.of(serve, "serve")).output())
        .contains("unpacking ai/onnxruntime/")
        .doesNotContain("unpacking librocksdbjni-");
    assertThat(names(store))
        .contains("modeldex.jar")
        .noneMatch(name -> name.startsWith("prepare"))
        .anyMatch(name -> name.startsWith("librocksdbjni-"));
    assertThat(names(embedder))
        .containsExactlyInAnyOrder(
            "modeldex-embeddings.jar", "libonnxruntime.so", "libonnxruntime4j_jni.so");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aServerStartsWhenClassesCannotBeKept() throws Exception {
    jdk("twenty-five", "25.0.3");
    script(
        jdks.resolve("twenty-five/bin/java"),
        """
        case "$*" in
          *--check*) echo no room; exit 1 ;;
          *) echo "I got $*" ;;
        esac
        """);
    Outcome outcome = start(List.of(home().resolve("modeldex").toString(), "serve"));
    assertThat(outcome.output())
        .contains("no faster starts: no room", "Main serve")
        .doesNotContain("SharedArchiveFile");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aJarThatIsOlderThanTheSourcesRunsButIsNamed() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    String launcher = home.resolve("modeldex").toString();
    assertThat(start(List.of(launcher, "status")).output()).doesNotContain("older");
    Files.createFile(
        Files.createDirectories(home.resolve("store/src/main/java")).resolve("New.java"));
    assertThat(start(List.of(launcher, "status")).output())
        .contains("modeldex.jar is older than the sources; delete it", "I am twenty-five");
  }

  @Test
  void aMissingJarIsBuiltAndWhatDoesNotFitItIsBuiltWhenItIsUsed() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    script(home.resolve("mvnw"), "echo \"mvnw $*\"; echo built > server/target/modeldex.jar\n");
    Files.delete(home.resolve("server/target/modeldex.jar"));
    Outcome outcome = start(List.of(home.resolve("modeldex").toString(), "status"));
    assertThat(outcome.output())
        .contains("building module server", "-pl server -am package", "I am twenty-five");
    assertThat(home.resolve("embeddings/target/modeldex-embeddings.jar")).doesNotExist();
  }

  /** A folder like the project's own, already built. */
  private Path home() throws IOException {
    environment.remove("MODELDEX_JAR");
    for (String tool : List.of("find", "mkdir", "mktemp", "mv", "rm", "touch", "uname")) {
      Files.createSymbolicLink(folder.resolve("tools").resolve(tool), findOnPath(tool));
    }
    Path home = Files.createDirectory(folder.resolve("my home"));
    for (String part : List.of(".mvn", "server/target", "embeddings/target")) {
      Files.createDirectories(home.resolve(part));
    }
    for (String script : List.of("modeldex", ".mvn/find-jdk.sh")) {
      Files.copy(ROOT.resolve(script), home.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (String jar :
        List.of("server/target/modeldex.jar", "embeddings/target/modeldex-embeddings.jar")) {
      Files.createFile(home.resolve(jar));
      Files.setLastModifiedTime(home.resolve(jar), FileTime.from(Instant.now().minusSeconds(60)));
    }
    return home.toRealPath();
  }

  @Test
  void itIsFoundThroughALink() throws Exception {
    jdk("twenty-five", "25");
    Path link = Files.createSymbolicLink(folder.resolve("mdx"), ROOT.resolve("modeldex"));
    Outcome outcome = start(List.of(link.toString(), "get", "model:a/b"));
    assertThat(outcome.output()).contains("get model:a/b");
  }

  /** A folder that looks like a JDK; its java prints its name and arguments. */
  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(jdks.resolve(name));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(
        Files.createDirectories(home.resolve("bin")).resolve("java"),
        """
        for option in "$@"; do
          case $option in
            -XX:ArchiveClassesAtExit=*) echo classes > "${option#*=}" ;;
          esac
        done
        echo "I am %s: $*"
        printf '<%%s>\\n' "$@"
        """
            .formatted(name));
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<Path> shells() {
    List<Path> shells = new ArrayList<>(List.of(Path.of("/bin/sh")));
    Path dash = Path.of("/usr/bin/dash");
    if (Files.exists(dash)) {
      shells.add(dash);
    }
    return shells;
  }

  private static Path findOnPath(String tool) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(place, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }

  private Outcome run(Path shell, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(shell.toString(), ROOT.resolve("modeldex").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Outcome start(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private record Outcome(int exitCode, String output) {}
}
