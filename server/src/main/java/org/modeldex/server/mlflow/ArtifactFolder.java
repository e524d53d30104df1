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
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that clients upload, in a folder beside the store. A path from outside names something
 * below the folder or is refused, and no symbolic link is followed, whoever made it. Safe for all
 * threads: a file or folder comes and goes at once, with everything in it.
 *
 * <pre>
 *   FOLDER/files/...      what was uploaded, under its path
 *   FOLDER/uploads/...    what is being uploaded; moved when it is complete and on the disk
 *                         what is being deleted; moved here before
 * </pre>
 *
 * <p>What an earlier process left in {@code uploads} is deleted at the start.
 */
final class ArtifactFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactFolder.class);
  private static final int MAX_PATH = 1_000;
  private static final int MAX_PART_BYTES = 255;

  /** A disk with less space than this is full: files are written in pieces of some KB. */
  private static final long FULL_BYTES = 64 << 10;

  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  /** What begins a path of Windows; elsewhere in a name a colon is plain, as in a time of day. */
  private static final Pattern DRIVE = Pattern.compile(".?:");

  private final Path folder;
  private final Path files;
  private final Path uploads;

  /** Held while something is moved into the files or out of them. */
  private final ReentrantLock moving = new ReentrantLock();

  ArtifactFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.files = this.folder.resolve("files");
    this.uploads = this.folder.resolve("uploads");
    discard(uploads);
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
    if (path.length() > MAX_PATH || leadsElsewhere(Escapes.resolved(path))) {
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

  /** Whether a path is none, or leads upwards, for some other program that decodes it once more. */
  private static boolean leadsElsewhere(String decoded) {
    return decoded.indexOf('\0') >= 0
        || SEPARATOR
            .splitAsStream(decoded)
            .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
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

  private static RuntimeException missing(String path) {
    return MlflowErrors.notFound("No such artifact: '" + path + "'");
  }

  /** Opens a file; NOT_FOUND when there is none. */
  FileChannel open(String path) throws IOException {
    Path place = place(path);
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw missing(path);
    }
    try {
      return FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw missing(path);
    }
  }

  /**
   * Keeps what a stream holds under a path, in the place of what was there.
   *
   * @throws ModeldexException STORE_FULL when there is no space for it
   */
  void write(String path, InputStream content) throws IOException {
    placeForFile(path);
    Files.createDirectories(uploads);
    Path upload = Files.createTempFile(uploads, "upload", null);
    try {
      try (FileChannel channel = FileChannel.open(upload, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        content.transferTo(out);
        channel.force(true);
      }
      Path place;
      moving.lock();
      try {
        place = placeForFile(path);
        Files.createDirectories(place.getParent());
        Files.move(
            upload, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        moving.unlock();
      }
      syncNames(place);
    } catch (IOException e) {
      if (Files.getFileStore(uploads).getUsableSpace() < FULL_BYTES) {
        throw new ModeldexException(
            ErrorCode.STORE_FULL, "there is no space for the artifact: " + e.getMessage(), e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(upload);
    }
  }

  /** Makes it last that a name is there or no more, and the names of all folders above it. */
  private void syncNames(Path place) throws IOException {
    Path named = place;
    Path in = named.getParent();
    while (in != null && named.startsWith(folder)) {
      try (FileChannel names = FileChannel.open(in, StandardOpenOption.READ)) {
        names.force(true);
      } catch (NoSuchFileException e) {
        // deleted meanwhile
      }
      named = in;
      in = named.getParent();
    }
  }

  /** The place of a file; refused where a folder is, or below another file. */
  private Path placeForFile(String path) {
    Path place = place(path);
    if (place.equals(files) || Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused();
    }
    Path above = place.getParent();
    while (above != null && !above.equals(files)) {
      if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
        throw refused();
      }
      above = above.getParent();
    }
    return place;
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
        Entry entry = entry(child);
        if (entry != null) {
          entries.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // deleted meanwhile
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** A file or folder; null for anything else and for what was deleted meanwhile. */
  private static @Nullable Entry entry(Path place) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String name = place.getFileName().toString();
      return attributes.isDirectory()
          ? new Entry(name, true, 0)
          : attributes.isRegularFile() ? new Entry(name, false, attributes.size()) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Deletes a file or a folder with everything in it; links are deleted, not followed. */
  void delete(String path) throws IOException {
    if (place(path).equals(files)) {
      throw refused();
    }
    Files.createDirectories(uploads);
    Path aside = Files.createTempDirectory(uploads, "deleted");
    try {
      Path place;
      moving.lock();
      try {
        place = place(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
          throw missing(path);
        }
        Files.move(place, aside.resolve("all"), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        moving.unlock();
      }
      syncNames(place);
    } finally {
      discard(aside);
    }
  }

  /** Deletes what nobody can reach any more, as far as that is possible. */
  private static void discard(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
                throws IOException {
              if (problem != null) {
                throw problem;
              }
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.warn("{} could not be deleted; the next start tries again", tree, e);
    }
  }
}
