package org.modeldex.ingest;

/**
 * How far an import is.
 *
 * @param filesDone files read so far, and all files of sources that are finished
 * @param filesTotal files of all sources
 * @param records records written so far
 */
public record ImportProgress(long filesDone, long filesTotal, long records) {}
