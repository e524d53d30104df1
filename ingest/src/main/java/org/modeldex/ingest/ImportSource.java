package org.modeldex.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/** Where an import reads from. */
public sealed interface ImportSource {

  /** The folder that paths of files are relative to and that nothing is read outside of. */
  Path root();

  /** A folder with everything below it. */
  record Folder(Path root) implements ImportSource {}

  /** A single file; what it refers to may be read from its folder. */
  record File(Path file) implements ImportSource {
    @Override
    public Path root() {
      Path parent = file.getParent();
      if (parent == null) {
        throw new IllegalStateException(file + " has no folder");
      }
      return parent;
    }
  }

  /**
   * The folder or file at {@code path}, links in the path itself followed.
   *
   * @throws ModeldexException NOT_FOUND when there is none or it cannot be read
   */
  static ImportSource at(Path path) {
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return new Folder(real);
      }
      if (Files.isRegularFile(real) && real.getParent() != null) {
        return new File(real);
      }
      throw new ModeldexException(ErrorCode.NOT_FOUND, path + " is neither a folder nor a file");
    } catch (NoSuchFileException e) {
      throw new ModeldexException(ErrorCode.NOT_FOUND, "there is no file or folder " + path, e);
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.NOT_FOUND, "cannot read " + path + ": " + e, e);
    }
  }

  /**
   * A name that no other folder or file of this machine has: its own name and eight hexadecimal
   * digits of the SHA-256 of its whole path.
   */
  default String origin() {
    Path path =
        switch (this) {
          case Folder folder -> folder.root();
          case File file -> file.file();
        };
    Path name = path.getFileName();
    return (name == null ? "" : name) + "-" + Names.hash(path.toString());
  }

  /** The name of the folder (of a file: the folder it is in), as far as a project may have it. */
  default String projectName() {
    Path name = root().getFileName();
    String text = name == null ? "" : name.toString().replaceAll("[^A-Za-z0-9._-]+", "-");
    String cut = text.substring(0, Math.min(text.length(), 100));
    return cut.isEmpty() || cut.equals(".") || cut.equals("..") ? "imported" : cut;
  }
}
