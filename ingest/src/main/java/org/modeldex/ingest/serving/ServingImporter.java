package org.modeldex.ingest.serving;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

/** Reads what KServe and Seldon Core are told to serve. */
public final class ServingImporter implements Importer {
  private static final Set<String> GROUPS =
      Set.of(
          "serving.kserve.io",
          "serving.kubeflow.org",
          "machinelearning.seldon.io",
          "mlops.seldon.io");

  /** At the beginning of a line, since other manifests hold such manifests as text. */
  private static final Pattern VERSION =
      Pattern.compile(
          "(?m)^(?:\\{?\\s*\"apiVersion\"|(?: {0,2}- +)?apiVersion)\\s*:\\s*[\"']?(?:"
              + "serving\\.kserve\\.io|serving\\.kubeflow\\.org"
              + "|machinelearning\\.seldon\\.io|mlops\\.seldon\\.io)/");

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public ServingImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "serving";
  }

  /** By a resource of one of the servers' groups. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".yaml", ".yml", ".json") && VERSION.matcher(file.headText()).find();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    Models models = new Models(drafts);
    for (SourceFile file : files.claimed()) {
      read(file, models, drafts, sink);
      drafts.write();
    }
  }

  private void read(SourceFile file, Models models, Drafts drafts, Sink sink) {
    Map<String, RecordId> own = new HashMap<>();
    Map<Draft, Manifest> begun = new LinkedHashMap<>();
    for (Manifest manifest : Manifests.read(file, sink::report)) {
      if (GROUPS.contains(manifest.group())) {
        begin(manifest, file, drafts, sink)
            .ifPresent(draft -> {
              begun.put(draft, manifest);
              if (draft.id().kind() == Kind.DEPLOYMENT) {
                own.putIfAbsent(String.valueOf(manifest.name()), draft.id());
              }
            });
      }
    }
    Function<String, RecordId> deployments =
        name -> {
          RecordId here = own.get(name);
          return here == null ? RecordId.of(Kind.DEPLOYMENT, sink.project(), name.strip()) : here;
        };
    begun.forEach((draft, manifest) -> {
      if (draft.id().kind() == Kind.DEPLOYMENT) {
        new DeploymentReader(vocabulary, models, file, draft, deployments).read(manifest.spec());
      } else {
        uses(manifest.spec(), draft, deployments);
      }
      attributes(manifest, draft);
    });
  }

  private static Optional<Draft> begin(
      Manifest manifest, SourceFile file, Drafts drafts, Sink sink) {
    Kind kind =
        switch (manifest.kind()) {
          case "InferenceService", "TrainedModel", "SeldonDeployment", "Model" -> Kind.DEPLOYMENT;
          case "InferenceGraph", "Pipeline" -> Kind.PIPELINE;
          default -> null;
        };
    String name = manifest.name();
    if (kind == null) {
      String reason = manifest.kind() + " is a kind of resource that is not taken";
      sink.report(Problem.ofLine(file.path(), manifest.line(), reason, Loss.NOTHING));
      return Optional.empty();
    }
    if (name == null || name.isBlank()) {
      drafts.lose(file, manifest.line(), "the " + manifest.kind() + " has no name");
      return Optional.empty();
    }
    return drafts.begin(kind, name, file, manifest.line());
  }

  private static void attributes(Manifest manifest, Draft draft) {
    for (String field : List.of("apiVersion", "kind")) {
      draft.attributes(
          field,
          manifest.resource().fields().getOrDefault(field, new YamlNode.Scalar("", true, 1)));
    }
    Fields metadata = manifest.metadata();
    metadata.take("name");
    metadata.rest().forEach((field, node) -> draft.attributes("metadata." + field, node));
    manifest.spec().rest().forEach(draft::attributes);
  }

  /** The deployments that a graph calls. */
  private static void uses(Fields spec, Draft draft, Function<String, RecordId> deployments) {
    Set<String> called = new LinkedHashSet<>();
    steps(spec.rest().get("steps"), called);
    if (spec.rest().get("nodes") instanceof YamlNode.Mapping nodes) {
      for (YamlNode node : nodes.fields().values()) {
        if (node instanceof YamlNode.Mapping one) {
          steps(one.fields().get("steps"), called);
        }
      }
    }
    for (String name : called) {
      draft.edge(Relation.USES, () -> deployments.apply(name));
    }
  }

  /** Steps of KServe name a service, those of Seldon are called as the model that they run. */
  private static void steps(@Nullable YamlNode node, Set<String> called) {
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of();
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Mapping step) {
        Fields fields = new Fields(step.fields());
        boolean elsewhere = fields.text("nodeName") != null || fields.text("serviceUrl") != null;
        String service = fields.text("serviceName");
        String name = service == null && !elsewhere ? fields.text("name") : service;
        if (name != null && !name.isBlank()) {
          called.add(name);
        }
      }
    }
  }
}
