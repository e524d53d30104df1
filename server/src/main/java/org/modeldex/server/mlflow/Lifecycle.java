package org.modeldex.server.mlflow;

import org.modeldex.record.MetadataRecord;

/** MLflow's soft deletion: what is deleted is kept with a stage that says so. */
final class Lifecycle {
  static final String ACTIVE = "active";
  static final String DELETED = "deleted";

  private Lifecycle() {}

  static boolean isDeleted(MetadataRecord record) {
    return DELETED.equals(record.contextual().stage());
  }

  static String stage(MetadataRecord record) {
    return isDeleted(record) ? DELETED : ACTIVE;
  }

  static MetadataRecord marked(MetadataRecord record, boolean deleted) {
    return record.toBuilder()
        .contextual(record.contextual().toBuilder().stage(deleted ? DELETED : null).build())
        .build();
  }
}
