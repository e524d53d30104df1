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
 */
record IndexCommit(long sequence, int schema, String vocabulary, String storeUuid) {
  /** To be raised with any change of {@link RecordDocuments} or of the analyzers. */
  static final int SCHEMA = 1;

  static IndexCommit of(long sequence, IndexOptions options) {
    return new IndexCommit(
        sequence, SCHEMA, options.vocabulary().fingerprint(), options.storeUuid());
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
        storeUuid);
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
          Objects.requireNonNull(data.get("store")));
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
    return Optional.empty();
  }
}
