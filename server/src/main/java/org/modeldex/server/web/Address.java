package org.modeldex.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;

/** Writes an address of this server. One thread's own. */
final class Address {
  private final StringBuilder text;
  private boolean hasParameters;

  Address(String path) {
    text = new StringBuilder(path);
  }

  /** The path of a record's page. */
  static String of(RecordId id) {
    return "/records/" + path(id);
  }

  /** The path of a record in the native protocol. */
  static String api(RecordId id) {
    return "/api/v1/records/" + path(id);
  }

  private static String path(RecordId id) {
    String written = id.toString();
    String name = written.substring(written.indexOf('/') + 1);
    return id.kind().word() + '/' + id.project() + '/' + segment(name);
  }

  /** One part of a path. */
  static String segment(String text) {
    return encoded(text).replace("+", "%20");
  }

  /** Adds a parameter; an empty or missing value adds nothing. */
  Address with(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append(hasParameters ? '&' : '?').append(encoded(name)).append('=');
      text.append(encoded(value));
      hasParameters = true;
    }
    return this;
  }

  /** Adds a parameter once for each value. */
  Address with(String name, List<String> values) {
    values.forEach(value -> with(name, value));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** As a form's fields are encoded, but for characters that are harmless and common here. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("%3A", ":")
        .replace("%40", "@")
        .replace("%2F", "/")
        .replace("%2C", ",");
  }
}
