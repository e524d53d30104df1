package org.modeldex.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;

/** A lineage arrow with both its ends. */
public record Edge(RecordId from, Relation relation, RecordId to, @Nullable Instant at) {}
