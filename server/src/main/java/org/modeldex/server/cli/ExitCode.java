package org.modeldex.server.cli;

import org.modeldex.record.ErrorCode;

/** What the process tells its caller; from 64 on as in sysexits.h. */
final class ExitCode {
  static final int OK = 0;

  /** Something was not found, rejected or damaged. */
  static final int REJECTED = 1;

  /** The command line itself is wrong. */
  static final int USAGE = 2;

  /** The server or the data folder cannot be used now, for instance because it is in use. */
  static final int UNAVAILABLE = 69;

  /** What was asked for could not be written out. */
  static final int IO_ERROR = 74;

  /** The configuration or the data folder does not allow it. */
  static final int CONFIGURATION = 78;

  private ExitCode() {}

  static int of(ErrorCode code) {
    return switch (code) {
      case UNAVAILABLE, INDEX_BEHIND, STORE_FULL, RATE_LIMITED -> UNAVAILABLE;
      case CONFIGURATION -> CONFIGURATION;
      case NOT_FOUND,
          ALREADY_EXISTS,
          REVISION_CONFLICT,
          INVALID_ARGUMENT,
          QUERY_SYNTAX,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          TOO_LARGE,
          CORRUPTED,
          INTERNAL ->
          REJECTED;
    };
  }
}
