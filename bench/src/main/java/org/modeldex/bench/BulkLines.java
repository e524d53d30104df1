package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.json.RecordJson;

/** Generated records as requests of the bulk endpoint. */
final class BulkLines {
  private static final int CHUNK = 20_000;

  private BulkLines() {}

  /** Requests that put records {@code from} to {@code to - 1}. */
  static List<byte[]> bodies(RecordGenerator generator, long from, long to) {
    List<byte[]> bodies = new ArrayList<>();
    for (long first = from; first < to; first += CHUNK) {
      bodies.add(lines(generator, first, Math.min(to, first + CHUNK)));
    }
    return bodies;
  }

  /** Sends requests one after the other over one connection. */
  static void send(HttpConnection connection, List<byte[]> bodies) throws IOException {
    for (byte[] body : bodies) {
      IngestBench.check(connection.send("POST", "/api/v1/bulk", "application/x-ndjson", body), 200);
    }
  }

  /** Sends records {@code from} to {@code to - 1}, never holding more than a request of them. */
  static void load(HttpConnection connection, RecordGenerator generator, long from, long to)
      throws IOException {
    for (long first = from; first < to; first += CHUNK) {
      send(connection, List.of(lines(generator, first, Math.min(to, first + CHUNK))));
    }
  }

  private static byte[] lines(RecordGenerator generator, long from, long to) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (long i = from; i < to; i++) {
      lines.writeBytes("{\"op\":\"put\",\"record\":".getBytes(UTF_8));
      lines.writeBytes(RecordJson.toBytes(generator.record(i)));
      lines.writeBytes("}\n".getBytes(UTF_8));
    }
    return lines.toByteArray();
  }
}
