package org.modeldex.server.api;

import java.util.List;

/** What an operator can have done to the store of a running server. */
public interface StoreCare {
  /** Reads everything; what is wrong, a sentence each. */
  List<String> verify();

  /**
   * Copies the store into the server's folder of backups.
   *
   * @param name a plain folder name that is not taken
   */
  Backup backup(String name);

  /**
   * A copy that was made.
   *
   * @param sequence of the last change in it
   */
  record Backup(long sequence, long sizeBytes) {}
}
