package org.modeldex.ingest.leaderboard;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.ModelColumns;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads tables of models and metrics in any Markdown page. It is to be asked last: a page of a
 * format of its own, or one in the same folder of the source as another format's records, is not
 * read here, since its table repeats what they say.
 */
public final class LeaderboardImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public LeaderboardImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "markdown-leaderboard";
  }

  /** By a table with a column of models and one of numbers anywhere in the page. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".md", ".markdown", ".mdx")) {
      return false;
    }
    String page = file.peek();
    return page.indexOf('|') >= 0
        && MarkdownPage.read(page)
            .tables()
            .anyMatch(table -> ModelColumns.find(table, vocabulary).isPresent());
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    NavigableSet<String> taken = takenFiles(files);
    for (SourceFile file : files.claimed()) {
      if (isTaken(file.folder(), taken)) {
        sink.report(
            new Problem(
                file.path(),
                null,
                "has a leaderboard that is not read: records of another format are beside it",
                Loss.NOTHING));
      } else {
        PageReader reader =
            new PageReader(file, new Drafts(format(), scale, sink), scale, vocabulary);
        try {
          reader.read(MarkdownPage.read(file.text()));
        } catch (ModeldexException e) {
          sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
        }
        reader.finish();
      }
    }
  }

  /** The files that other importers have read. */
  private static NavigableSet<String> takenFiles(SourceFiles files) {
    NavigableSet<String> taken = new TreeSet<>();
    for (SourceFile file : files.below("")) {
      if (file.wasOpened()) {
        taken.add(file.path());
      }
    }
    return taken;
  }

  /** Whether one of them is in the same folder of the source, at any depth. */
  private static boolean isTaken(String folder, NavigableSet<String> taken) {
    String prefix = folder.isEmpty() ? "" : folder.split("/", 2)[0] + '/';
    String first = taken.ceiling(prefix);
    return first != null && first.startsWith(prefix);
  }
}
