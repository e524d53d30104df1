package org.modeldex.ingest.dvc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.record.RecordId;

/** Who made what, over all folders of a source. */
final class Provenance {

  /** A stage that has run. */
  record Stage(String name, Draft draft, List<Content> deps, List<Content> outs) {}

  private final Map<String, Stage> makers = new HashMap<>();
  private final Map<String, RecordId> dataByDigest = new HashMap<>();
  private final Map<String, RecordId> dataByPath = new HashMap<>();
  private final Map<String, Content> tracked = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();

  /** Of several stages that made the same, the first counts. */
  void add(Stage stage) {
    stages.add(stage);
    for (Content out : stage.outs()) {
      makers.putIfAbsent(out.path(), stage);
      if (out.digest() != null) {
        makers.putIfAbsent(out.digest(), stage);
      }
    }
  }

  /** Notes that a record describes the data in a file or folder. */
  void add(Content content, RecordId data) {
    dataByPath.putIfAbsent(content.path(), data);
    tracked.putIfAbsent(content.path(), content);
    if (content.digest() != null) {
      dataByDigest.putIfAbsent(content.digest(), data);
    }
  }

  List<Stage> stages() {
    return stages;
  }

  /** The stage that wrote a file, or the folder it lies in. */
  @Nullable Stage stageWriting(String path) {
    for (Stage stage : stages) {
      if (stage.outs().stream().anyMatch(out -> out.holds(path))) {
        return stage;
      }
    }
    return null;
  }

  /** The output at a path. */
  @Nullable Content output(String path) {
    Stage maker = makers.get(path);
    return maker == null
        ? null
        : maker.outs().stream().filter(out -> out.path().equals(path)).findFirst().orElse(null);
  }

  /** What is known of the data at a path without a stage that wrote it. */
  @Nullable Content tracked(String path) {
    return tracked.get(path);
  }

  /**
   * The stage that made what another one read: by the hash, wherever the file lies; by the path
   * where one of both has no hash. The same path with another hash is another state of the file.
   */
  @Nullable Stage maker(Content dep) {
    Stage byDigest = dep.digest() == null ? null : makers.get(dep.digest());
    if (byDigest != null) {
      return byDigest;
    }
    Content same = output(dep.path());
    if (same != null && same.digest() != null && dep.digest() != null) {
      return null;
    }
    return stageWriting(dep.path());
  }

  /** Whether a stage wrote the same file in another state. */
  boolean isOutdated(Content dep) {
    return maker(dep) == null && output(dep.path()) != null;
  }

  /** The record of the data that a stage read; by the hash, else by the path. */
  @Nullable RecordId data(Content dep) {
    RecordId byDigest = dep.digest() == null ? null : dataByDigest.get(dep.digest());
    return byDigest == null ? dataByPath.get(dep.path()) : byDigest;
  }

  /** The data that a stage was given, by itself or through the stages before it. */
  Set<RecordId> origins(Stage stage) {
    Set<RecordId> origins = new LinkedHashSet<>();
    Set<Stage> seen = new LinkedHashSet<>(List.of(stage));
    Deque<Stage> left = new ArrayDeque<>(seen);
    while (!left.isEmpty()) {
      for (Content dep : left.removeFirst().deps()) {
        RecordId data = data(dep);
        if (data != null) {
          origins.add(data);
        }
        Stage maker = maker(dep);
        if (maker != null && seen.add(maker)) {
          left.addLast(maker);
        }
      }
    }
    return origins;
  }
}
