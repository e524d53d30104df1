package org.modeldex.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    Range range = new Range(Kind.VERSION, model.project(), model.name());
    Optional<MetadataRecord> current = Optional.empty();
    @Nullable RecordId last = null;
    int left = MAX_VERSIONS;
    while (left > 0) {
      List<MetadataRecord> page = store.list(range, last, left);
      if (page.isEmpty()) {
        break;
      }
      current = Stream.concat(current.stream(), page.stream()).max(PREFERENCE);
      last = page.getLast().id();
      left -= page.size();
    }
    return current;
  }

  private static boolean isInProduction(MetadataRecord version) {
    return "production".equalsIgnoreCase(version.contextual().stage());
  }

  private static Instant createdAt(MetadataRecord version) {
    return version.created() == null ? Instant.EPOCH : version.created().at();
  }
}
