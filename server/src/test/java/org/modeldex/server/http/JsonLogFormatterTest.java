package org.modeldex.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.modeldex.record.json.RecordJson;

final class JsonLogFormatterTest {
  private static final String HOSTILE = "a\r\n{\"level\":\"SEVERE\"}\u001b[2J\u009b31m\u2028b";

  private final JsonLogFormatter formatter = new JsonLogFormatter();

  @Test
  void whatAClientSentStaysInsideItsLineAndItsField() {
    LogRecord event = new LogRecord(Level.INFO, HOSTILE);
    event.setLoggerName("test");
    String line = formatter.format(event);
    assertThat(line).endsWith("\n").containsOnlyOnce("\n").matches("\\p{ASCII}*");
    assertThat(line.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    assertThat(json(line).path("message").asText()).isEqualTo(HOSTILE);
    assertThat(json(line).path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void aMapOfParametersBecomesFields() {
    LogRecord event = new LogRecord(Level.INFO, "request");
    event.setParameters(new Object[] {Map.of("status", 200, "path", "/a\nb")});
    JsonNode line = json(formatter.format(event));
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("path").asText()).isEqualTo("/a\nb");
  }

  @Test
  void anExceptionIsOneFieldOfTheLine() {
    LogRecord event = new LogRecord(Level.SEVERE, "failed");
    event.setThrown(new IllegalStateException("broken"));
    String line = formatter.format(event);
    assertThat(line).containsOnlyOnce("\n");
    assertThat(json(line).path("error").asText())
        .contains("IllegalStateException: broken", "JsonLogFormatterTest");
  }

  private static JsonNode json(String line) {
    return RecordJson.readTree(line.getBytes(UTF_8));
  }
}
