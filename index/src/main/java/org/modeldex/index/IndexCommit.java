package org.modeldex.index;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * What is kept with every commit of the index.
 *
 * @param sequence every change up to here is in it; minus 1 for an index that was never filled
 * @param schema {@link #SCHEMA} of the program that wrote it
 * @param embeddingModel whose embeddings it holds; empty when it holds none
 */
record IndexCommit(
    long sequence, int schema, String vocabulary, String storeUuid, String embeddingModel) {
  /** To be raised with any change of {@link RecordDocuments} or of the analyzers. */
  static final int SCHEMA = 5;

  /**
   * The commit of an index that is written with these options.
   *
   * @param before whose embeddings the index held before; empty when it held none
   */
  static IndexCommit of(long sequence, IndexOptions options, String before) {
    return new IndexCommit(
        sequence,
        SCHEMA,
        options.vocabulary().fingerprint(),
        options.storeUuid(),
        options.embeddingModel().isEmpty() ? before : options.embeddingModel());
  }

  Map<String, String> toUserData() {
    return Map.of(
        "sequence",
        Long.toString(sequence),
        "schema",
        Integer.toString(schema),
        "vocabulary",
        vocabulary,
        "store",
        storeUuid,
        "embedding-model",
        embeddingModel);
  }

  /**
   * Reads what {@link #toUserData} wrote.
   *
   * @throws ModeldexException CORRUPTED when it is something else
   */
  static IndexCommit read(Map<String, String> data) {
    try {
      return new IndexCommit(
          Long.parseLong(data.getOrDefault("sequence", "")),
          Integer.parseInt(data.getOrDefault("schema", "")),
          Objects.requireNonNull(data.get("vocabulary")),
          Objects.requireNonNull(data.get("store")),
          data.getOrDefault("embedding-model", ""));
    } catch (NumberFormatException | NullPointerException e) {
      throw new ModeldexException(ErrorCode.CORRUPTED, "the commit is not one of Modeldex", e);
    }
  }

  /** Why an index with this commit cannot be used; empty when it can. */
  Optional<String> mismatch(IndexOptions options) {
    if (!storeUuid.equals(options.storeUuid())) {
      return Optional.of("it belongs to the store " + storeUuid);
    }
    if (schema != SCHEMA) {
      return Optional.of("it has layout " + schema + " instead of " + SCHEMA);
    }
    if (!vocabulary.equals(options.vocabulary().fingerprint())) {
      return Optional.of("it was made with another vocabulary");
    }
    boolean otherModel =
        !embeddingModel.isEmpty()
            && !options.embeddingModel().isEmpty()
            && !embeddingModel.equals(options.embeddingModel());
    return otherModel
        ? Optional.of("its embeddings are of the model " + embeddingModel)
        : Optional.empty();
  }
}
