package org.modeldex.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One source and where its records go.
 *
 * @param format name of the only importer to use; null to recognise each file
 * @param origin what records say they come from, so that a later import knows what it wrote before;
 *     null to say nothing
 */
public record ImportJob(
    ImportSource source, String project, @Nullable String format, @Nullable String origin) {

  /** A job whose records do not say which import they come from. */
  public ImportJob(ImportSource source, String project, @Nullable String format) {
    this(source, project, format, null);
  }

  /** The source into the project named after it, each file recognised by its content. */
  public static ImportJob of(ImportSource source) {
    return new ImportJob(source, source.projectName(), null);
  }
}
