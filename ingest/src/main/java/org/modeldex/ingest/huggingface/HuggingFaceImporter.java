package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads model and dataset cards, one record each, and the results that lie beside them. */
public final class HuggingFaceImporter implements Importer {
  private final CardReader cards;
  private final TableScale scale;

  public HuggingFaceImporter(Vocabulary vocabulary) {
    cards = new CardReader(vocabulary);
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "huggingface";
  }

  @Override
  public boolean accepts(SourceFile file) {
    return EvalResults.recognises(file)
        || (file.endsWith(".md", ".markdown") && Card.recognises(file.path(), file.headText()));
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Map<String, List<SourceFile>> results = new HashMap<>();
    Set<String> described = new HashSet<>();
    for (SourceFile file : files.claimed()) {
      if (isResults(file)) {
        results.computeIfAbsent(EvalResults.cardFolder(file), first -> new ArrayList<>()).add(file);
      } else if (isPage(file)) {
        described.add(file.folder());
      }
    }
    for (SourceFile file : files.claimed()) {
      try {
        if (!isResults(file)) {
          card(
              file,
              isPage(file) ? results.getOrDefault(file.folder(), List.of()) : List.of(),
              sink);
        } else if (!described.contains(EvalResults.cardFolder(file))) {
          List<SourceFile> own = results.getOrDefault(EvalResults.cardFolder(file), List.of());
          if (own.getFirst().equals(file)) {
            resultsAlone(file, own, sink);
          }
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
    }
  }

  private static boolean isResults(SourceFile file) {
    return !file.endsWith(".md", ".markdown");
  }

  /** Whether a page is the one of its folder. */
  private static boolean isPage(SourceFile file) {
    return file.endsWith("readme.md") && file.name().length() == "README.md".length();
  }

  private void card(SourceFile file, List<SourceFile> results, Sink sink) {
    Card card = Card.read(file, sink::report);
    CardText text = CardText.of(card.body(), file, sink::report);
    write(card, text, CardReader.kind(card, text), CardName.of(file.path()), file, results, sink);
  }

  private void resultsAlone(SourceFile file, List<SourceFile> results, Sink sink) {
    String place = CardName.ofFolder(EvalResults.cardFolder(file));
    write(Card.EMPTY, CardText.EMPTY, Kind.MODEL, place, file, results, sink);
  }

  private void write(
      Card card,
      CardText text,
      Kind kind,
      String place,
      SourceFile file,
      List<SourceFile> results,
      Sink sink) {
    List<Result> beside = new ArrayList<>();
    results.forEach(found -> beside.addAll(EvalResults.read(found, sink::report)));
    String name = place.isBlank() ? sink.project() : place;
    String nameInId = kind == Kind.DATASET ? cards.datasetName(name) : name;
    Drafts drafts = new Drafts(format(), scale, sink);
    drafts
        .begin(kind, nameInId, name, file, 1)
        .ifPresent(draft -> {
          int slash = name.indexOf('/');
          if (slash > 0) {
            draft.contextual().owner(draft.term("owner", name.substring(0, slash)));
          }
          cards.read(card, text, beside, draft);
        });
    drafts.write();
  }
}
