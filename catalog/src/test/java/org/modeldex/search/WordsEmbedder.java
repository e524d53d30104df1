package org.modeldex.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Adds up a direction for every word, so texts are as similar as they have words in common; a few
 * words mean the same as others.
 */
public final class WordsEmbedder implements Embedder {
  private static final Map<String, String> SAME =
      Map.of("car", "automobile", "cars", "automobile", "physician", "doctor", "film", "movie");

  private final AtomicInteger embedded = new AtomicInteger();
  private final String model;
  private volatile boolean failing;
  private volatile boolean withoutLibrary;

  public WordsEmbedder() {
    this("words");
  }

  public WordsEmbedder(String model) {
    this.model = model;
  }

  /** How many texts were embedded so far. */
  public int embedded() {
    return embedded.get();
  }

  /** From now on everything fails, or works again. */
  public void fail(boolean fails) {
    failing = fails;
  }

  /** From now on it lacks a library of the system, or has it again. */
  public void missLibrary(boolean misses) {
    withoutLibrary = misses;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public int dimensions() {
    return 512;
  }

  @Override
  public double relatedSimilarity() {
    return 0.15;
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    if (failing) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the embedder is out of order");
    }
    if (withoutLibrary) {
      throw new UnsatisfiedLinkError("no words in java.library.path");
    }
    List<Embedding> embeddings = new ArrayList<>();
    for (String text : texts) {
      embedded.incrementAndGet();
      float[] sum = new float[dimensions()];
      add(sum, "");
      for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
        add(sum, SAME.getOrDefault(word, word));
      }
      embeddings.add(Embedding.of(sum));
    }
    return embeddings;
  }

  private static void add(float[] sum, String word) {
    Random random = new Random(word.hashCode());
    float weight = word.isEmpty() ? 0.01f : 1;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (float) random.nextGaussian();
    }
  }

  @Override
  public void close() {}
}
