package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.record.ModeldexException;

/** Reads one YAML file, whichever way its author nested it, and the files it refers to. */
final class MetafileReader {
  /** Files that refer to files, at most. */
  private static final int MAX_DEPTH = 8;

  private static final Pattern INDEX_KEY =
      Pattern.compile("(?m)^[\"']?(?:Models|Collections|Import)[\"']?[ \\t]*:");
  private static final Pattern COMMENTED_INDEX =
      Pattern.compile(
          "<!--\\s*(?:Type:[ \\t]*model-index|(?:Models|Collections|Import)[ \\t]*:[ \\t]*\\R)");
  private static final Pattern NAME_KEY = Pattern.compile("(?m)^[\"']?Name[\"']?[ \\t]*:");
  private static final Pattern DATA_KEY = Pattern.compile("(?m)^[\"']?Data[\"']?[ \\t]*:");

  private static final String MODELS = "Models";
  private static final String COLLECTIONS = "Collections";

  private final References references;
  private final Consumer<Problem> problems;

  /** Files that were read because another refers to them; each is read once. */
  private final Set<String> followed = new HashSet<>();

  MetafileReader(References references, Consumer<Problem> problems) {
    this.references = references;
    this.problems = problems;
  }

  /** Whether the beginning of a page holds an index in a comment. */
  static boolean recognisesComment(String head) {
    return COMMENTED_INDEX.matcher(head).find();
  }

  /** Whether a file may hold an index in comments. */
  static boolean isPage(SourceFile file) {
    return file.endsWith(".md", ".mdx");
  }

  /** Whether the beginning of a file looks like a metafile or a dataset card. */
  static boolean recognises(String head) {
    return INDEX_KEY.matcher(head).find()
        || (NAME_KEY.matcher(head).find() && DATA_KEY.matcher(head).find());
  }

  Metafile read(SourceFile file) {
    Metafile metafile =
        new Metafile(
            file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (YamlNode root : roots(file)) {
      readRoot(root, metafile);
    }
    return metafile;
  }

  /** What the documents of a file hold; of a page its comments; a problem when it is no YAML. */
  List<YamlNode> roots(SourceFile file) {
    try {
      if (!isPage(file)) {
        return documents(file.text(), file);
      }
      List<YamlNode> roots = new ArrayList<>();
      for (MarkdownPage.Comment comment : MarkdownPage.read(file.text()).comments()) {
        if (COMMENTED_INDEX.matcher("<!--" + comment.text()).find()) {
          // as many lines before it as the page has, so that problems name the page's lines
          String before = "\n".repeat(comment.line() - 1);
          roots.addAll(documents(before + comment.text().replaceFirst("^[ \\t]+", ""), file));
        }
      }
      return roots;
    } catch (ModeldexException e) {
      problems.accept(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private List<YamlNode> documents(String yaml, SourceFile file) {
    List<YamlNode> roots = new ArrayList<>();
    try {
      for (YamlDocument document : YamlDocument.readAll(yaml)) {
        document
            .repeatedKeys()
            .forEach(repeated ->
                report(
                    file,
                    repeated.line(),
                    repeated.key() + " is repeated; the last value counts",
                    Loss.VALUE));
        roots.add(document.root());
      }
    } catch (ModeldexException e) {
      problems.accept(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return roots;
  }

  private void readRoot(YamlNode root, Metafile metafile) {
    SourceFile file = metafile.file();
    switch (root) {
      case YamlNode.Mapping mapping -> readMapping(mapping, metafile);
      case YamlNode.Sequence sequence -> collect(sequence, file, metafile.models(), metafile, 0);
      case YamlNode.Scalar scalar -> {
        if (!scalar.isNull()) {
          report(file, scalar.line(), "holds no models, only a text", Loss.FILE);
        }
      }
    }
  }

  private void readMapping(YamlNode.Mapping mapping, Metafile metafile) {
    if (isDatasetCard(mapping)) {
      metafile.datasets().add(new Entry(mapping.fields(), metafile.file(), mapping.line()));
      return;
    }
    if (isEntry(mapping)) {
      metafile.models().add(new Entry(mapping.fields(), metafile.file(), mapping.line()));
      return;
    }
    mapping
        .fields()
        .forEach((key, node) -> {
          switch (key) {
            case COLLECTIONS -> collect(node, metafile.file(), metafile.collections(), metafile, 0);
            case MODELS -> collect(node, metafile.file(), metafile.models(), metafile, 0);
            case "Import" -> imports(node, metafile);
            case "Type" -> {} // names the format
            default ->
                report(
                    metafile.file(), node.line(), key + " is not part of the format", Loss.VALUE);
          }
        });
  }

  private void imports(YamlNode node, Metafile metafile) {
    for (String path : Fields.texts(node)) {
      List<SourceFile> found = references.resolve(path, metafile.file());
      if (found.isEmpty()) {
        report(metafile.file(), node.line(), "imports " + path + ", which is not there", Loss.FILE);
      }
      metafile.imports().addAll(found);
    }
  }

  /** Adds the collections or models that {@code node} lists or refers to. */
  private void collect(
      YamlNode node, SourceFile file, List<Entry> entries, Metafile metafile, int depth) {
    switch (node) {
      case YamlNode.Sequence sequence ->
          sequence.items().forEach(item -> collect(item, file, entries, metafile, depth));
      case YamlNode.Mapping mapping -> {
        if (isNamedByKeys(mapping)) {
          mapping.fields().forEach((name, fields) -> entries.add(named(name, fields, file)));
        } else {
          entries.add(new Entry(mapping.fields(), file, mapping.line()));
        }
      }
      case YamlNode.Scalar scalar -> {
        if (References.isPath(scalar) && depth < MAX_DEPTH) {
          for (SourceFile referred : references(scalar, file)) {
            follow(referred, entries, metafile, depth + 1);
          }
        } else if (!scalar.isNull()) {
          report(file, scalar.line(), '"' + scalar.text() + "\" is no mapping", Loss.RECORD);
        }
      }
    }
  }

  private List<SourceFile> references(YamlNode.Scalar path, SourceFile from) {
    List<SourceFile> found = references.resolve(path.text().strip(), from);
    if (found.isEmpty()) {
      report(from, path.line(), "refers to " + path.text() + ", which is not there", Loss.RECORD);
    }
    return found;
  }

  private void follow(SourceFile referred, List<Entry> entries, Metafile metafile, int depth) {
    if (!followed.add(referred.path())) {
      return;
    }
    for (YamlNode root : roots(referred)) {
      if (root instanceof YamlNode.Mapping mapping && isIndex(mapping)) {
        metafile.imports().add(referred);
      } else {
        collect(root, referred, entries, metafile, depth);
      }
    }
  }

  /** What a value of a model holds: itself, its elements, or what the files it names hold. */
  List<YamlNode> expand(YamlNode node, SourceFile from) {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().flatMap(item -> expandOne(item, from).stream()).toList();
    }
    return expandOne(node, from);
  }

  private List<YamlNode> expandOne(YamlNode node, SourceFile from) {
    if (node instanceof YamlNode.Scalar path && References.isPath(path)) {
      return references(path, from).stream().flatMap(file -> roots(file).stream()).toList();
    }
    return List.of(node);
  }

  private static boolean isIndex(YamlNode.Mapping mapping) {
    return mapping.fields().keySet().stream()
        .anyMatch(Set.of(MODELS, COLLECTIONS, "Import")::contains);
  }

  private static boolean isDatasetCard(YamlNode.Mapping mapping) {
    return !isIndex(mapping)
        && mapping.fields().containsKey("Name")
        && mapping.fields().containsKey("Data");
  }

  /** Whether a whole file is one model. */
  private static boolean isEntry(YamlNode.Mapping mapping) {
    return !isIndex(mapping) && mapping.fields().containsKey("Name");
  }

  /** Whether a mapping holds entries by their names instead of being one. */
  private static boolean isNamedByKeys(YamlNode.Mapping mapping) {
    Set<String> known = Set.of("name", "metadata", "results", "paper", "code", "in collection");
    return !mapping.fields().isEmpty()
        && mapping.fields().values().stream().allMatch(YamlNode.Mapping.class::isInstance)
        && mapping.fields().keySet().stream()
            .noneMatch(key -> known.contains(key.toLowerCase(Locale.ROOT)));
  }

  private static Entry named(String name, YamlNode fields, SourceFile file) {
    SequencedMap<String, YamlNode> all = new LinkedHashMap<>();
    all.put("Name", new YamlNode.Scalar(name, false, fields.line()));
    if (fields instanceof YamlNode.Mapping mapping) {
      for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
        all.putIfAbsent(field.getKey(), field.getValue());
      }
    }
    return new Entry(all, file, fields.line());
  }

  private void report(SourceFile file, int line, String reason, Loss loss) {
    problems.accept(Problem.ofLine(file.path(), line, reason, loss));
  }
}
