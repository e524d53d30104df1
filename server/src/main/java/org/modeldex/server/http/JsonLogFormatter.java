package org.modeldex.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One JSON object a line, in plain ASCII: nothing that a client sent can start a new line or steer
 * a terminal. A record whose only parameter is a map gets the map's entries as fields.
 */
final class JsonLogFormatter extends Formatter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().getName());
      json.writeStringField("logger", String.valueOf(event.getLoggerName()));
      json.writeStringField("message", formatMessage(event));
      Map<?, ?> fields = fields(event);
      if (fields.isEmpty()) {
        String requestId = MDC.get(RequestIds.HEADER);
        if (requestId != null) {
          json.writeStringField("requestId", requestId);
        }
      }
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        writeField(json, field.getKey().toString(), field.getValue());
      }
      if (event.getThrown() != null) {
        json.writeStringField("error", stackTrace(event.getThrown()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private static Map<?, ?> fields(LogRecord event) {
    Object @Nullable [] parameters = event.getParameters();
    return parameters != null && parameters.length == 1 && parameters[0] instanceof Map<?, ?> map
        ? map
        : Map.of();
  }

  private static void writeField(JsonGenerator json, String name, Object value) throws IOException {
    if (value instanceof Number number) {
      json.writeNumberField(name, number.longValue());
    } else {
      json.writeStringField(name, value.toString());
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
