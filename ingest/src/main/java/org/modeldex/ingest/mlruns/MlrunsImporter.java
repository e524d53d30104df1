package org.modeldex.ingest.mlruns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.mlruns.Meta.Subject;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

/** Reads MLflow's file store. */
public final class MlrunsImporter implements Importer {
  private static final Pattern FIELD =
      Pattern.compile(
          "(?m)^(?:artifact_location|artifact_uri|lifecycle_stage|run_uuid|last_updated_timestamp"
              + "|creation_timestamp|destination_type|source_type)[ \\t]*:");
  private static final Pattern VALUE =
      Pattern.compile("(?:^|.*/)(?:m-)?[0-9a-f]{32}/(?:metrics|params|tags)/.+");

  private final TableScale scale;

  public MlrunsImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "mlruns";
  }

  /** A {@code meta.yaml} with a field of MLflow's, or what lies in a run's folders. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.name().equals("meta.yaml")
        ? FIELD.matcher(file.headText()).find()
        : VALUE.matcher(file.path()).matches();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Map<Subject, List<Meta>> metas = metas(files, sink);
    Drafts drafts = new Drafts(format(), scale, sink);
    Map<String, RecordId> experiments = new HashMap<>();
    RunReader runs = new RunReader(files, sink, drafts, experiments::get);
    for (Meta meta : metas.getOrDefault(Subject.EXPERIMENT, List.of())) {
      String name = meta.fields().takeText("name");
      drafts
          .begin(Kind.EXPERIMENT, name == null ? meta.folder() : name, meta.file(), 1)
          .ifPresent(draft -> {
            experiments.put(meta.folder(), draft.id());
            runs.readExperiment(meta, draft);
          });
    }
    drafts.write();
    metas.getOrDefault(Subject.DATASET, List.of()).forEach(runs::readDataset);
    metas.getOrDefault(Subject.RUN, List.of()).forEach(runs::readRun);
    metas.getOrDefault(Subject.LOGGED_MODEL, List.of()).forEach(runs::readLoggedModel);
    readRegistry(metas, new RegistryReader(files, sink, drafts));
    for (Meta meta : metas.getOrDefault(Subject.UNKNOWN, List.of())) {
      sink.report(
          new Problem(meta.file().path(), null, "describes nothing that is known", Loss.RECORD));
    }
  }

  private static Map<Subject, List<Meta>> metas(SourceFiles files, Sink sink) {
    Map<Subject, List<Meta>> metas = new HashMap<>();
    for (SourceFile file : files.claimed()) {
      if (file.name().equals("meta.yaml") && !VALUE.matcher(file.path()).matches()) {
        try {
          Meta meta = Meta.read(file);
          metas.computeIfAbsent(meta.subject(), s -> new ArrayList<>()).add(meta);
        } catch (ModeldexException e) {
          sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
        }
      }
    }
    return metas;
  }

  private static void readRegistry(Map<Subject, List<Meta>> metas, RegistryReader registry) {
    Map<String, Meta> models = new TreeMap<>();
    Map<String, List<Meta>> versions = new TreeMap<>();
    for (Meta meta : metas.getOrDefault(Subject.REGISTERED_MODEL, List.of())) {
      models.put(meta.folder(), meta);
      versions.put(meta.folder(), new ArrayList<>());
    }
    for (Meta meta : metas.getOrDefault(Subject.VERSION, List.of())) {
      versions.computeIfAbsent(meta.parent(), folder -> new ArrayList<>()).add(meta);
    }
    versions.forEach((folder, own) -> {
      own.sort(Comparator.comparing(meta -> meta.file().path()));
      registry.read(folder, models.get(folder), own);
    });
  }
}
