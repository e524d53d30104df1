package org.modeldex.ingest.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.HeaderInput;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.LargeFilePointer;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.Tensors;
import org.modeldex.ingest.Weights;
import org.modeldex.record.Limits;
import org.modeldex.vocabulary.Vocabulary;

/** Reads ONNX files: a Protocol Buffers message {@code ModelProto}. Weights are passed over. */
public final class OnnxImporter implements Importer {
  private static final long MAX_READ = 32 << 20;

  /** Field numbers of ModelProto. */
  private static final int IR_VERSION = 1;

  private static final int PRODUCER_NAME = 2;
  private static final int PRODUCER_VERSION = 3;
  private static final int DOMAIN = 4;
  private static final int MODEL_VERSION = 5;
  private static final int DOC_STRING = 6;
  private static final int GRAPH = 7;
  private static final int OPSET_IMPORT = 8;
  private static final int METADATA_PROPS = 14;

  private final TableScale scale;
  private final Weights weights = new Weights("onnx", MAX_READ, OnnxImporter::read);

  public OnnxImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "onnx";
  }

  /** By the ending, and a byte that begins one of a model's fields or a pointer to the file. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".onnx")) {
      return false;
    }
    byte[] head = file.head();
    return LargeFilePointer.find(file).isPresent()
        || (head.length > 1
            && switch (head[0]) {
              case 0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72 -> true;
              default -> false;
            });
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    weights.read(files, scale, sink);
  }

  private static void read(SourceFile file, HeaderInput header, Draft draft, Tensors count)
      throws IOException {
    draft.structural().framework("onnx");
    WireReader model = new WireReader(header);
    GraphReader graph = new GraphReader(draft, count);
    List<String> opsets = new ArrayList<>();
    for (int field = model.next(); field != 0; field = model.next()) {
      switch (field) {
        case IR_VERSION -> hyperparameter("ir_version", Long.toString(model.number()), draft);
        case PRODUCER_NAME -> attribute("producer_name", model.text(Limits.SHORT_TEXT), draft);
        case PRODUCER_VERSION ->
            attribute("producer_version", model.text(Limits.SHORT_TEXT), draft);
        case DOMAIN -> attribute("domain", model.text(Limits.SHORT_TEXT), draft);
        case MODEL_VERSION -> attribute("model_version", Long.toString(model.number()), draft);
        case DOC_STRING ->
            draft.record().description(draft.text("doc_string", model.text(Limits.LONG_TEXT)));
        case GRAPH -> graph.read(model.message());
        case OPSET_IMPORT -> opsets.add(opset(model.message()));
        case METADATA_PROPS -> property(model.message(), draft);
        default -> model.skip();
      }
    }
    if (!opsets.isEmpty()) {
      hyperparameter("opset_import", String.join(", ", opsets), draft);
    }
    graph.finish();
  }

  /** The version of an operator set, after its domain where it is not ONNX's own. */
  private static String opset(WireReader opset) throws IOException {
    String domain = "";
    long version = 0;
    for (int field = opset.next(); field != 0; field = opset.next()) {
      switch (field) {
        case 1 -> domain = opset.text(Limits.TERM);
        case 2 -> version = opset.number();
        default -> opset.skip();
      }
    }
    return domain.isBlank() ? Long.toString(version) : domain + ' ' + version;
  }

  private static void property(WireReader property, Draft draft) throws IOException {
    String key = "";
    String value = "";
    for (int field = property.next(); field != 0; field = property.next()) {
      switch (field) {
        case 1 -> key = property.text(Limits.TERM);
        case 2 -> value = property.text(Limits.LONG_TEXT);
        default -> property.skip();
      }
    }
    attribute("metadata." + key, value, draft);
  }

  private static void hyperparameter(String name, String text, Draft draft) {
    draft.hyperparameter(name, text, 1);
  }

  private static void attribute(String name, String text, Draft draft) {
    if (!text.isBlank()) {
      draft.attribute(name, List.of(text), 1);
    }
  }
}
