package org.modeldex.record;

import java.time.Instant;

/** Who did something, and when by the server's clock. Order is by sequence, never by this time. */
public record Stamp(Instant at, String by) {}
