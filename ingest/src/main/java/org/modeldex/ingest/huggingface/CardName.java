package org.modeldex.ingest.huggingface;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a card describes, by where it lies.
 *
 * <ol>
 *   <li>A page with a name of its own has it: {@code beans-vit.md} and {@code beans-vit_README.md}
 *       are {@code beans-vit}. Two underscores stand for a slash: {@code lab__beans-vit.md} is
 *       {@code lab/beans-vit}. A single one may belong to the name, so it stays.
 *   <li>{@code README.md} has the name of its folder, with the same two underscores; else with the
 *       folder above before it, {@code lab/beans-vit}, unless that is one that only collects
 *       ({@code models}, {@code model_cards}, ...).
 *   <li>In the layout of the hub's cache, {@code models--lab--beans-vit/snapshots/0a1b/README.md},
 *       the name is {@code lab/beans-vit}.
 *   <li>{@code README.md} at the top of the source has no name by its place.
 * </ol>
 */
final class CardName {
  private static final Pattern README =
      Pattern.compile("(?:(.*?)[_-]+)?(?:README|model[_-]?card)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CACHE =
      Pattern.compile("(?:.*/)?(?:models|datasets)--([^/]+)(?:/.*)?");
  private static final Set<String> COLLECTIONS =
      Set.of(
          "models",
          "model_cards",
          "model-cards",
          "cards",
          "datasets",
          "hub",
          "repos",
          "docs",
          "src");

  private CardName() {}

  /** The name; empty when its place gives none. */
  static String of(String path) {
    Matcher cache = CACHE.matcher(path);
    if (cache.matches()) {
      return cache.group(1).replaceFirst("--", "/");
    }
    int slash = path.lastIndexOf('/');
    String stem = path.substring(slash + 1).replaceFirst("\\.[^.]*$", "");
    Matcher readme = README.matcher(stem);
    if (!readme.matches()) {
      return withSlash(stem);
    }
    String own = readme.group(1);
    return own == null || own.isBlank()
        ? ofFolder(path.substring(0, Math.max(0, slash)))
        : withSlash(own);
  }

  /** The name of what lies in a folder; empty for the source itself. */
  static String ofFolder(String folder) {
    int slash = folder.lastIndexOf('/');
    String last = folder.substring(slash + 1);
    if (slash < 0 || last.contains("__")) {
      return withSlash(last);
    }
    String above = folder.substring(folder.lastIndexOf('/', slash - 1) + 1, slash);
    return COLLECTIONS.contains(above.toLowerCase(Locale.ROOT)) ? last : above + '/' + last;
  }

  private static String withSlash(String name) {
    int underscores = name.indexOf("__");
    return underscores <= 0 || underscores + 2 == name.length()
        ? name
        : name.substring(0, underscores) + '/' + name.substring(underscores + 2);
  }
}
