package org.modeldex.ingest.opusmt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.PageText;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.record.Kind;
import org.modeldex.record.Limits;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the pages of OPUS-MT's models. */
public final class OpusMtImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public OpusMtImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "opus-mt";
  }

  /** By a heading that is the name of an archive and a table of test sets or a download. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".md")) {
      return false;
    }
    String head = file.headText();
    return Release.HEADING.matcher(head).find()
        && (head.contains("| testset") || head.contains("* download:"));
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      String page = PageText.read(file, sink::report);
      if (page != null) {
        try {
          read(page, file, drafts);
        } catch (ModeldexException e) {
          sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
        }
        drafts.write();
      }
    }
  }

  private void read(String page, SourceFile file, Drafts drafts) {
    List<Release> releases = Release.of(MarkdownPage.read(page));
    if (releases.isEmpty()) {
      drafts.lose(file, 1, "the page has no release");
      return;
    }
    String folder = file.folder().substring(file.folder().lastIndexOf('/') + 1);
    String name = folder.isEmpty() ? file.name().replaceFirst("\\.[^.]*$", "") : folder;
    LanguagePair pair =
        LanguagePair.find(folder).orElseGet(() -> new LanguagePair(List.of(), List.of()));
    Release newest = Release.newest(releases);
    Optional<Draft> begun = drafts.begin(Kind.MODEL, name, file, newest.line());
    if (begun.isEmpty()) {
      return;
    }
    Draft model = begun.get();
    LanguagePair languages = new ReleaseReader(vocabulary, model, pair).read(newest);
    describe(page, languages, model);
    Map<String, Integer> seen = new HashMap<>();
    for (Release release : releases) {
      int ordinal = seen.merge(release.name(), 1, Integer::sum);
      String version = ordinal == 1 ? release.name() : release.name() + " (" + ordinal + ')';
      drafts
          .beginVersion(model.id(), version, name, file, release.line())
          .ifPresent(draft -> new ReleaseReader(vocabulary, draft, pair).read(release));
    }
  }

  private void describe(String page, LanguagePair pair, Draft model) {
    boolean known = !pair.sources().isEmpty() && !pair.targets().isEmpty();
    String all = known ? pair.sentence(vocabulary) + "\n\n" + page : page;
    model
        .record()
        .description(model.text("description", all.length() > Limits.LONG_TEXT ? page : all));
  }
}
