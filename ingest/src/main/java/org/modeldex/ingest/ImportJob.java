package org.modeldex.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One source and where its records go.
 *
 * @param format name of the only importer to use; null to recognise each file
 */
public record ImportJob(ImportSource source, String project, @Nullable String format) {

  /** The source into the project named after it, each file recognised by its content. */
  public static ImportJob of(ImportSource source) {
    return new ImportJob(source, source.projectName(), null);
  }
}
