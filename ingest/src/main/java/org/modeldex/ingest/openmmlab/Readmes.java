package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.PageText;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;

/**
 * Finds the page that describes a model, with what its tables say of sizes. The one read last is
 * kept: siblings share it.
 */
final class Readmes {
  private static final Pattern INDEX_COMMENT =
      Pattern.compile("(?s)<!--\\s*(?:Type|Models|Collections|Import)[ \\t]*:.*?-->\\R?");

  private final SourceFiles files;
  private final Consumer<Problem> problems;
  private String lastPath = "";
  private @Nullable Page last;

  /**
   * A page that describes models.
   *
   * @param sizes of the models that its tables link to
   */
  record Page(String text, SizeTables sizes) {}

  Readmes(SourceFiles files, Consumer<Problem> problems) {
    this.files = files;
    this.problems = problems;
  }

  /**
   * The page: the one named by the entry (from the root of the repository or from the file's
   * folder), else the file itself where that is a page, else the one beside the file with the
   * file's own name, else the folder's README.md; null when there is none. Comments that hold an
   * index are not part of the text.
   *
   * @param named what the entry says; null when it says nothing
   */
  @Nullable Page find(@Nullable String named, SourceFile file) {
    String folder = file.folder().isEmpty() ? "" : file.folder() + '/';
    List<String> candidates = new ArrayList<>();
    if (named != null && !named.contains("://")) {
      String path = named.replaceFirst("#.*", "");
      candidates.add(path);
      candidates.add(folder + path);
    }
    if (MetafileReader.isPage(file)) {
      candidates.add(file.path());
    }
    candidates.add(file.path().replaceFirst("\\.[^./]*$", "") + ".md");
    candidates.add(folder + "README.md");
    for (String candidate : candidates) {
      Optional<SourceFile> page =
          files.find(candidate).filter(found -> found.endsWith(".md", ".mdx", ".rst", ".txt"));
      if (page.isPresent()) {
        return read(page.get());
      }
    }
    return null;
  }

  private @Nullable Page read(SourceFile page) {
    if (!page.path().equals(lastPath)) {
      lastPath = page.path();
      String text = PageText.read(page, problems);
      String prose = text == null ? "" : INDEX_COMMENT.matcher(text).replaceAll("");
      last = prose.isBlank() ? null : new Page(prose, SizeTables.of(prose));
    }
    return last;
  }
}
