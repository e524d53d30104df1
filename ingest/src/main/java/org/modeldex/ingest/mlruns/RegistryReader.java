package org.modeldex.ingest.mlruns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;

/** Reads registered models and their versions. Used by one thread. */
final class RegistryReader {
  private final SourceFiles files;
  private final Sink sink;
  private final Drafts drafts;

  RegistryReader(SourceFiles files, Sink sink, Drafts drafts) {
    this.files = files;
    this.sink = sink;
    this.drafts = drafts;
  }

  /**
   * Reads a registered model with its versions.
   *
   * @param model null when it is missing, so that only the versions are known
   */
  void read(String folder, @Nullable Meta model, List<Meta> versions) {
    Meta first = model == null ? versions.getFirst() : model;
    String name = String.valueOf(first.fields().text("name"));
    SequencedMap<String, String> aliases = new Texts(folder, files, sink).aliases();
    drafts
        .begin(Kind.MODEL, name, first.file(), 1)
        .ifPresent(draft -> {
          if (model != null) {
            aliases.forEach((alias, version) ->
                draft.attribute("alias." + alias, List.of(version.strip()), draft.line()));
            describe(model, draft);
          }
          versions.forEach(version -> readVersion(version, draft, aliases));
        });
    drafts.write();
  }

  private void readVersion(Meta meta, Draft model, Map<String, String> aliases) {
    Fields fields = meta.fields();
    String number = String.valueOf(fields.text("version"));
    drafts
        .beginVersion(model.id(), number, number, meta.file(), 1)
        .ifPresent(draft -> {
          String run = fields.takeText("run_id");
          if (run != null) {
            draft.edge(
                Relation.PRODUCED_BY, () -> RecordId.of(Kind.RUN, draft.id().project(), run));
          }
          List<String> own = new ArrayList<>();
          aliases.forEach((alias, version) -> {
            if (version.strip().equals(number)) {
              own.add(alias);
            }
          });
          if (!own.isEmpty()) {
            draft.attribute("aliases", own, draft.line());
          }
          draft.contextual().stage(draft.term("stage", stage(fields, own)));
          String status = fields.takeText("status");
          draft.contextual().status(draft.term("status", status));
          String user = fields.takeText("user_id");
          draft.contextual().owner(draft.term("owner", user));
          String source = fields.takeText("source");
          if (source != null) {
            draft.artifact(source);
          }
          describe(meta, draft);
        });
  }

  /** The stage or, where there is none, the alias {@code production}. */
  private static @Nullable String stage(Fields fields, List<String> aliases) {
    String stage = fields.takeText("current_stage");
    if (stage != null && !stage.equalsIgnoreCase("None")) {
      return stage;
    }
    return aliases.stream().filter("production"::equalsIgnoreCase).findFirst().orElse(null);
  }

  private void describe(Meta meta, Draft draft) {
    draft.record().description(draft.text("description", meta.fields().takeText("description")));
    draft.contextual().startedAt(meta.takeTime("creation_timestamp", draft));
    new Texts(meta.folder(), files, sink)
        .tags()
        .forEach((key, text) -> draft.attribute(key, List.of(text), draft.line()));
    meta.keepRest(draft);
  }
}
