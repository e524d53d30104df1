package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.MetadataRecord;

/**
 * How much of what people ask first a record answers.
 *
 * @param missing what it does not say, in words
 */
record Completeness(int answered, int asked, List<String> missing) {

  static Completeness of(MetadataRecord record) {
    List<String> missing = new ArrayList<>();
    check(missing, record.description() != null, "description");
    check(missing, !record.contextual().tasks().isEmpty(), "task");
    check(missing, !record.structural().architectures().isEmpty(), "architecture");
    check(missing, record.contextual().license() != null, "licence");
    check(missing, record.contextual().owner() != null, "owner");
    check(missing, record.structural().parameterCount() != null, "parameter count");
    check(missing, !record.statistical().isEmpty(), "measurements");
    check(missing, !record.lineage().isEmpty(), "lineage");
    return new Completeness(8 - missing.size(), 8, List.copyOf(missing));
  }

  private static void check(List<String> missing, boolean said, String what) {
    if (!said) {
      missing.add(what);
    }
  }

  /** {@code 6 of 8 essentials documented; missing: licence, owner}. */
  String words() {
    return answered
        + " of "
        + asked
        + " essentials documented"
        + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing));
  }
}
