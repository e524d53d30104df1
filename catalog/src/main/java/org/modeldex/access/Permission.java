package org.modeldex.access;

/** What a call needs to be allowed to do. */
public enum Permission {
  /** See records, search, read status. */
  READ,
  /** Create, change and delete records. */
  WRITE,
  /** Verify, re-index, back up. */
  OPERATE
}
