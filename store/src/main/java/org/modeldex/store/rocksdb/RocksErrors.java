package org.modeldex.store.rocksdb;

import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's errors mean to callers. */
final class RocksErrors {
  static final String RESTORE = "Restore a backup into an empty folder (modeldex restore)";

  static final String REMEDY =
      RESTORE + ", or accept the loss to open what is left (modeldex serve --accept-loss)";

  private RocksErrors() {}

  static ModeldexException whileCopying(RocksDBException e) {
    return isNoSpace(e)
        ? new ModeldexException(
            ErrorCode.STORE_FULL, "there is no space for a copy: " + e.getMessage(), e)
        : whileReading(e);
  }

  static ModeldexException whileReading(RocksDBException e) {
    return new ModeldexException(
        isCorruption(e) ? ErrorCode.CORRUPTED : ErrorCode.UNAVAILABLE,
        "reading from the store: " + e.getMessage() + (isCorruption(e) ? ". " + RESTORE : ""),
        e);
  }

  static boolean isCorruption(RocksDBException e) {
    return hasCode(e, Status.Code.Corruption);
  }

  /** Whether the disk is full, which passes, rather than broken. */
  static boolean isNoSpace(RocksDBException e) {
    Status status = e.getStatus();
    return status != null
        && status.getCode() == Status.Code.IOError
        && status.getSubCode() == Status.SubCode.NoSpace;
  }

  private static boolean hasCode(RocksDBException e, Status.Code code) {
    Status status = e.getStatus();
    return status != null && status.getCode() == code;
  }
}
