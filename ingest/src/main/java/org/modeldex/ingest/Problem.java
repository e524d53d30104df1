package org.modeldex.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Something in a source that was not taken over as it stands.
 *
 * @param file path relative to the source, with {@code /} between parts
 * @param place where in the file, for instance {@code line 12}; null for the file as a whole
 * @param reason what is wrong, in a sentence without a full stop
 * @param loss what is missing from the catalog because of it
 */
public record Problem(String file, @Nullable String place, String reason, Loss loss) {

  /** How much was lost, from nothing to a whole file. */
  public enum Loss {
    /** Nothing: a remark on something that was kept as it was written, or not needed. */
    NOTHING,
    /** One value of a record that is otherwise there. */
    VALUE,
    RECORD,
    FILE
  }

  public static Problem ofFile(String file, String reason) {
    return new Problem(file, null, reason, Loss.FILE);
  }

  public static Problem ofLine(String file, int line, String reason, Loss loss) {
    return new Problem(file, "line " + line, reason, loss);
  }

  @Override
  public String toString() {
    return place == null ? file + ": " + reason : file + ", " + place + ": " + reason;
  }
}
