package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell script {@code modeldex}, run by the system's sh and by dash where there is one, with
 * JDKs that only say which one they are and what they were told to run, and keep classes when told
 * to.
 */
abstract class LauncherFixture {
  static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir Path folder;
  Path jar;
  Path jdks;
  final Map<String, String> environment = new HashMap<>();

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

  /** A folder like the project's own, already built. */
  Path home() throws IOException {
    environment.remove("MODELDEX_JAR");
    for (String tool : List.of("find", "mkdir", "mktemp", "mv", "rm", "sleep", "touch", "uname")) {
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

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** A folder that looks like a JDK; its java prints its name and arguments. */
  Path jdk(String name, String version) throws IOException {
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

  static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static List<Path> shells() {
    List<Path> shells = new ArrayList<>(List.of(Path.of("/bin/sh")));
    Path dash = Path.of("/usr/bin/dash");
    if (Files.exists(dash)) {
      shells.add(dash);
    }
    return shells;
  }

  static Path findOnPath(String tool) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(place, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }

  Outcome run(Path shell, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(shell.toString(), ROOT.resolve("modeldex").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  Process processOf(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Outcome start(List<String> command) throws IOException, InterruptedException {
    return outcome(processOf(command));
  }

  /** What a process says until it ends. */
  static Outcome outcome(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  record Outcome(int exitCode, String output) {}
}
