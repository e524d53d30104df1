package org.modeldex.record;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A typed arrow from the record that carries it to another, which need not be stored (yet). */
public record LineageEdge(Relation relation, RecordId target, @Nullable Instant at) {

  public static LineageEdge to(Relation relation, RecordId target) {
    return new LineageEdge(relation, target, null);
  }

  /** What the arrow says: the carrying record is ... the target. */
  public enum Relation {
    TRAINED_ON,
    EVALUATED_ON,
    DERIVED_FROM,
    PRODUCED_BY,
    VERSION_OF,
    DEPLOYED_AS,
    USES_FEATURES,
    USES,
    PART_OF,
    SUPERSEDES;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Relation> find(String word) {
      for (Relation relation : values()) {
        if (relation.word().equals(word)) {
          return Optional.of(relation);
        }
      }
      return Optional.empty();
    }
  }
}
