package org.modeldex.server;

import org.jspecify.annotations.Nullable;

/** Which Modeldex this is. */
public final class Version {
  private Version() {}

  /** As in the jar's manifest; {@code development} when it runs from class files. */
  public static String text() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
