package org.modeldex.search;

import java.util.List;

/**
 * Turns texts into vectors of their meaning, with a model that runs in this process. Safe for all
 * threads; the same text always gets the same vector.
 */
public interface Embedder extends AutoCloseable {

  /**
   * Name and version of the model, at most 100 characters. Vectors of embedders with the same name
   * can be compared with each other, and with no others.
   */
  String model();

  /** Of every vector: 1 to 1,024. */
  int dimensions();

  /**
   * How similar two texts must be, as {@link Embedding#similarity}, to have anything to do with
   * each other. Models differ in that.
   */
  double relatedSimilarity();

  /**
   * The meaning of texts, in their order. Only the beginning of a long text counts; a text without
   * words has a meaning too, if an arbitrary one. Takes milliseconds a text, and memory for one
   * text at a time.
   *
   * @throws org.modeldex.record.ModeldexException UNAVAILABLE when the model cannot be loaded or
   *     run, or the embedder is closed
   */
  List<Embedding> embed(List<String> texts);

  /** Frees the model, once calls that run have ended. */
  @Override
  void close();
}
