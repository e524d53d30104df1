package org.modeldex.ingest;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.ingest.Problem.Loss;

/**
 * Lists the files of a source without ever leaving it: links are not followed, hidden files (but a
 * few known folders) and what is no regular file are passed over, and both are said.
 */
final class FolderWalk {
  private static final Pattern ARCHIVE =
      Pattern.compile("(?i).*[.](?:zip|tar|tgz|gz|bz2|tbz2?|xz|txz|zst|lz4|7z|rar|jar|whl|egg)");

  /** Hidden folders that hold a format's own files. */
  private static final Set<String> KNOWN_HIDDEN = Set.of(".eval_results");

  private final ImportLimits limits;
  private final Delivery delivery;
  private int found;

  FolderWalk(ImportLimits limits, Delivery delivery) {
    this.limits = limits;
    this.delivery = delivery;
  }

  FoundFiles list(ImportSource source) {
    FoundFiles files = new FoundFiles(source, limits, delivery::countRead);
    switch (source) {
      case ImportSource.Folder folder -> walk(folder.root(), "", 0, IgnoreRules.NONE, files);
      case ImportSource.File file -> add(file.file(), name(file.file()), files);
    }
    return files;
  }

  private void walk(Path folder, String prefix, int depth, IgnoreRules outer, FoundFiles files) {
    if (depth > limits.depth()) {
      skip(prefix, "lies deeper than " + limits.depth() + " folders", Loss.FILE);
      return;
    }
    IgnoreRules ignored = outer.within(folder, prefix);
    for (Path entry : entries(folder, prefix)) {
      if (found >= limits.files()) {
        skip(prefix, "the source has more than " + limits.files() + " files", Loss.FILE);
        return;
      }
      visit(entry, prefix + name(entry), depth, ignored, files);
    }
  }

  private void visit(Path entry, String path, int depth, IgnoreRules ignored, FoundFiles files) {
    if (name(entry).startsWith(".") && !KNOWN_HIDDEN.contains(name(entry))) {
      delivery.passOver(path, "is hidden");
    } else if (Files.isSymbolicLink(entry)) {
      delivery.passOver(path, "is a link, and links are not followed");
    } else {
      boolean isFolder = Files.isDirectory(entry, NOFOLLOW_LINKS);
      if (ignored.matches(path, isFolder)) {
        delivery.passOver(path, "is ignored by a .gitignore");
      } else if (isFolder) {
        walk(entry, path + '/', depth + 1, ignored, files);
      } else {
        add(entry, path, files);
      }
    }
  }

  private void add(Path file, String path, FoundFiles files) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      if (ARCHIVE.matcher(name(file)).matches()) {
        delivery.passOver(path, "is an archive, and archives are not opened");
      } else if (attributes.isRegularFile()) {
        files.add(path, file, attributes.size());
        found++;
      } else {
        delivery.passOver(path, "is no regular file");
      }
    } catch (IOException e) {
      skip(path, "cannot be read: " + e, Loss.FILE);
    }
  }

  private List<Path> entries(Path folder, String prefix) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      skip(prefix, "cannot be listed: " + e, Loss.FILE);
    }
    Collections.sort(entries);
    return entries;
  }

  private void skip(String path, String reason, Loss loss) {
    delivery.report(new Problem(path.isEmpty() ? "." : path, null, reason, loss));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
