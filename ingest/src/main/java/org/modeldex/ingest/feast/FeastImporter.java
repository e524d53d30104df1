package org.modeldex.ingest.feast;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Flat;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.feast.PythonModule.Statement;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads registries, configurations and declarations of Feast. */
public final class FeastImporter implements Importer {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(?:password|passwd|secret|token|credential|user|access_?key).*");
  private static final Pattern USER_IN_ADDRESS = Pattern.compile("//[^/@\\s]+@");

  private static final Pattern FEAST = Pattern.compile("(?m)^(?:from|import)\\s+feast\\b");

  private final TableScale scale;

  public FeastImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "feast";
  }

  /**
   * By the name of a configuration, a JSON object with the lists of a registry, or a Python module
   * that imports Feast and declares something at its left margin.
   */
  @Override
  public boolean accepts(SourceFile file) {
    String head = file.headText().stripLeading();
    if (isConfiguration(file)) {
      return head.contains("project");
    }
    if (isPython(file)) {
      return FEAST.matcher(head).find()
          && FeatureRepository.declares(PythonModule.read(file.peek()).statements());
    }
    return file.endsWith(".json")
        && head.startsWith("{")
        && (head.contains("\"featureViews\"")
            || (head.contains("\"dataSources\"")
                && (head.contains("\"timestampField\"") || head.contains("\"entities\""))));
  }

  private static boolean isConfiguration(SourceFile file) {
    return file.name().equals("feature_store.yaml") || file.name().equals("feature_store.yml");
  }

  private static boolean isPython(SourceFile file) {
    return file.endsWith(".py");
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    Map<String, FeatureRepository> repositories = new HashMap<>();
    Map<SourceFile, List<Statement>> modules = new HashMap<>();
    for (SourceFile file : files.claimed()) {
      if (isPython(file)) {
        List<Statement> module = module(file, sink);
        modules.put(file, module);
        repositories.computeIfAbsent(file.folder(), first -> new FeatureRepository()).add(module);
      }
    }
    for (SourceFile file : files.claimed()) {
      FeatureRepository repository = repositories.get(file.folder());
      List<Statement> module = modules.get(file);
      try {
        if (module != null && repository != null) {
          new Registry(file, drafts).read(repository.registry(module));
        } else if (isConfiguration(file)) {
          List<YamlDocument> documents = YamlDocument.readAll(file.text());
          configuration(documents, file, drafts);
        } else {
          registry(JsonDocument.read(file.text()), file, drafts);
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private static List<Statement> module(SourceFile file, Sink sink) {
    try {
      PythonModule.Contents contents = PythonModule.read(file.text());
      for (PythonModule.Unclear unclear : contents.unclear()) {
        if (FeatureRepository.isDeclaration(unclear.function())) {
          sink.report(
              Problem.ofLine(
                  file.path(),
                  unclear.line(),
                  unclear.function() + "(...) cannot be followed to its end",
                  Problem.Loss.RECORD));
        }
      }
      return contents.statements();
    } catch (ModeldexException e) {
      sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private static void registry(YamlNode root, SourceFile file, Drafts drafts) {
    if (root instanceof YamlNode.Mapping lists) {
      new Registry(file, drafts).read(new Fields(lists.fields()));
    } else {
      drafts.lose(file, root.line(), "the registry is no JSON object");
    }
  }

  /** A store as a whole, named as its project; passwords and names of users are left out. */
  private static void configuration(List<YamlDocument> documents, SourceFile file, Drafts drafts) {
    if (documents.isEmpty() || !(documents.getFirst().root() instanceof YamlNode.Mapping root)) {
      drafts.lose(file, 1, "the configuration is no mapping");
      return;
    }
    Fields fields = new Fields(root.fields());
    String project = fields.takeText("project");
    if (project == null) {
      drafts.lose(file, 1, "the configuration names no project");
      return;
    }
    drafts
        .begin(Kind.FEATURE_SET, project, file, 1)
        .ifPresent(draft -> fields.rest().forEach((name, node) -> setting(name, node, draft)));
  }

  private static void setting(String name, YamlNode node, Draft draft) {
    Flat.each(
        name,
        node,
        (path, texts) -> {
          if (!SECRET.matcher(path.substring(path.lastIndexOf('.') + 1)).matches()) {
            List<String> safe =
                texts.stream().map(text -> USER_IN_ADDRESS.matcher(text).replaceAll("//")).toList();
            draft.attribute(path, safe, node.line());
          }
        });
  }
}
