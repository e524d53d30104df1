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

  /** What the JSON was made of; null when it was read from the database. */
  private final @Nullable MetadataRecord written;

  Content(byte[] json, boolean hasLineage, @Nullable Instant importedAt) {
    this(json, hasLineage, importedAt, null);
  }

  private Content(
      byte[] json,
      boolean hasLineage,
      @Nullable Instant importedAt,
      @Nullable MetadataRecord written) {
    this.json = json;
    this.hasLineage = hasLineage;
    this.importedAt = importedAt;
    this.written = written;
  }

  /**
   * Encodes a record.
   *
   * @throws ModeldexException TOO_LARGE when it would be too long to be read again
   */
  static Content of(MetadataRecord record) {
    MetadataRecord content = record.content();
    byte[] json = RecordJson.toStored(content);
    if (json.length > RecordJson.MAX_DOCUMENT_BYTES) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          record.id()
              + " takes "
              + json.length
              + " bytes as JSON, more than "
              + RecordJson.MAX_DOCUMENT_BYTES);
    }
    Instant importedAt = record.source() == null ? null : record.source().importedAt();
    return new Content(json, !record.lineage().isEmpty(), importedAt, content);
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
    MetadataRecord record = written != null ? written : RecordJson.fromStored(json);
    Source origin = record.source();
    if (importedAt == null || origin == null) {
      return record;
    }
    return record.toBuilder().source(origin.withImportedAt(importedAt)).build();
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
