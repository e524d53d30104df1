package org.modeldex.ingest.mteb;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.SourceFile;

/**
 * Which model a file speaks of, by where it lies: {@code MODEL/REVISION/TASK.json} or {@code
 * MODEL/TASK.json}, with {@code experiments/NAME} before the file for other settings.
 *
 * @param folder the model's, empty for the source itself
 * @param revision of the model; null when the layout has none
 * @param experiment null for the usual settings
 */
record Place(String folder, @Nullable String revision, @Nullable String experiment) {
  private static final Pattern REVISION =
      Pattern.compile("[0-9a-f]{7,64}|external|no_revision.*|main|\\d+|v\\d[\\w.-]*");
  private static final String EXPERIMENTS = "experiments";

  static Place of(SourceFile file) {
    String folder = file.folder();
    String experiment = null;
    if (last(above(folder)).equals(EXPERIMENTS)) {
      experiment = last(folder);
      folder = above(above(folder));
    }
    boolean model = last(folder).contains("__");
    boolean revision =
        !model && (last(above(folder)).contains("__") || REVISION.matcher(last(folder)).matches());
    return revision
        ? new Place(above(folder), last(folder), experiment)
        : new Place(folder, null, experiment);
  }

  /** The model's name, {@code lab/name} for the folder {@code lab__name}; empty at the top. */
  String name() {
    String name = last(folder);
    int underscores = name.indexOf("__");
    return underscores <= 0 || underscores + 2 == name.length()
        ? name
        : name.substring(0, underscores) + '/' + name.substring(underscores + 2);
  }

  private static String last(String folder) {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  private static String above(String folder) {
    return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
  }
}
