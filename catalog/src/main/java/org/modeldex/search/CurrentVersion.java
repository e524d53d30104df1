package org.modeldex.search;

import java.util.Comparator;
import java.util.Optional;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Outline;
import org.modeldex.store.Range;

/** Which version stands for a model: the newest in production, else the newest. */
public final class CurrentVersion {
  /** Beyond this many versions the choice is made among the first in key order. */
  private static final int MAX_VERSIONS = 1_000;

  private static final Comparator<Outline> PREFERENCE =
      Comparator.comparing(CurrentVersion::isInProduction)
          .thenComparing(version -> version.created().at())
          .thenComparing(Outline::id);

  private CurrentVersion() {}

  /** The current version of a model; empty when it has none. */
  public static Optional<MetadataRecord> of(RecordId model, MetadataStore store) {
    if (!store.status().counts().containsKey(Kind.VERSION)) {
      return Optional.empty();
    }
    Range range = new Range(Kind.VERSION, model.project(), model.name());
    return store.outlines(range, null, MAX_VERSIONS).stream()
        .max(PREFERENCE)
        .flatMap(current -> store.find(current.id()));
  }

  private static boolean isInProduction(Outline version) {
    return "production".equalsIgnoreCase(version.stage());
  }
}
