package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the launcher runs, and with which flags. */
final class LauncherTest extends LauncherFixture {
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
  void aJavaThatIsNamedButCannotRunItIsPassedOverWithAWord() throws Exception {
    jdk("twenty-five", "25");
    for (String named : List.of("/no/such/java", jdk("seventeen", "17.0.15").toString())) {
      environment.put("MODELDEX_JAVA_HOME", named);
      assertThat(run(Path.of("/bin/sh"), "status").output())
          .contains("MODELDEX_JAVA_HOME names " + named, "I am twenty-five");
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
  void aGarbageCollectorOfOnesOwnIsTheOnlyOne() throws Exception {
    jdk("twenty-five", "25");
    environment.put("MODELDEX_OPTS", "-Xmx3g -XX:+UseZGC");
    for (String verb : List.of("serve", "search", "import", "--help")) {
      assertThat(run(Path.of("/bin/sh"), verb).output())
          .contains("-XX:+UseZGC")
          .doesNotContain("ParallelGC", "SerialGC");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesKeepTheirLettersWhereNoLocaleIsSet() throws Exception {
    Files.createSymbolicLink(folder.resolve("tools/locale"), findOnPath("locale"));
    script(jdk("twenty-five", "25").resolve("bin/java"), "echo \"locale $LC_ALL\"\n");
    for (String unset : List.of("", "C", "POSIX", "xx_XX.UTF-8")) {
      environment.put("LANG", unset);
      assertThat(run(Path.of("/bin/sh"), "status").output()).contains("locale C.UTF-8");
    }
  }

  @Test
  void itIsFoundThroughALink() throws Exception {
    jdk("twenty-five", "25");
    Path link = Files.createSymbolicLink(folder.resolve("mdx"), ROOT.resolve("modeldex"));
    Outcome outcome = start(List.of(link.toString(), "get", "model:a/b"));
    assertThat(outcome.output()).contains("get model:a/b");
  }
}
