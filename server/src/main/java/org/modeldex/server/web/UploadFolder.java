package org.modeldex.server.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A folder that files from outside are written into. Whatever their names, they become plain files
 * below the folder, each once, or are refused; nothing becomes a link. Used by one thread.
 */
final class UploadFolder {
  private static final int MAX_PATH = 1_000;
  private static final int MAX_PART_BYTES = 255;

  private final Path root;
  private final Limits limits;
  private final Set<Path> folders = new HashSet<>();
  private int files;
  private long bytes;

  /**
   * How much one upload may be.
   *
   * @param files files and folders
   * @param depth folders within folders
   * @param bytes of all files together, unpacked
   */
  record Limits(int files, int depth, long bytes) {
    static final Limits DEFAULT = new Limits(20_000, 32, 1_000_000_000);
  }

  /**
   * A folder that is made when it is missing.
   *
   * @throws IOException when it cannot be made
   */
  UploadFolder(Path root, Limits limits) throws IOException {
    this.root = Files.createDirectories(root);
    this.limits = limits;
    folders.add(root);
  }

  Path root() {
    return root;
  }

  /** How many files were begun. */
  int files() {
    return files;
  }

  /**
   * Begins a file.
   *
   * @param name a path with {@code /} or, as some programs write, {@code \} between its parts
   * @throws ModeldexException INVALID_ARGUMENT for a path that leads elsewhere or is taken,
   *     TOO_LARGE beyond the limits; so does the stream
   */
  OutputStream create(String name) throws IOException {
    Path file = place(name);
    count();
    files++;
    try {
      return new Counted(
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (FileAlreadyExistsException e) {
      throw refused(name, "there are two of this name", e);
    }
  }

  /** The place of a file, in a folder that is there. */
  private Path place(String name) throws IOException {
    String path = name.replace('\\', '/');
    if (path.length() > MAX_PATH) {
      throw refused(name, "the path is longer than " + MAX_PATH + " characters", null);
    }
    Path place = root;
    for (String part : path.split("/", -1)) {
      if (!part.equals(".")) {
        makeFolder(place, name);
        place = below(place, part, name);
      }
    }
    return place;
  }

  private static Path below(Path folder, String part, String name) {
    if (part.isEmpty() || part.equals("..")) {
      throw refused(name, "the path leads out of the upload", null);
    }
    try {
      Path place = folder.resolve(part);
      boolean isPlain =
          folder.equals(place.getParent())
              && part.getBytes(StandardCharsets.UTF_8).length <= MAX_PART_BYTES
              && part.chars().noneMatch(c -> c < ' ' || c == 0x7f);
      if (isPlain) {
        return place;
      }
      throw refused(name, "this cannot be the name of a file", null);
    } catch (InvalidPathException e) {
      throw refused(name, "this cannot be the name of a file", e);
    }
  }

  private void makeFolder(Path folder, String name) throws IOException {
    if (folders.contains(folder)) {
      return;
    }
    if (folder.getNameCount() - root.getNameCount() > limits.depth()) {
      throw refused(name, "it lies deeper than " + limits.depth() + " folders", null);
    }
    count();
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      throw refused(name, "a file has the name of its folder", e);
    }
    folders.add(folder);
  }

  private void count() {
    if (files + folders.size() > limits.files()) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          "the upload has more than " + Figures.count(limits.files()) + " files and folders");
    }
  }

  private static ModeldexException refused(String name, String why, @Nullable Exception cause) {
    String shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
    return new ModeldexException(
        ErrorCode.INVALID_ARGUMENT,
        "the upload is refused because of " + shown + ": " + why,
        cause);
  }

  /** Counts what is written. */
  private final class Counted extends FilterOutputStream {
    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] piece, int from, int length) throws IOException {
      bytes += length;
      if (bytes > limits.bytes()) {
        throw new ModeldexException(
            ErrorCode.TOO_LARGE,
            "the files have more than " + Figures.bytes(limits.bytes()) + " together, unpacked");
      }
      out.write(piece, from, length);
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }
  }
}
