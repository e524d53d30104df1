package org.modeldex.ingest.safetensors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.HeaderInput;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.LargeFilePointer;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.Tensors;
import org.modeldex.ingest.Weights;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads the headers of safetensors files.
 *
 * <pre>
 *   8 bytes   length of the header, little-endian
 *   header    JSON: {"__metadata__": {text: text}, tensor: {"dtype", "shape", "data_offsets"}}
 *   the rest  weights
 * </pre>
 *
 * The index of a split file ({@code .safetensors.index.json}) is read where no part of it is there.
 */
public final class SafetensorsImporter implements Importer {
  /** The format allows headers of 100 MB; those of real models have a few hundred kB. */
  private static final int MAX_HEADER = 16 << 20;

  private static final String METADATA = "__metadata__";
  private static final String INDEX = ".safetensors.index.json";

  private final TableScale scale;
  private final Weights weights =
      new Weights("safetensors", MAX_HEADER + Long.BYTES, SafetensorsImporter::read);

  public SafetensorsImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "safetensors";
  }

  /** By the ending, and a JSON object behind the eight bytes of its length or a pointer to it. */
  @Override
  public boolean accepts(SourceFile file) {
    if (file.endsWith(INDEX)) {
      return file.headText().contains("\"weight_map\"");
    }
    if (!file.endsWith(".safetensors")) {
      return false;
    }
    byte[] head = file.head();
    return (head.length > Long.BYTES && head[Long.BYTES] == '{')
        || LargeFilePointer.find(file).isPresent();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    weights.read(files, scale, sink);
  }

  private static void read(SourceFile file, HeaderInput header, Draft draft, Tensors count)
      throws IOException {
    if (file.endsWith(INDEX)) {
      index(object(header.text(header.remaining(), MAX_HEADER)), file, draft);
      return;
    }
    long length = header.eightBytes();
    if (length < 0 || length > header.remaining()) {
      throw header.damaged("is cut or damaged: it ends before what it announces");
    }
    long end = 0;
    for (Map.Entry<String, YamlNode> field : object(header.text(length, MAX_HEADER)).entrySet()) {
      if (field.getKey().equals(METADATA)) {
        metadata(field.getValue(), draft);
      } else if (field.getValue() instanceof YamlNode.Mapping tensor) {
        Fields fields = new Fields(tensor.fields());
        count.add(String.valueOf(fields.text("dtype")), numbers(fields, "shape"));
        List<Long> offsets = numbers(fields, "data_offsets");
        end = Math.max(end, offsets.isEmpty() ? 0 : offsets.getLast());
      } else {
        throw ModeldexException.invalid("the header", "has a tensor that is no JSON object");
      }
    }
    if (end > header.remaining()) {
      throw ModeldexException.invalid(
          "the file",
          "is cut: " + (end - header.remaining()) + " bytes of its weights are missing");
    }
  }

  private static Map<String, YamlNode> object(String json) {
    if (!(JsonDocument.read(json) instanceof YamlNode.Mapping root)) {
      throw ModeldexException.invalid("the header", "is no JSON object");
    }
    return root.fields();
  }

  /** Texts by name; {@code format} is the framework that wrote the file, as {@code pt}. */
  private static void metadata(YamlNode metadata, Draft draft) {
    if (metadata instanceof YamlNode.Mapping mapping) {
      String format = new Fields(mapping.fields()).text("format");
      draft.structural().framework(draft.term("format", format));
    }
    draft.attributes("metadata", metadata);
  }

  private static void index(Map<String, YamlNode> root, SourceFile file, Draft draft) {
    if (root.get("metadata") instanceof YamlNode.Mapping metadata) {
      Fields stated = new Fields(metadata.fields());
      draft.structural().sizeBytes(number(stated.takeText("total_size")));
      draft.structural().parameterCount(number(stated.takeText("total_parameters")));
      stated.rest().forEach((name, node) -> draft.attributes("metadata." + name, node));
    }
    if (root.get("weight_map") instanceof YamlNode.Mapping map) {
      String folder = file.folder().isEmpty() ? "" : file.folder() + '/';
      map.fields().values().stream()
          .map(YamlNode::text)
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
          .forEach(part -> draft.artifact(folder + part));
    }
  }

  private static @Nullable Long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  private static List<Long> numbers(Fields fields, String name) {
    List<Long> numbers = new ArrayList<>();
    for (String text : fields.takeTexts(name)) {
      Long number = number(text);
      if (number == null) {
        throw ModeldexException.invalid("the header", "has a tensor whose " + name + " is no size");
      }
      numbers.add(number);
    }
    return numbers;
  }
}
