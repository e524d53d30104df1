package org.modeldex.ingest;

import java.util.List;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;
import org.modeldex.store.Mutation;

/** Where an importer puts what it finds. Used by one thread. */
public interface Sink {

  /** The project that records belong to when their format does not say. */
  String project();

  /**
   * An id that no other record of this import has, as close to the native name as possible.
   *
   * <p>Importers read their files in path order, so that the same files always get the same ids:
   *
   * <ol>
   *   <li>The first record of a name keeps it: {@code resnet50}.
   *   <li>One from another file gets, in brackets, the last part of its path that differs from the
   *       first one's, {@code resnet50 (imagenet-21k)}, with as many of the parts before it as it
   *       takes to be alone.
   *   <li>One from the same file, or one whose name is taken even so, is numbered: {@code resnet50
   *       (2)}.
   * </ol>
   *
   * Characters that an id cannot hold are replaced; a name that is too long is cut and ends in
   * eight hexadecimal digits of its SHA-256.
   *
   * @throws org.modeldex.record.ModeldexException INVALID_ARGUMENT for a blank name
   */
  RecordId identify(Kind kind, String nativeName, SourceFile file);

  /**
   * The records of this kind that were named after something in a file of the same source, by this
   * importer or by those before it in the list of all; in the order in which they were named.
   */
  List<RecordId> identified(Kind kind, SourceFile file);

  /**
   * Takes a mutation; waits while the receiver is busy.
   *
   * @throws org.modeldex.record.ModeldexException when the receiver cannot go on; importers let it
   *     pass
   */
  void accept(Mutation mutation);

  /** Notes what was skipped or deserves a look. */
  void report(Problem problem);
}
