package org.modeldex.store;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;

/**
 * What tells a record from its neighbours; the rest, which may be large, is not decoded for it.
 *
 * @param stage as in {@link org.modeldex.record.Contextual}
 */
public record Outline(RecordId id, @Nullable String stage, Stamp created, Stamp updated) {}
