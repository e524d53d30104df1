package org.modeldex.store.rocksdb;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;

/**
 * What the store knows of itself as a whole; the family {@code meta}.
 *
 * @param sequence of the last change
 * @param trimmedTo changes up to this sequence are forgotten
 * @param counts current records by kind, without zeros
 */
record Totals(long sequence, long trimmedTo, Map<Kind, Long> counts) {
  static final Totals EMPTY = new Totals(0, 0, Map.of());

  static final byte[] FORMAT = KeyLayout.meta("format");
  static final byte[] UUID = KeyLayout.meta("uuid");
  static final byte[] SEQUENCE = KeyLayout.meta("sequence");
  static final byte[] TRIMMED_TO = KeyLayout.meta("trimmed-to");

  Totals {
    counts = Map.copyOf(counts);
  }

  /** Reads a value of the family {@code meta}. */
  interface Meta {
    byte @Nullable [] read(byte[] key);
  }

  static Totals read(Meta meta) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      byte[] count = meta.read(KeyLayout.count(kind));
      if (count != null) {
        counts.put(kind, Codec.number("count of " + kind.word(), count));
      }
    }
    counts.values().removeIf(count -> count == 0);
    return new Totals(
        number(meta, "sequence", SEQUENCE), number(meta, "trimmed-to", TRIMMED_TO), counts);
  }

  private static long number(Meta meta, String name, byte[] key) {
    byte[] value = meta.read(key);
    if (value == null) {
      throw new ModeldexException(ErrorCode.CORRUPTED, "the store's " + name + " is missing");
    }
    return Codec.number(name, value);
  }
}
