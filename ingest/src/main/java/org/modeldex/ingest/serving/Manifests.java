package org.modeldex.ingest.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.ModeldexException;

/** The resources of one file: JSON, or YAML of one or several documents, with lists taken apart. */
final class Manifests {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?:[ \\t].*)?$");

  /** Documents that are looked at one by one in a file that cannot be read as a whole, at most. */
  private static final int MAX_DOCUMENTS = 1_000;

  private final SourceFile file;
  private final Consumer<Problem> problems;
  private final List<Manifest> manifests = new ArrayList<>();

  private Manifests(SourceFile file, Consumer<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** All resources, in their order. What cannot be read is reported and does not take the rest. */
  static List<Manifest> read(SourceFile file, Consumer<Problem> problems) {
    Manifests found = new Manifests(file, problems);
    try {
      found.read(file.text());
    } catch (ModeldexException e) {
      problems.accept(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return found.manifests;
  }

  private void read(String text) {
    if (file.endsWith(".json")) {
      add(JsonDocument.read(text), 0);
      return;
    }
    try {
      YamlDocument.readAll(text).forEach(document -> add(document.root(), 0));
    } catch (ModeldexException e) {
      String[] documents = SEPARATOR.split(text, MAX_DOCUMENTS);
      if (documents.length == 1) {
        throw e;
      }
      oneByOne(documents);
    }
  }

  private void oneByOne(String[] documents) {
    int linesBefore = 0;
    for (String document : documents) {
      int offset = linesBefore;
      try {
        YamlDocument.readAll(document).forEach(one -> add(one.root(), offset));
      } catch (ModeldexException e) {
        problems.accept(
            Problem.ofLine(
                file.path(),
                offset + 1,
                "the document that begins here is left out: " + e.getMessage(),
                Loss.RECORD));
      }
      linesBefore += (int) document.chars().filter(c -> c == '\n').count();
    }
  }

  /** A resource, or all in a list of them; the depth is bounded by the document's. */
  private void add(YamlNode node, int linesBefore) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return;
    }
    Manifest manifest = Manifest.of(mapping, linesBefore + node.line());
    if (manifest != null && manifest.kind().endsWith("List")) {
      if (mapping.fields().get("items") instanceof YamlNode.Sequence items) {
        items.items().forEach(item -> add(item, linesBefore));
      }
    } else if (manifest != null) {
      manifests.add(manifest);
    }
  }
}
