package org.modeldex.ingest;

/**
 * How far an import is.
 *
 * @param filesRead files opened so far, of all sources
 * @param filesFound files recognised so far; grows as further sources are walked
 * @param records records written so far
 */
public record ImportProgress(long filesRead, long filesFound, long records) {}
