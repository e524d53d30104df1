package org.modeldex.store;

/** Which way to look along lineage. */
public enum Direction {
  OUT,
  IN
}
