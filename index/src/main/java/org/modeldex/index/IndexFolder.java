package org.modeldex.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an index, opened. Lucene does not look at the checksums of its large files when it
 * opens them, and would answer wrongly from a damaged one; here they are all verified first.
 *
 * @param reader what was committed last; null when the folder is empty
 */
record IndexFolder(Directory directory, @Nullable DirectoryReader reader) {
  private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  /**
   * Opens the folder. An index in it that cannot be used is moved aside, next to it or to where a
   * link of this name leads; of those moved aside earlier none is kept. From a folder that is a
   * disk of its own it is deleted.
   *
   * @param options waited for after everything has been verified
   */
  static IndexFolder open(Path folder, CompletableFuture<IndexOptions> options) throws IOException {
    if (isMissing(folder)) {
      return new IndexFolder(FSDirectory.open(folder), null);
    }
    Directory directory = FSDirectory.open(folder);
    DirectoryReader reader;
    try {
      reader = verified(directory);
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "the index in " + folder + " is in use by another process", e);
    } catch (IOException | RuntimeException e) {
      // Damaged bytes make Lucene throw whatever the misread value leads to.
      directory.close();
      return emptied(folder, options.join(), "it cannot be read (" + e + ")");
    }
    Optional<String> mismatch = commit(reader).mismatch(options.join());
    if (mismatch.isPresent()) {
      reader.close();
      directory.close();
      return emptied(folder, options.join(), mismatch.get());
    }
    return new IndexFolder(directory, reader);
  }

  /** Compares the checksums of everything that opening a reader does not read wholly. */
  private static DirectoryReader verified(Directory directory) throws IOException {
    DirectoryReader reader = DirectoryReader.open(directory);
    boolean good = false;
    try (Lock free = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      free.ensureValid();
      commit(reader);
      for (LeafReaderContext leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      good = true;
      return reader;
    } finally {
      if (!good) {
        reader.close();
      }
    }
  }

  private static IndexCommit commit(DirectoryReader reader) throws IOException {
    return IndexCommit.read(reader.getIndexCommit().getUserData());
  }

  private static IndexFolder emptied(Path folder, IndexOptions options, String problem)
      throws IOException {
    String fate = clear(folder.toRealPath(), options.clock().instant());
    log.warn(
        "the index in {} cannot be used: {}; it was {} and is built again", folder, problem, fate);
    return new IndexFolder(FSDirectory.open(folder), null);
  }

  private static boolean isMissing(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  /** Clears the index out of its folder and says where it went. */
  private static String clear(Path folder, Instant now) throws IOException {
    String prefix = folder.getFileName() + ".damaged-";
    for (Path earlier : siblings(folder, prefix)) {
      delete(earlier);
    }
    Path aside = folder.resolveSibling(prefix + TIME.format(now));
    try {
      Files.move(folder, aside);
    } catch (FileSystemException e) {
      // A disk of its own has no place beside the folder.
      deleteFiles(folder);
      return "deleted";
    }
    Files.createDirectory(folder);
    return "moved to " + aside.getFileName();
  }

  /** Deletes the files of an index, and no others. */
  private static void deleteFiles(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{_,segments}*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> siblings(Path folder, String prefix) throws IOException {
    List<Path> siblings = new ArrayList<>();
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
        found.forEach(siblings::add);
      }
    }
    Collections.sort(siblings);
    return siblings;
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The bytes that the files of an index take. */
  static long sizeBytes(Directory directory) throws IOException {
    long size = 0;
    for (String file : directory.listAll()) {
      size += sizeBytes(directory, file);
    }
    return size;
  }

  private static long sizeBytes(Directory directory, String file) throws IOException {
    try {
      return directory.fileLength(file);
    } catch (NoSuchFileException e) {
      return 0; // merged away since it was listed
    }
  }
}
