package org.modeldex.server.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ImportJob;

/** Files that somebody sent to be imported. Used by one thread at a time, see {@link Uploads}. */
final class Upload {
  private final String id;
  private final String owner;
  private final Path folder;
  private boolean inUse = true;
  private volatile @Nullable State state;

  /** How far it came. */
  sealed interface State {}

  /** What importing would do. */
  record Planned(ImportJob job, ImportPlan.Result plan) implements State {}

  /** What importing did; the files are deleted. */
  record Written(ImportJob job, ImportWriting.Result written) implements State {}

  /**
   * An upload in use.
   *
   * @param folder its own, which need not be there yet
   */
  Upload(String id, String owner, Path folder) {
    this.id = id;
    this.owner = owner;
    this.folder = folder;
  }

  String id() {
    return id;
  }

  String owner() {
    return owner;
  }

  Path folder() {
    return folder;
  }

  boolean isInUse() {
    return inUse;
  }

  void setInUse(boolean now) {
    inUse = now;
  }

  /** Null until it is known what importing would do. */
  @Nullable State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }
}
