package org.modeldex.ranking;

import org.modeldex.record.Measurement.Better;

/**
 * Where a record stands in the catalogue by one metric key.
 *
 * @param value the record's best under the key
 * @param rank one more than the number of records of its kind that are better
 * @param of how many records of its kind have a number
 */
public record Rank(String key, double value, long rank, long of, Better better) {}
