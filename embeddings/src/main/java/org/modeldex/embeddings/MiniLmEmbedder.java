package org.modeldex.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedder;
import org.modeldex.search.Embedding;

/**
 * The sentence model all-MiniLM-L6-v2 (Wang et al., MiniLM, 2020; Reimers and Gurevych,
 * Sentence-BERT, 2019) with 8-bit weights. A text's vector is the mean of the vectors of its
 * pieces.
 *
 * <p>The model is loaded with the first text. Each text is run by itself, on the thread that asks:
 * weights are quantised against the values of a whole run, so a text's vector would otherwise
 * depend on its neighbours.
 */
public final class MiniLmEmbedder implements Embedder {
  private static final String FILE = "/all-minilm-l6-v2-q";
  private static final int DIMENSIONS = 384;

  /** To be raised with any change of what vector a text gets. */
  private static final String MODEL = "all-minilm-l6-v2-q/1";

  /** As many pieces as the model was trained on. */
  private static final int MAX_PIECES = 128;

  /** Texts about different things come to 0.0 to 0.2. */
  private static final double RELATED = 0.25;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable Model model; // guarded by lock
  private boolean closed; // guarded by lock

  private record Model(OrtEnvironment environment, OrtSession session, WordPieces pieces) {}

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public double relatedSimilarity() {
    return RELATED;
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    load();
    Lock running = lock.readLock();
    running.lock();
    try {
      Model loaded = model;
      if (loaded == null) {
        throw new ModeldexException(ErrorCode.UNAVAILABLE, "the embedder is closed");
      }
      List<Embedding> embeddings = new ArrayList<>(texts.size());
      for (String text : texts) {
        embeddings.add(embed(loaded, text));
      }
      return embeddings;
    } catch (OrtException e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "running the embedder failed: " + e, e);
    } finally {
      running.unlock();
    }
  }

  private void load() {
    lock.writeLock().lock();
    try {
      if (model == null && !closed) {
        model = open();
      }
    } catch (IOException | OrtException | LinkageError e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "loading the embedder failed: " + e, e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static Model open() throws IOException, OrtException {
    try (InputStream weights = resource(FILE + ".onnx");
        InputStream tokenizer = resource(FILE + "-tokenizer.json");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new Model(
          environment,
          environment.createSession(weights.readAllBytes(), options),
          WordPieces.read(tokenizer));
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream resource = MiniLmEmbedder.class.getResourceAsStream(name);
    if (resource == null) {
      throw new IOException("there is no " + name + " on the class path");
    }
    return resource;
  }

  private static Embedding embed(Model model, String text) throws OrtException {
    long[] pieces = model.pieces().numbers(text, MAX_PIECES);
    long[] shape = {1, pieces.length};
    long[] seen = new long[pieces.length];
    Arrays.fill(seen, 1);
    OrtEnvironment environment = model.environment();
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(pieces), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(seen), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[pieces.length]), shape);
        OrtSession.Result result =
            model
                .session()
                .run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return Embedding.of(mean(((OnnxTensor) result.get(0)).getFloatBuffer()));
    }
  }

  /** The mean of vectors that stand one after another. */
  private static float[] mean(FloatBuffer vectors) {
    float[] sum = new float[DIMENSIONS];
    int count = vectors.remaining() / DIMENSIONS;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < DIMENSIONS; j++) {
        sum[j] += vectors.get() / count;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      if (model != null) {
        model.session().close();
        model = null;
      }
    } catch (OrtException e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "closing the embedder failed: " + e, e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
