package org.modeldex.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The files that a walk found and, for a source that is one file, those beside it on demand. */
final class FoundFiles {
  private final NavigableMap<String, SourceFile> byPath = new TreeMap<>();
  private final ImportSource source;
  private final ImportLimits limits;
  private final Runnable onRead;

  /**
   * @param onRead run when a file is opened for the first time
   */
  FoundFiles(ImportSource source, ImportLimits limits, Runnable onRead) {
    this.source = source;
    this.limits = limits;
    this.onRead = onRead;
  }

  SourceFile add(String path, Path file, long size) {
    SourceFile added =
        new SourceFile(
            path,
            size,
            limits.textBytes(),
            () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
            onRead);
    byPath.put(path, added);
    return added;
  }

  /** All files, in path order. */
  Collection<SourceFile> all() {
    return byPath.values();
  }

  /** The view of an importer that reads {@code claimed}. */
  SourceFiles of(List<SourceFile> claimed) {
    List<SourceFile> files = List.copyOf(claimed);
    return new SourceFiles() {
      @Override
      public List<SourceFile> claimed() {
        return files;
      }

      @Override
      public Optional<SourceFile> find(String path) {
        return FoundFiles.this.find(path);
      }

      @Override
      public List<SourceFile> below(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + '/';
        return List.copyOf(byPath.subMap(prefix, prefix + Character.MAX_VALUE).values());
      }
    };
  }

  private Optional<SourceFile> find(String path) {
    Optional<String> resolved = resolve(path);
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    SourceFile found = byPath.get(resolved.get());
    return switch (source) {
      case ImportSource.Folder folder -> Optional.ofNullable(found);
      case ImportSource.File file ->
          found != null ? Optional.of(found) : findBeside(resolved.get(), file.root());
    };
  }

  private Optional<SourceFile> findBeside(String path, Path root) {
    try {
      Path file = root.resolve(path);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !file.toRealPath().startsWith(root)) {
        return Optional.empty();
      }
      return Optional.of(add(path, file, Files.size(file)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // what cannot be looked at is not there for an import
    }
  }

  /** The path without {@code .} and {@code ..}; empty when it leaves the source. */
  private static Optional<String> resolve(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    boolean absolute = path.startsWith("/");
    return absolute || parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
