package org.modeldex.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;

/**
 * What went wrong, in the form of RFC 9457.
 *
 * @param code stable word for programs
 * @param detail sentence for people
 */
public record Problem(
    int status,
    String code,
    String detail,
    @Nullable String field,
    @Nullable Integer position,
    @Nullable String suggestion) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** The one table of statuses. */
  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, QUERY_SYNTAX -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS -> 409;
      case REVISION_CONFLICT -> 412;
      case TOO_LARGE -> 413;
      case RATE_LIMITED -> 429;
      case CORRUPTED, CONFIGURATION, INTERNAL -> 500;
      case INDEX_BEHIND, UNAVAILABLE -> 503;
      case STORE_FULL -> 507;
    };
  }

  public static Problem of(ModeldexException e) {
    return new Problem(
        status(e.code()),
        e.code().word(),
        String.valueOf(e.getMessage()),
        e.field(),
        e.position(),
        e.suggestion());
  }

  /** Something that only HTTP knows of, such as a wrong method. */
  static Problem of(int status, String detail) {
    String code =
        switch (status) {
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 408 -> "request-timeout";
          case 413 -> "too-large";
          case 414 -> "uri-too-long";
          case 415 -> "unsupported-media-type";
          case 421 -> "misdirected-request";
          case 431 -> "headers-too-large";
          case 503 -> "unavailable";
          default -> status < 500 ? "invalid-argument" : "internal";
        };
    return new Problem(status, code, detail, null, null, null);
  }

  /** Something unforeseen: the details are in the log under the request's id. */
  static Problem internal() {
    return of(500, "an unexpected error; the server's log has the details under this request id");
  }

  byte[] toBytes(String requestId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = RecordJson.generator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "urn:modeldex:problem:" + code);
      json.writeStringField("title", title());
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      json.writeStringField("code", code);
      if (field != null) {
        json.writeStringField("field", field);
      }
      if (position != null) {
        json.writeNumberField("position", position);
      }
      if (suggestion != null) {
        json.writeStringField("suggestion", suggestion);
      }
      json.writeStringField("requestId", requestId);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String title() {
    return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
  }
}
