package org.modeldex.store;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;

/**
 * Which records a listing covers; null means all.
 *
 * @param name only records of this name (the versions of a model); needs kind and project
 */
public record Range(@Nullable Kind kind, @Nullable String project, @Nullable String name) {
  public static final Range ALL = new Range(null, null, null);

  public Range {
    if (name != null && (kind == null || project == null)) {
      throw new IllegalArgumentException("a name needs a kind and a project");
    }
  }
}
