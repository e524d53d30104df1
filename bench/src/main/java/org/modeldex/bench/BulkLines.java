package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.modeldex.record.json.RecordJson;

/** Generated records as requests of the bulk endpoint. */
final class BulkLines {
  private static final int CHUNK = 20_000;

  private BulkLines() {}

  /**
   * Sends records {@code from} to {@code to - 1} over one connection.
   *
   * @return nanoseconds from sending to answer, in all; generating is not counted
   */
  static long send(HttpConnection connection, RecordGenerator generator, long from, long to)
      throws IOException {
    long nanos = 0;
    for (long first = from; first < to; first += CHUNK) {
      byte[] body = lines(generator, first, Math.min(to, first + CHUNK));
      long begun = System.nanoTime();
      IngestBench.check(connection.send("POST", "/api/v1/bulk", "application/x-ndjson", body), 200);
      nanos += System.nanoTime() - begun;
    }
    return nanos;
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
