package org.modeldex.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.modeldex.record.json.RecordJson;

/** Writes an answer's JSON document. */
@FunctionalInterface
public interface JsonReply {
  void write(JsonGenerator json) throws IOException;

  /**
   * Answers with one JSON document of bounded size. It is complete before the first byte is sent,
   * so a failure half-way is still a problem and never half a document.
   */
  static void send(Context request, int status, JsonReply reply) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = RecordJson.generator(out)) {
      reply.write(json);
    }
    send(request, status, out.toByteArray());
  }

  /**
   * Answers with one JSON document of any size, which is sent while it is written. When it fails
   * half-way the connection ends, so that nobody takes what was sent for the whole.
   */
  static void stream(Context request, JsonReply reply) throws IOException {
    request.contentType("application/json");
    JsonGenerator json = RecordJson.generator(request.outputStream());
    reply.write(json);
    json.close(); // only here: a document that fails must not be completed
  }

  /** Answers that the client has the document, and no length: it would be 0, not the document's. */
  static void notModified(Context request) throws IOException {
    request.status(304).res().flushBuffer();
  }

  /** Answers with a JSON document that is written already. */
  static void send(Context request, int status, byte[] document) {
    request.status(status).contentType("application/json").result(document);
  }
}
