package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the launcher has missing jars built, whatever became of earlier builds. */
final class LauncherBuildTest extends LauncherFixture {
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

  @Test
  void aBuildThatWasInterruptedIsDoneAgain() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    script(home.resolve("mvnw"), "echo built > server/target/modeldex.jar\n");
    Path mark = home.resolve("server/target/building");
    Files.writeString(mark, "999999999 server/target/modeldex.jar\n");
    Path half = Files.writeString(home.resolve("server/target/modeldex.jar"), "half a jar");
    Outcome outcome = start(List.of(home.resolve("modeldex").toString(), "status"));
    assertThat(outcome.output()).contains("building module server", "I am twenty-five");
    assertThat(half).hasContent("built");
    assertThat(mark).doesNotExist();
  }

  @Test
  void aBuildThatFailsLeavesNoJar() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    Path jar = home.resolve("server/target/modeldex.jar");
    Files.delete(jar);
    script(home.resolve("mvnw"), "echo half > server/target/modeldex.jar; exit 9\n");
    Outcome outcome = start(List.of(home.resolve("modeldex").toString(), "status"));
    assertThat(outcome.exitCode()).isEqualTo(9);
    assertThat(outcome.output()).contains("the build failed").doesNotContain("I am");
    assertThat(names(home.resolve("server/target"))).isEmpty();
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    Files.delete(home.resolve("server/target/modeldex.jar"));
    script(
        home.resolve("mvnw"),
        "echo half > server/target/modeldex.jar; sleep 2; echo once >>"
            + " server/target/modeldex.jar\n");
    List<String> command = List.of(home.resolve("modeldex").toString(), "status");
    Process first = processOf(command);
    Process second = processOf(command);
    assertThat(outcome(first).output() + outcome(second).output())
        .containsOnlyOnce("building module server")
        .contains("waiting for process");
    assertThat(List.of(first.waitFor(), second.waitFor())).containsOnly(0);
    assertThat(home.resolve("server/target/modeldex.jar")).hasContent("half\nonce\n");
  }

  @Test
  void benchmarksAreBuiltWithoutTouchingAJarThatAServerMayRunFrom() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    Files.createDirectories(home.resolve("bench/target"));
    script(
        home.resolve("mvnw"), "echo \"mvnw $*\"; echo built > bench/target/modeldex-bench.jar\n");
    assertThat(start(List.of(home.resolve("modeldex").toString(), "bench", "start")).output())
        .contains("-Dserver.jar.kept=true -pl bench", "org.modeldex.bench.Bench start");
  }

  @Test
  void whatIsInterruptedWhilePreparingLeavesNothing() throws Exception {
    jdk("twenty-five", "25.0.3");
    Path home = home();
    script(jdks.resolve("twenty-five/bin/java"), "sleep 3\n");
    Process launcher = processOf(List.of(home.resolve("modeldex").toString(), "serve"));
    Path target = home.resolve("server/target");
    while (names(target).stream().noneMatch(name -> name.startsWith("prepare"))) {
      Thread.sleep(20);
    }
    launcher.destroy();
    assertThat(launcher.waitFor()).isEqualTo(143);
    assertThat(names(target)).containsExactly("modeldex.jar");
  }
}
