package org.modeldex.ingest.openmmlab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.openmmlab.Metafile.Entry;

/** What the metafiles of a repository say of each other, gathered before any model is read. */
final class Repository {
  private final NavigableMap<String, SourceFile> files = new TreeMap<>();
  private final Map<String, List<Entry>> collections = new HashMap<>();

  /** Names of collections that a model was found in. */
  private final Set<String> used = new HashSet<>();

  /** For each model, those that say it was trained from them. */
  private final Map<String, Set<String>> upstream = new HashMap<>();

  /** Looks at {@code claimed} and all that they import. */
  static Repository survey(List<SourceFile> claimed, MetafileReader reader) {
    Repository repository = new Repository();
    Deque<SourceFile> waiting = new ArrayDeque<>(claimed);
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      SourceFile file = waiting.removeFirst();
      if (seen.add(file.path())) {
        Metafile metafile = reader.read(file);
        repository.add(metafile);
        waiting.addAll(metafile.imports());
      }
    }
    return repository;
  }

  private void add(Metafile metafile) {
    files.put(metafile.file().path(), metafile.file());
    for (Entry collection : metafile.collections()) {
      name(collection)
          .ifPresent(name ->
              collections.computeIfAbsent(name, first -> new ArrayList<>()).add(collection));
    }
    for (Entry model : metafile.models()) {
      Optional<String> name = name(model);
      YamlNode downstream = model.fields().get("Downstream");
      if (name.isPresent() && downstream != null) {
        for (String target : Fields.texts(downstream)) {
          upstream.computeIfAbsent(target, first -> new LinkedHashSet<>()).add(name.get());
        }
      }
    }
  }

  static Optional<String> name(Entry entry) {
    return Optional.ofNullable(new Fields(entry.fields()).takeText("Name"));
  }

  /** All metafiles, in path order. */
  Collection<SourceFile> files() {
    return files.values();
  }

  /**
   * The collection that a file's models mean by a name. Where several files describe one of that
   * name, the nearest counts: the same file, else the one with the longest part of the path in
   * common, of these the first in path order.
   */
  Optional<Entry> collection(String name, SourceFile file) {
    used.add(name);
    Entry nearest = null;
    int most = -1;
    for (Entry candidate : collections.getOrDefault(name, List.of())) {
      int common = common(candidate.file().path(), file.path());
      boolean earlier =
          nearest != null && candidate.file().path().compareTo(nearest.file().path()) < 0;
      if (common > most || (common == most && earlier)) {
        nearest = candidate;
        most = common;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The collections that no model has asked for, by file and line. */
  List<Entry> unused() {
    return collections.entrySet().stream()
        .filter(collection -> !used.contains(collection.getKey()))
        .flatMap(collection -> collection.getValue().stream())
        .sorted(
            Comparator.comparing((Entry entry) -> entry.file().path())
                .thenComparingInt(Entry::line))
        .toList();
  }

  Set<String> upstream(String model) {
    return upstream.getOrDefault(model, Set.of());
  }

  /** How many parts two paths have in common from their beginning. */
  private static int common(String one, String other) {
    String[] parts = one.split("/", -1);
    String[] others = other.split("/", -1);
    int common = 0;
    while (common < Math.min(parts.length, others.length) && parts[common].equals(others[common])) {
      common++;
    }
    return common;
  }
}
