package org.modeldex.ingest.dvc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Structural.Artifact;

/**
 * A file or folder in the state in which a stage read or wrote it.
 *
 * @param path relative to the source
 * @param digest hash of what is in it, as {@code md5:...}; that of a folder ends in {@code .dir}
 * @param size in bytes
 */
record Content(String path, @Nullable String digest, @Nullable Long size) {
  private static final List<String> HASHES = List.of("md5", "etag", "checksum", "sha256");

  /** The entries of a list of dependencies or outputs. */
  static List<Content> all(@Nullable YamlNode node, String folder) {
    List<Content> all = new ArrayList<>();
    if (node instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Mapping entry) {
          Content content = of(new Fields(entry.fields()), folder);
          if (content != null) {
            all.add(content);
          }
        }
      }
    }
    return all;
  }

  private static @Nullable Content of(Fields entry, String folder) {
    String path = entry.text("path");
    if (path == null || path.isBlank()) {
      return null;
    }
    String digest = null;
    for (String hash : HASHES) {
      String text = entry.text(hash);
      if (digest == null && text != null && !text.isBlank()) {
        digest = hash + ':' + text;
      }
    }
    String size = entry.text("size");
    boolean known = size != null && size.matches("\\d{1,18}");
    return new Content(within(folder, path), digest, known ? Long.valueOf(size) : null);
  }

  /** A path written in a folder, relative to the source; addresses stay as they are. */
  static String within(String folder, String path) {
    if (path.contains("://") || path.startsWith("/")) {
      return path;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + '/' + path).split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? path : String.join("/", parts);
  }

  /** Whether {@code other} is this file, or lies in this folder. */
  boolean holds(String other) {
    return other.equals(path) || other.startsWith(path + '/');
  }

  Artifact artifact() {
    return new Artifact(path, digest, Draft.ending(path), size);
  }
}
