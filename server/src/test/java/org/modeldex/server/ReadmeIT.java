package org.modeldex.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.json.RecordJson;

/** Every command of the README does what the README says, with the jar that was just built. */
final class ReadmeIT {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern COMMANDS =
      Pattern.compile("^```sh\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  @TempDir private Path folder;

  @Test
  void hasThreeCommandsOfWhichTheLastIsWhatTheBuildMachineRuns() throws IOException {
    List<String> commands = commands();
    assertThat(commands).hasSize(3);
    assertThat(commands.getFirst()).isEqualTo("./modeldex serve --sample");
    assertThat(commands.get(1)).startsWith("curl ");
    assertThat(commands.getLast()).isEqualTo("./mvnw verify");
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("./mvnw -q -B -ntp verify");
  }

  @Test
  void theSampleCatalogueAnswersTheQuestion() throws Exception {
    List<String> commands = commands();
    Process server =
        shell(commands.getFirst() + " --port 0 --data '" + folder.resolve("data") + "'")
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      String curl = ADDRESS.matcher(commands.get(1)).replaceAll(address(server));
      Process asked = shell(curl).start();
      JsonNode answer = RecordJson.readTree(asked.getInputStream().readAllBytes());
      assertThat(asked.waitFor()).isZero();
      assertThat(answer.get("total").asLong()).isPositive();
      assertThat(answer.get("hits")).hasSize(3);
      assertThat(answer.at("/hits/0/measurements/0/key").asText())
          .isEqualTo("accuracy@imagenet-1k");
      assertThat(answer.at("/facets/architecture").size()).isPositive();
    } finally {
      server.descendants().forEach(ProcessHandle::destroy);
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<String> commands() throws IOException {
    return COMMANDS
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(found -> found.group(1).strip())
        .toList();
  }

  private String address(Process server) throws IOException {
    BufferedReader output = server.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group();
      }
    }
    throw new IOException("the server did not start: " + Files.readString(folder.resolve("log")));
  }

  private static ProcessBuilder shell(String command) {
    return new ProcessBuilder("sh", "-c", "exec " + command).directory(ROOT.toFile());
  }
}
