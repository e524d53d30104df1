package org.modeldex.ingest;

/**
 * One foreign format: files in, mutations out.
 *
 * <p>Implementations are stateless and safe for all threads; what one call of {@link #read} needs
 * to remember lives in that call. They stream: memory grows with the largest file, not with the
 * source. The same files always give the same mutations in the same order.
 */
public interface Importer {

  /** The format's name, as {@code --format} and a record's source give it. */
  String format();

  /**
   * Whether the file is of this format, by its path and its first bytes ({@link SourceFile#head}).
   * Every file is shown to the importers in the order of their list; the first that accepts it gets
   * it.
   */
  boolean accepts(SourceFile file);

  /**
   * Reads all claimed files of one source. What cannot be understood is reported and the rest is
   * read: a damaged file, record or value never loses its neighbours.
   *
   * @throws org.modeldex.record.ModeldexException whatever {@code sink} throws when it cannot take
   *     more; nothing else
   */
  void read(SourceFiles files, Sink sink);
}
