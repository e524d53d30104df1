package org.modeldex.index;

import org.modeldex.record.Contextual;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Structural;

/**
 * How much a record tells about its model: one that is described, licensed and can be fetched is of
 * more use than a bare row of somebody's table of results.
 */
final class Completeness {
  /** The name of the feature within {@link IndexFields#SIGNALS}. */
  static final String FEATURE = "completeness";

  /** A text from here on describes something. */
  private static final int DESCRIPTION = 100;

  private Completeness() {}

  /** From 0 for a bare name to 1. */
  static float of(MetadataRecord record) {
    Structural structural = record.structural();
    Contextual contextual = record.contextual();
    String description = record.description();
    float sum = 0;
    sum += description != null && description.length() >= DESCRIPTION ? 0.6f : 0;
    sum += contextual.tasks().isEmpty() ? 0 : 0.1f;
    sum += structural.architectures().isEmpty() ? 0 : 0.1f;
    sum += contextual.license() == null ? 0 : 0.1f;
    sum += structural.artifacts().isEmpty() ? 0 : 0.1f;
    return sum;
  }
}
