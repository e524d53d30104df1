package org.modeldex.ingest.cyclonedx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the models in CycloneDX bills of materials in JSON. */
public final class CycloneDxImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public CycloneDxImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "cyclonedx";
  }

  /** By a JSON object that names the format of the bill. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json", ".cdx", ".bom")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("{") && head.contains("\"bomFormat\"") && head.contains("\"CycloneDX\"");
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      try {
        read(JsonDocument.read(file.text()), file, drafts, sink);
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  /** A component that becomes a record. */
  private record Taken(YamlNode.Mapping component, Draft draft) {}

  private void read(YamlNode root, SourceFile file, Drafts drafts, Sink sink) {
    List<YamlNode.Mapping> components = new ArrayList<>();
    if (root instanceof YamlNode.Mapping bill) {
      if (bill.fields().get("metadata") instanceof YamlNode.Mapping metadata) {
        collect(metadata.fields().get("component"), components);
      }
      collect(bill.fields().get("components"), components);
    }
    Map<String, RecordId> byReference = new HashMap<>();
    List<Taken> taken = new ArrayList<>();
    for (YamlNode.Mapping component : components) {
      begin(component, file, drafts, taken, byReference);
    }
    int others = components.size() - taken.size();
    if (others > 0) {
      String reason = others + " components are no models and no data";
      sink.report(new Problem(file.path(), null, reason, Loss.NOTHING));
    }
    ComponentReader reader = new ComponentReader(vocabulary, byReference);
    taken.forEach(one -> reader.read(new Fields(one.component.fields()), one.draft));
    if (root instanceof YamlNode.Mapping bill) {
      dependencies(bill.fields().get("dependencies"), taken, byReference);
    }
  }

  /**
   * Components, with those inside of others behind them; the depth is bounded by the document's.
   */
  private static void collect(@Nullable YamlNode node, List<YamlNode.Mapping> components) {
    switch (node) {
      case YamlNode.Sequence list -> list.items().forEach(item -> collect(item, components));
      case YamlNode.Mapping component -> {
        components.add(component);
        collect(component.fields().get("components"), components);
      }
      case YamlNode.Scalar scalar -> {} // no component
      case null -> {}
    }
  }

  private void begin(
      YamlNode.Mapping component,
      SourceFile file,
      Drafts drafts,
      List<Taken> taken,
      Map<String, RecordId> byReference) {
    Fields fields = new Fields(component.fields());
    Kind kind = kind(fields.text("type"));
    if (kind == null) {
      return;
    }
    String group = fields.text("group");
    String own = String.valueOf(fields.text("name"));
    if (fields.text("name") == null || own.isBlank()) {
      drafts.lose(file, component.line(), "the component has no name");
      return;
    }
    String name = group == null || group.isBlank() ? own : group + '/' + own;
    String nameInId = kind == Kind.DATASET ? vocabulary.slug(Term.Category.DATASET, name) : name;
    drafts
        .begin(kind, nameInId, name, file, component.line())
        .ifPresent(draft -> {
          taken.add(new Taken(component, draft));
          String reference = fields.text("bom-ref");
          if (reference != null) {
            byReference.putIfAbsent(reference, draft.id());
          }
        });
  }

  private static @Nullable Kind kind(@Nullable String type) {
    return switch (type) {
      case "machine-learning-model" -> Kind.MODEL;
      case "data" -> Kind.DATASET;
      case null, default -> null;
    };
  }

  private static void dependencies(
      @Nullable YamlNode node, List<Taken> taken, Map<String, RecordId> byReference) {
    if (!(node instanceof YamlNode.Sequence dependencies)) {
      return;
    }
    Map<RecordId, Draft> drafts = new HashMap<>();
    taken.forEach(one -> drafts.put(one.draft.id(), one.draft));
    for (YamlNode item : dependencies.items()) {
      if (!(item instanceof YamlNode.Mapping dependency)) {
        continue;
      }
      Fields fields = new Fields(dependency.fields());
      RecordId from = byReference.get(String.valueOf(fields.text("ref")));
      Draft draft = from == null ? null : drafts.get(from);
      for (String reference : fields.takeTexts("dependsOn")) {
        RecordId target = byReference.get(reference);
        if (draft != null && target != null) {
          draft.edge(Relation.USES, () -> target);
        }
      }
    }
  }
}
