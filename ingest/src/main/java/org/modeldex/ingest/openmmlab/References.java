package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.YamlNode;

/** Texts that stand for other files: {@code r1.yaml}, {@code ../results/*.yml}. */
final class References {
  private final SourceFiles files;

  References(SourceFiles files) {
    this.files = files;
  }

  static boolean isPath(YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().contains("://")) {
      return false;
    }
    String lower = scalar.text().strip().toLowerCase(Locale.ROOT);
    return lower.indexOf('*') >= 0
        || lower.endsWith(".yml")
        || lower.endsWith(".yaml")
        || lower.endsWith(".json")
        || lower.endsWith(".md");
  }

  /** The files that {@code path} names, seen from {@code from}'s folder, in path order. */
  List<SourceFile> resolve(String path, SourceFile from) {
    String folder = from.folder();
    String full = folder.isEmpty() ? path : folder + '/' + path;
    return path.contains("*") ? matching(full) : files.find(full).stream().toList();
  }

  private List<SourceFile> matching(String pattern) {
    String fixed = pattern.substring(0, pattern.indexOf('*'));
    String folder = fixed.substring(0, Math.max(0, fixed.lastIndexOf('/')));
    Pattern form =
        Pattern.compile(
            List.of(pattern.split("\\*+", -1)).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]*")));
    List<SourceFile> matching = new ArrayList<>();
    for (SourceFile file : files.below(folder)) {
      if (form.matcher(file.path()).matches()) {
        matching.add(file);
      }
    }
    return matching;
  }
}
