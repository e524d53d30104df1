package org.modeldex.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.modeldex.ingest.ImportSource;
import org.modeldex.record.ModeldexException;

/** What was uploaded, as an import's source. */
final class UploadedSource {
  private UploadedSource() {}

  /**
   * One archive is the folder that is in it, one other file itself, and several files are a folder:
   * the one that all of them are in, if there is one.
   *
   * @param sent what came; an archive in it is deleted once it is unpacked
   * @param spare a folder beside it, which need not be there
   * @throws ModeldexException INVALID_ARGUMENT when nothing was sent, and as {@link
   *     ZipArchive#unpack} does
   */
  static ImportSource of(UploadFolder sent, Path spare, UploadFolder.Limits limits)
      throws IOException {
    if (sent.files() == 0) {
      throw ModeldexException.invalid("file", "is missing: choose one, or a folder");
    }
    Path file = entries(sent.root()).getFirst();
    if (sent.files() > 1 || Files.isDirectory(file)) {
      return folder(sent.root());
    }
    Path named = spare.resolve(stem(file));
    if (ZipArchive.isNamedSo(file)) {
      ZipArchive.unpack(file, new UploadFolder(named, limits));
      Files.delete(file);
      return folder(named);
    }
    Files.createDirectories(named);
    return new ImportSource.File(Files.move(file, named.resolve(file.getFileName())));
  }

  private static ImportSource folder(Path folder) throws IOException {
    List<Path> entries = entries(folder);
    boolean isAround = entries.size() == 1 && Files.isDirectory(entries.getFirst());
    return new ImportSource.Folder(isAround ? entries.getFirst() : folder);
  }

  /** What is in a folder, but for the folder that macOS puts into archives. */
  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !entry.endsWith("__MACOSX")).toList();
    }
  }

  /** A file's name without its ending. */
  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
