package org.modeldex.ingest.timm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modeldex.ingest.CsvRows;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.TableScale.Settled;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.RawNumber;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads result and speed tables; all tables of one folder speak of the same models. */
public final class TimmImporter implements Importer {
  private static final String TASK = "Image Classification";
  private static final String LIBRARY = "timm";
  private static final String FRAMEWORK = "PyTorch";
  private static final double MILLION = 1e6;

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public TimmImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "timm";
  }

  /** By a header that begins with the model and goes on to accuracies, speeds or a pretraining. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".csv") && ResultTable.recognises(file.headText());
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Map<String, List<SourceFile>> folders = new LinkedHashMap<>();
    for (SourceFile file : files.claimed()) {
      folders.computeIfAbsent(file.folder(), first -> new ArrayList<>()).add(file);
    }
    for (List<SourceFile> folder : folders.values()) {
      Folder models = new Folder(new Drafts(format(), scale, sink));
      for (SourceFile file : folder) {
        try {
          read(ResultTable.read(file), models, sink);
        } catch (ModeldexException e) {
          sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
        }
      }
      models.write();
    }
  }

  /** The models of one folder by their names. */
  private static final class Folder {
    private final Drafts drafts;
    private final Map<String, Optional<Draft>> models = new LinkedHashMap<>();
    private final Map<Draft, Set<String>> sizes = new LinkedHashMap<>();

    Folder(Drafts drafts) {
      this.drafts = drafts;
    }

    Optional<Draft> model(String name, SourceFile file, int line) {
      return models.computeIfAbsent(
          name,
          first -> {
            Optional<Draft> draft = drafts.begin(Kind.MODEL, name, file, line);
            draft.ifPresent(model -> describe(name, model));
            return draft;
          });
    }

    private static void describe(String name, Draft model) {
      int dot = name.indexOf('.');
      String architecture = dot > 0 ? name.substring(0, dot) : name;
      model.structural().architectures(model.terms("architecture", List.of(architecture)));
      model.structural().library(LIBRARY).framework(FRAMEWORK);
      model.contextual().tasks(List.of(TASK));
      if (dot > 0 && dot + 1 < name.length()) {
        model.attribute("pretrained_tag", List.of(name.substring(dot + 1)), model.line());
      }
    }

    void size(Draft model, String millions) {
      Set<String> seen = sizes.computeIfAbsent(model, first -> new LinkedHashSet<>());
      if (seen.isEmpty()) {
        RawNumber.find(millions)
            .filter(number -> number.value() >= 0 && number.value() < Long.MAX_VALUE / MILLION)
            .ifPresent(
                number -> model.structural().parameterCount(Math.round(number.value() * MILLION)));
      }
      seen.add(millions);
    }

    void write() {
      sizes.forEach(
          (model, texts) -> model.attribute("param_count", List.copyOf(texts), model.line()));
      drafts.write();
    }
  }

  private void read(ResultTable table, Folder models, Sink sink) {
    List<Draft> owners = new ArrayList<>();
    List<Measurement> measurements = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (CsvRows.Row row : table.rows()) {
      String name = table.cell(row, "model");
      if (name.isEmpty()) {
        sink.report(
            Problem.ofLine(table.file().path(), row.line(), "the row names no model", Loss.RECORD));
        continue;
      }
      models
          .model(name, table.file(), row.line())
          .ifPresent(model -> {
            readWords(table, row, model, models);
            if (!table.isMetadata()) {
              for (Measurement measurement : table.measurements(row)) {
                owners.add(model);
                measurements.add(measurement);
                lines.add(row.line());
              }
            }
          });
    }
    List<Settled> settled = scale.settle(measurements);
    for (int i = 0; i < settled.size(); i++) {
      Measurement measurement = settled.get(i).measurement();
      owners.get(i).measurement(table.file(), lines.get(i), () -> measurement);
    }
  }

  private void readWords(ResultTable table, CsvRows.Row row, Draft model, Folder models) {
    String millions = table.cell(row, "param_count");
    if (!millions.isEmpty()) {
      models.size(model, millions);
    }
    if (table.isMetadata() && !table.cell(row, "pretrain").isEmpty()) {
      model.attribute("pretrain", List.of(table.cell(row, "pretrain")), model.line());
    }
    String dataset = table.dataset();
    if (dataset != null) {
      model.edge(
          Relation.EVALUATED_ON,
          () ->
              RecordId.of(
                  Kind.DATASET,
                  model.id().project(),
                  vocabulary.slug(Term.Category.DATASET, dataset)));
    }
  }
}
