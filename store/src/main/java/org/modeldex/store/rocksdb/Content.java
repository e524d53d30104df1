package org.modeldex.store.rocksdb;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Source;
import org.modeldex.record.json.RecordJson;

/**
 * What a record says, encoded: {@link MetadataRecord#content} as JSON. The time of import stands
 * beside it, because it is kept but makes no difference.
 */
final class Content {
  private final byte[] json;
  private final boolean hasLineage;
  private final @Nullable Instant importedAt;

  Content(byte[] json, boolean hasLineage, @Nullable Instant importedAt) {
    this.json = json;
    this.hasLineage = hasLineage;
    this.importedAt = importedAt;
  }

  /**
   * Encodes a record.
   *
   * @throws ModeldexException TOO_LARGE when it would be too long to be read again
   */
  static Content of(MetadataRecord record) {
    byte[] json = RecordJson.toStored(record.content());
    if (json.length > RecordJson.MAX_DOCUMENT_BYTES) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          record.id()
              + " takes "
              + json.length
              + " bytes as JSON, more than "
              + RecordJson.MAX_DOCUMENT_BYTES);
    }
    Source source = record.source();
    return new Content(
        json, !record.lineage().isEmpty(), source == null ? null : source.importedAt());
  }

  byte[] json() {
    return json;
  }

  boolean hasLineage() {
    return hasLineage;
  }

  @Nullable Instant importedAt() {
    return importedAt;
  }

  /** The record, without revision and stamps. */
  MetadataRecord record() {
    MetadataRecord record = RecordJson.fromStored(json);
    Source source = record.source();
    if (importedAt == null || source == null) {
      return record;
    }
    return record.toBuilder().source(source.withImportedAt(importedAt)).build();
  }

  /**
   * Whether both say the same. Attributes may come in another order and still be the same, which
   * moves bytes about but changes none; so only the same bytes in another order need a closer look.
   */
  boolean same(Content other) {
    return Arrays.equals(json, other.json)
        || (isRearranged(json, other.json) && record().sameContent(other.record()));
  }

  private static boolean isRearranged(byte[] one, byte[] other) {
    if (one.length != other.length) {
      return false;
    }
    int[] surplus = new int[256];
    for (int i = 0; i < one.length; i++) {
      surplus[one[i] & 0xFF]++;
      surplus[other[i] & 0xFF]--;
    }
    return Arrays.stream(surplus).allMatch(count -> count == 0);
  }
}
