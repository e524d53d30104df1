package org.modeldex.ingest;

import java.util.List;
import java.util.Optional;

/** The files of one source, as one importer sees them. */
public interface SourceFiles {

  /** The files that the importer is to read, in path order. */
  List<SourceFile> claimed();

  /**
   * Any file of the source, claimed or not.
   *
   * @param path relative to the source, with {@code /} between parts; {@code .} and {@code ..} are
   *     resolved
   * @return empty when there is no such file or it lies outside of the source
   */
  Optional<SourceFile> find(String path);

  /** All files below a folder of the source, claimed or not, in path order. */
  List<SourceFile> below(String folder);
}
