package org.modeldex.record;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Modeldex. Its message says what was being done and to what; {@link #field}
 * names the offending field of a request or record, {@link #position} the offset in a query text
 * (0-based, in UTF-16 units), {@link #suggestion} what the caller may have meant.
 */
public final class ModeldexException extends RuntimeException {
  private final ErrorCode code;
  private final @Nullable String field;
  private final @Nullable Integer position;
  private final @Nullable String suggestion;

  public ModeldexException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public ModeldexException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, cause, null, null, null);
  }

  private ModeldexException(
      ErrorCode code,
      String message,
      @Nullable Throwable cause,
      @Nullable String field,
      @Nullable Integer position,
      @Nullable String suggestion) {
    super(message, cause);
    this.code = code;
    this.field = field;
    this.position = position;
    this.suggestion = suggestion;
  }

  /** An invalid value of a field; {@code problem} reads on from the field's name. */
  public static ModeldexException invalid(String field, String problem) {
    return new ModeldexException(
        ErrorCode.INVALID_ARGUMENT, field + " " + problem, null, field, null, null);
  }

  /** A query text that cannot be understood from {@code position} on. */
  public static ModeldexException querySyntax(
      String message, int position, @Nullable String suggestion) {
    return new ModeldexException(ErrorCode.QUERY_SYNTAX, message, null, null, position, suggestion);
  }

  public static ModeldexException notFound(RecordId id) {
    return new ModeldexException(ErrorCode.NOT_FOUND, "there is no record " + id);
  }

  /** The same error seen from one level further out: {@code prefix} goes before the field. */
  public ModeldexException within(String prefix) {
    if (field == null) {
      return this;
    }
    return new ModeldexException(
        code, prefix + getMessage(), getCause(), prefix + field, position, suggestion);
  }

  public ModeldexException withSuggestion(String newSuggestion) {
    return new ModeldexException(
        code, String.valueOf(getMessage()), getCause(), field, position, newSuggestion);
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  public @Nullable Integer position() {
    return position;
  }

  public @Nullable String suggestion() {
    return suggestion;
  }
}
