package org.modeldex.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mutations that take effect together.
 *
 * @param by name of the principal, kept with every change
 * @param once null, or the token under which this is applied at most once in 24 hours: a repeat
 *     gets the first receipt back
 */
public record Commit(List<Mutation> mutations, String by, @Nullable Once once) {
  public Commit {
    mutations = List.copyOf(mutations);
    if (mutations.isEmpty()) {
      throw new IllegalArgumentException("a commit needs a mutation");
    }
  }

  public static Commit of(Mutation mutation, String by) {
    return new Commit(List.of(mutation), by, null);
  }

  /**
   * An idempotency key.
   *
   * @param key the caller's token
   * @param fingerprint digest of the request it stands for; the same key with another fingerprint
   *     is refused
   * @param keepsNotFound whether NOT_FOUND is remembered as well, so that a repeat gets it again
   *     though the record is there by now; otherwise what was refused may be tried again
   */
  public record Once(String key, String fingerprint, boolean keepsNotFound) {
    public Once(String key, String fingerprint) {
      this(key, fingerprint, false);
    }
  }
}
