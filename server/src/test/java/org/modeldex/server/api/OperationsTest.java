package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** What operators ask of a running server. */
final class OperationsTest {
  @TempDir private Path data;

  @Test
  void ofTwoBackupsOfOneNameOneIsMadeAndTheOtherIsTold() {
    try (TestNode server = new TestNode(data)) {
      server.put("/records/model/p/m", "{}");
      List<CompletableFuture<Answer>> both =
          Stream.of(1, 2)
              .map(i ->
                  CompletableFuture.supplyAsync(
                      () -> server.post("/operations/backup", "{\"name\":\"same\"}")))
              .toList();
      List<Answer> answers = both.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
      assertThat(data.resolve("backups/same/backup.txt")).exists();
    }
  }
}
