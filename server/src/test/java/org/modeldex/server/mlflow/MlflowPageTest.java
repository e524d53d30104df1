package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;

/** The page about MLflow lists the calls that are served and no others. */
final class MlflowPageTest {
  private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs/mlflow.md");
  private static final Pattern CALL = Pattern.compile("(?m)^\\| `([A-Z]+ [^`]+)` \\|");
  private static final String ROOT = "/api/2.0/mlflow/";

  @TempDir private Path data;

  @Test
  void listsAllCalls() throws IOException {
    Set<String> listed =
        CALL.matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult call) -> call.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (TestNode server = new TestNode(data)) {
      Set<String> served =
          server.node().routes().stream()
              .filter(route -> route.path().startsWith(ROOT))
              .map(route -> route.method() + " " + route.path().substring(ROOT.length()))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(listed).isEqualTo(served);
    }
  }
}
