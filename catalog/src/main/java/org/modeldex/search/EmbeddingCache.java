package org.modeldex.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * Embeddings that were computed before, by what they were computed from. All of it can be computed
 * again: an entry may be gone at any time, and none is ever wrong. Safe for all threads.
 */
public interface EmbeddingCache {

  /**
   * The embeddings of those keys that are known, precise to a thousandth in every dimension.
   *
   * @throws org.modeldex.record.ModeldexException CORRUPTED when an entry does not read back,
   *     UNAVAILABLE when the cache is closed
   */
  Map<Key, Embedding> findAll(Collection<Key> keys);

  /**
   * Keeps embeddings, durably before long.
   *
   * @throws org.modeldex.record.ModeldexException STORE_FULL when there is no space, UNAVAILABLE
   *     when the cache is closed or cannot be written
   */
  void putAll(Map<Key, Embedding> embeddings);

  /**
   * What an embedding is computed from.
   *
   * @param sha256 of the model's name and the text, 64 hexadecimal digits
   */
  record Key(String sha256) {
    private static final HexFormat HEX = HexFormat.of();

    /** The key of a text's embedding by a model. */
    public static Key of(String model, String text) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new Key(HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** The 32 bytes. */
    public byte[] toBytes() {
      return HEX.parseHex(sha256);
    }
  }
}
