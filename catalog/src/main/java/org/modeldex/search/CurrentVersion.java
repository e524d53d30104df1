package org.modeldex.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Range;

/** Which version stands for a model: the newest in production, else the newest. */
public final class CurrentVersion {
  /** Beyond this many versions the choice is made among the first in key order. */
  private static final int MAX_VERSIONS = 1_000;

  private static final Comparator<MetadataRecord> PREFERENCE =
      Comparator.comparing(CurrentVersion::isInProduction)
          .thenComparing(CurrentVersion::createdAt)
          .thenComparing(MetadataRecord::id);

  private CurrentVersion() {}

  /** The current version of a model; empty when it has none. */
  public static Optional<MetadataRecord> of(RecordId model, MetadataStore store) {
    if (!store.status().counts().containsKey(Kind.VERSION)) {
      return Optional.empty();
    }
    List<MetadataRecord> versions =
        store.list(new Range(Kind.VERSION, model.project(), model.name()), null, MAX_VERSIONS);
    return versions.stream().max(PREFERENCE);
  }

  private static boolean isInProduction(MetadataRecord version) {
    return "production".equalsIgnoreCase(version.contextual().stage());
  }

  private static Instant createdAt(MetadataRecord version) {
    return version.created() == null ? Instant.EPOCH : version.created().at();
  }
}
