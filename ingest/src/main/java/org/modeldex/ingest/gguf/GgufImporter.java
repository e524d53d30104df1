package org.modeldex.ingest.gguf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads the headers of GGUF files, versions 2 and 3, little-endian.
 *
 * <pre>
 *   "GGUF", version (4 bytes), number of tensors, number of key-values (8 bytes each)
 *   key-values: key, type (4 bytes), value
 *   tensors: name, number of sides (4 bytes), sides (8 bytes each), type (4 bytes), offset (8 bytes)
 *   weights
 * </pre>
 */
public final class GgufImporter implements Importer {
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
  private static final long MAX_HEADER = 32 << 20;
  private static final int MAX_KEY_VALUES = 10_000;
  private static final int MAX_NAME = 1 << 16;
  private static final int MAX_SIDES = 8;
  private static final long MAX_VERSION = 3;

  private final TableScale scale;
  private final Weights weights = new Weights("gguf", MAX_HEADER, GgufImporter::read);

  public GgufImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "gguf";
  }

  /** By the ending, and the first four bytes or a pointer to the file. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".gguf")
        && (Arrays.equals(Arrays.copyOf(file.head(), MAGIC.length), MAGIC)
            || LargeFilePointer.find(file).isPresent());
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    weights.read(files, scale, sink);
  }

  private static void read(SourceFile file, HeaderInput header, Draft draft, Tensors count)
      throws IOException {
    draft.structural().framework("gguf");
    if (!header.text(MAGIC.length, MAGIC.length).equals("GGUF")) {
      throw header.damaged("does not begin with GGUF");
    }
    long version = header.unsignedInt();
    if (version < 2 || version > MAX_VERSION) {
      throw header.damaged("is of a version that is not known, or big-endian,");
    }
    long tensors = header.eightBytes();
    long keyValues = header.eightBytes();
    if (keyValues < 0 || keyValues > MAX_KEY_VALUES) {
      throw header.damaged("announces " + Long.toUnsignedString(keyValues) + " key-values");
    }
    KeyValues reader = new KeyValues(header, draft);
    for (long i = 0; i < keyValues; i++) {
      reader.readOne();
    }
    reader.finish();
    for (long i = 0; i != tensors; i++) { // a negative count ends where the file ends
      tensor(header, count);
    }
  }

  private static void tensor(HeaderInput header, Tensors count) throws IOException {
    header.text(header.eightBytes(), MAX_NAME);
    long sides = header.unsignedInt();
    if (sides > MAX_SIDES) {
      throw header.damaged("has a tensor with " + sides + " sides");
    }
    List<Long> shape = new ArrayList<>();
    for (int side = 0; side < sides; side++) {
      shape.add(header.eightBytes());
    }
    count.add(TensorType.name(header.unsignedInt()), shape);
    header.eightBytes();
  }
}
