package org.modeldex.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was taken from.
 *
 * @param format the importer's name for the format, for instance {@code openmmlab}
 * @param path file, relative to the folder that was imported, with {@code /} between parts
 * @param name the record's name in the source's own words
 * @param origin the folder or file that was imported, by a name that no other has; what an import
 *     wrote before is known by it
 * @param importedAt when this content was first imported
 */
public record Source(
    String format,
    @Nullable String path,
    @Nullable String name,
    @Nullable String uri,
    @Nullable String origin,
    @Nullable Instant importedAt) {
  public Source {
    Limits.nonBlank("source.format", format, Limits.TERM);
    Limits.text("source.path", path, Limits.SHORT_TEXT);
    Limits.text("source.name", name, Limits.SHORT_TEXT);
    Limits.text("source.uri", uri, Limits.SHORT_TEXT);
    Limits.text("source.origin", origin, Limits.SHORT_TEXT);
  }

  /** A source that does not say what was imported. */
  public Source(
      String format,
      @Nullable String path,
      @Nullable String name,
      @Nullable String uri,
      @Nullable Instant importedAt) {
    this(format, path, name, uri, null, importedAt);
  }

  public Source withImportedAt(@Nullable Instant time) {
    return new Source(format, path, name, uri, origin, time);
  }
}
