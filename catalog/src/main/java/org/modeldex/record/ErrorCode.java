package org.modeldex.record;

/** Everything that can go wrong, as a caller needs to tell it apart. */
public enum ErrorCode {
  NOT_FOUND,
  ALREADY_EXISTS,
  REVISION_CONFLICT,
  INVALID_ARGUMENT,
  QUERY_SYNTAX,
  UNAUTHENTICATED,
  PERMISSION_DENIED,
  TOO_LARGE,
  RATE_LIMITED,
  /** The disk is full: reads go on, writes wait for space. */
  STORE_FULL,
  /** The index has not caught up with the store within the time a search may wait. */
  INDEX_BEHIND,
  /** The store or the index cannot answer now; trying again later may help. */
  UNAVAILABLE,
  /** Stored data does not read back as it was written. Never retried. */
  CORRUPTED,
  /** The data folder or the configuration does not allow a start. */
  CONFIGURATION,
  INTERNAL;

  /** The code's name on the wire: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
