package org.modeldex.server.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Files that clients upload, in a folder beside the store. A path from outside names something
 * below the folder or is refused, and no symbolic link is followed, whoever made it.
 *
 * <pre>
 *   FOLDER/files/...      what was uploaded, under its path
 *   FOLDER/uploads/...    what is being uploaded; moved when it is complete and on the disk
 * </pre>
 */
final class ArtifactFolder {
  private static final int MAX_PATH = 1_000;
  private static final int MAX_PART_BYTES = 255;

  /** What some other program might decode once more into something else. */
  private static final Pattern ENCODED = Pattern.compile("%(2e|2f|5c|00|25)");

  /** What begins a path of Windows; elsewhere in a name a colon is plain, as in a time of day. */
  private static final Pattern DRIVE = Pattern.compile(".?:");

  private final Path files;
  private final Path uploads;

  ArtifactFolder(Path folder) {
    this.files = folder.resolve("files");
    this.uploads = folder.resolve("uploads");
  }

  /**
   * A file or folder in a folder.
   *
   * @param size in bytes; 0 for a folder
   */
  record Entry(String name, boolean isFolder, long size) {}

  /**
   * The place of a path from outside.
   *
   * @param path with {@code /} between its parts; empty for the folder itself
   * @throws org.modeldex.record.ModeldexException INVALID_ARGUMENT for anything but a plain path
   */
  private Path place(String path) {
    Path place = files;
    if (path.isEmpty()) {
      return place;
    }
    if (path.length() > MAX_PATH || ENCODED.matcher(path.toLowerCase(Locale.ROOT)).find()) {
      throw refused();
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || !isPlain(part)) {
        throw refused();
      }
      place = place.resolve(part);
      if (Files.isSymbolicLink(place)) {
        throw refused();
      }
    }
    return place;
  }

  private static boolean isPlain(String part) {
    return part.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_PART_BYTES
        && part.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\')
        && !DRIVE.matcher(part).lookingAt()
        && part.equals(part.strip());
  }

  private static RuntimeException refused() {
    return MlflowErrors.invalid("Invalid path");
  }

  /** Refuses what is no path of a file or folder here, whether there is one or not. */
  void check(String path) {
    place(path);
  }

  /** The size of a file; NOT_FOUND when there is none. */
  long size(String path) throws IOException {
    Path place = place(path);
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw missing(path);
    }
    return Files.size(place);
  }

  private static RuntimeException missing(String path) {
    return MlflowErrors.notFound("No such artifact: '" + path + "'");
  }

  /** Opens a file. */
  InputStream open(String path) throws IOException {
    size(path);
    return Channels.newInputStream(
        FileChannel.open(place(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Keeps what a stream holds under a path, in the place of what was there. */
  void write(String path, InputStream content) throws IOException {
    Path place = place(path);
    if (place.equals(files) || Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused();
    }
    Path above = place.getParent();
    while (above != null && !above.equals(files)) {
      if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(); // nothing is below a file
      }
      above = above.getParent();
    }
    Files.createDirectories(uploads);
    Path upload = Files.createTempFile(uploads, "upload", null);
    try {
      try (FileChannel channel = FileChannel.open(upload, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        content.transferTo(out);
        channel.force(true);
      }
      Files.createDirectories(place.getParent());
      Files.move(
          upload, place(path), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(upload);
    }
  }

  /** What is in a folder, by name; nothing when there is no such folder. */
  List<Entry> list(String path) throws IOException {
    Path place = place(path);
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return entries;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
      for (Path child : children) {
        BasicFileAttributes attributes =
            Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory() || attributes.isRegularFile()) {
          entries.add(
              new Entry(
                  child.getFileName().toString(),
                  attributes.isDirectory(),
                  attributes.isDirectory() ? 0 : attributes.size()));
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** Deletes a file or a folder with everything in it; links are deleted, not followed. */
  void delete(String path) throws IOException {
    Path place = place(path);
    if (place.equals(files)) {
      throw refused();
    }
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw missing(path);
    }
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
