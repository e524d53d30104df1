package org.modeldex.store;

/** What must hold of a record's current state for a mutation to be applied. */
public sealed interface Precondition {
  /** Nothing. */
  Precondition NONE = new None();

  /** The record must not exist; else ALREADY_EXISTS. */
  Precondition ABSENT = new Absent();

  /** The record must exist, at whatever revision; else REVISION_CONFLICT. */
  Precondition PRESENT = new Present();

  /** See {@link #NONE}. */
  record None() implements Precondition {}

  /** See {@link #ABSENT}. */
  record Absent() implements Precondition {}

  /** See {@link #PRESENT}. */
  record Present() implements Precondition {}

  /** The record must exist and be at this revision; else REVISION_CONFLICT. */
  record AtRevision(long revision) implements Precondition {}
}
