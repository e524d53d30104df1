package org.modeldex.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the {@code .gitignore} files of a folder and of those above it, up to the imported folder,
 * leave out; by the rules of <a href="https://git-scm.com/docs/gitignore">gitignore</a>: the last
 * pattern that fits decides. Immutable.
 */
record IgnoreRules(List<Rule> rules) {
  static final IgnoreRules NONE = new IgnoreRules(List.of());
  private static final int MAX_BYTES = 1 << 16;

  /**
   * One line.
   *
   * @param base path of the folder it holds for, empty or ending in a slash
   * @param segments the pattern's parts between slashes
   * @param anywhere whether it fits at any depth
   * @param keeps whether it takes back what other patterns leave out
   */
  record Rule(
      String base, List<String> segments, boolean anywhere, boolean foldersOnly, boolean keeps) {

    boolean fits(String path, boolean isFolder) {
      if (!path.startsWith(base) || (foldersOnly && !isFolder)) {
        return false;
      }
      List<String> parts = List.of(path.substring(base.length()).split("/", -1));
      return anywhere
          ? Wildcards.matches(segments.getFirst(), parts.getLast())
          : Wildcards.matches(segments, parts);
    }
  }

  /** These rules and those of the folder's own {@code .gitignore}, if it has one. */
  IgnoreRules within(Path folder, String prefix) {
    Path file = folder.resolve(".gitignore");
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return this;
    }
    List<Rule> all = new ArrayList<>(rules);
    text(file).lines().forEach(line -> add(line, prefix, all));
    return new IgnoreRules(List.copyOf(all));
  }

  /** Git, too, passes over a file of rules that it cannot read. */
  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static void add(String line, String prefix, List<Rule> rules) {
    String pattern = line.endsWith("\\ ") ? line : line.stripTrailing();
    if (pattern.startsWith("#")) {
      return;
    }
    boolean keeps = pattern.startsWith("!");
    pattern = keeps ? pattern.substring(1) : pattern;
    boolean foldersOnly = pattern.endsWith("/");
    pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean anywhere = pattern.indexOf('/') < 0;
    pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    if (!pattern.isEmpty()) {
      rules.add(new Rule(prefix, List.of(pattern.split("/", -1)), anywhere, foldersOnly, keeps));
    }
  }

  /**
   * Whether a file or folder is left out.
   *
   * @param path relative to the imported folder, of something whose own folder is not left out
   */
  boolean matches(String path, boolean isFolder) {
    for (Rule rule : rules.reversed()) {
      if (rule.fits(path, isFolder)) {
        return !rule.keeps();
      }
    }
    return false;
  }
}
