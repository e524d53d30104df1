package org.modeldex.server.mlflow;

import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/** The same content under another id. */
final class Copies {
  private Copies() {}

  static MetadataRecord.Builder of(MetadataRecord record, RecordId id) {
    return MetadataRecord.builder(id)
        .description(record.description())
        .tags(record.tags())
        .structural(record.structural())
        .contextual(record.contextual())
        .statistical(record.statistical())
        .lineage(record.lineage())
        .attributes(record.attributes())
        .source(record.source());
  }
}
