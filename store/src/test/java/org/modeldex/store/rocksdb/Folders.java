package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies folders for tests. */
final class Folders {
  private Folders() {}

  /** Copies a folder with all that is in it; the target must not exist. */
  static Path copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
    return to;
  }

  /** The regular files in a folder whose names match a glob, in order of their names. */
  static List<Path> files(Path folder, String glob) throws IOException {
    try (var matching = Files.newDirectoryStream(folder, glob)) {
      return Stream.iterate(matching.iterator(), i -> i.hasNext(), i -> i)
          .map(i -> i.next())
          .sorted()
          .toList();
    }
  }
}
