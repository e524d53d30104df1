package org.modeldex.access;

/** What a call needs to be allowed to do. */
public enum Permission {
  /** Ask whether the server is up and how to speak to it. Everybody holds it. */
  PROBE,
  /** See records, search, read status. */
  READ,
  /** Create, change and delete records. */
  WRITE,
  /** Verify, re-index, back up. */
  OPERATE
}
