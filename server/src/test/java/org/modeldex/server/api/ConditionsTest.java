package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.RawHttp;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** What conditional requests mean beyond one entity tag in one line. */
final class ConditionsTest {
  private static final String RECORD = "/records/model/vision/resnet50";
  private static final String TAGGED = "{\"tags\":[\"a\"]}";

  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void ifMatchWithAStarNeedsTheRecordAtWhateverRevision() {
    Answer missing = server.put(RECORD, "{}", "If-Match", "*");
    assertThat(missing.status()).isEqualTo(412);
    assertThat(missing.detail()).isEqualTo("model:vision/resnet50 does not exist");
    assertThat(server.delete(RECORD, "If-Match", "*").status()).isEqualTo(404);
    server.put(RECORD, "{}");
    assertThat(server.put(RECORD, TAGGED, "If-Match", "*").header("ETag")).isEqualTo("\"2\"");
    assertThat(server.patch(RECORD, "{\"tags\":null}", "If-Match", "*").status()).isEqualTo(200);
    assertThat(server.delete(RECORD, "If-Match", "*").status()).isEqualTo(204);
  }

  @Test
  void whatNeedsTheRecordTakesNoConditionThatItIsAbsent() {
    server.put(RECORD, "{}");
    for (Answer answer :
        new Answer[] {
          server.delete(RECORD, "If-None-Match", "*"),
          server.patch(RECORD, TAGGED, "If-None-Match", "*")
        }) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.detail()).contains("If-None-Match makes no sense");
    }
    assertThat(server.get(RECORD).header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void entityTagsOnSeveralLinesAreOneList() throws IOException {
    server.put(RECORD, "{}");
    assertThat(read("If-None-Match: \"7\"\nIf-None-Match: \"1\"").status()).isEqualTo(304);
    assertThat(read("If-None-Match: \"7\"\nIf-None-Match: \"8\"").status()).isEqualTo(200);
  }

  @Test
  void whatTheClientHasIsNotSaidToBeEmpty() throws IOException {
    server.put(RECORD, "{}");
    RawHttp.Answer known = read("If-None-Match: \"1\"");
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("ETag")).isEqualTo("\"1\"");
    assertThat(known.header("Content-Length")).isEmpty();
    assertThat(known.header("Transfer-Encoding")).isEmpty();
    assertThat(known.body()).isEmpty();
  }

  private RawHttp.Answer read(String headers) throws IOException {
    return RawHttp.exchange(
        server.address(),
        "GET /api/v1"
            + RECORD
            + " HTTP/1.1\nHost: localhost\nConnection: close\n"
            + headers
            + "\n\n");
  }
}
