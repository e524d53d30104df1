package org.modeldex.store;

import org.modeldex.record.Stamp;

/** One line of a record's history. */
public record Revision(long revision, long sequence, Change.Operation operation, Stamp stamp) {}
