package org.modeldex.catalog;

import java.time.Duration;
import java.time.Instant;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;

/**
 * A search and what it took.
 *
 * @param request as it was asked
 * @param mode how its free text found records
 * @param took all of it
 * @param waited the part of it in which the index caught up with what had been written
 * @param total how many records it found
 * @param partial whether the time limit cut it short
 */
public record SlowSearch(
    SearchRequest request,
    SearchMode mode,
    Instant at,
    Duration took,
    Duration waited,
    long total,
    boolean partial) {}
