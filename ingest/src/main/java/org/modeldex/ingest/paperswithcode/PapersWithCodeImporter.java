package org.modeldex.ingest.paperswithcode;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads evaluation tables in JSON, whatever the files are called. */
public final class PapersWithCodeImporter implements Importer {
  private static final Pattern TASK = Pattern.compile("\"task\"\\s*:\\s*\"");
  private static final Pattern DATASET = Pattern.compile("\"dataset\"\\s*:\\s*\"");
  private static final Pattern NESTED =
      Pattern.compile("\"(?:datasets|subtasks)\"\\s*:\\s*\\[|\"sota\"\\s*:\\s*\\{");

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public PapersWithCodeImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "paperswithcode";
  }

  /** By JSON whose beginning names a task or dataset and nests others or their tables. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return (head.startsWith("[") || head.startsWith("{"))
        && (TASK.matcher(head).find() || DATASET.matcher(head).find())
        && NESTED.matcher(head).find();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Set<String> describedDatasets = new HashSet<>();
    for (SourceFile file : files.claimed()) {
      Drafts drafts = new Drafts(format(), scale, sink);
      TableReader reader =
          new TableReader(file, drafts, scale, vocabulary, describedDatasets, sink);
      try {
        reader.read(JsonDocument.read(file.text()));
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      reader.finish();
    }
  }
}
