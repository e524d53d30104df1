package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.recommend.BenchmarkMatrix.Model;

/**
 * How similar models are, 0..1: the cosine of their words, rare words counting more. The words are
 * those of the name, pairs of neighbours in it, its runs of letters and of digits ({@code resnet50}
 * is also {@code resnet} and {@code 50}), and the properties.
 *
 * <p>Rows of word weights have length 1 at most: words that no other model has are counted in the
 * length but not kept.
 */
final class ModelKernel {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern PART = Pattern.compile("[\\p{L}\\p{Nd}]+");
  private static final Pattern RUN = Pattern.compile("\\p{L}+|\\p{Nd}+");

  private final int[][] words;
  private final double[][] weights;
  private final double[] ownShare;
  private final int wordCount;

  ModelKernel(List<Model> models) {
    List<Set<String>> texts = models.stream().map(ModelKernel::words).toList();
    Map<String, Integer> frequencies = new HashMap<>();
    texts.forEach(text -> text.forEach(word -> frequencies.merge(word, 1, Integer::sum)));
    Map<String, Integer> places = new HashMap<>();
    words = new int[models.size()][];
    weights = new double[models.size()][];
    ownShare = new double[models.size()];
    for (int i = 0; i < words.length; i++) {
      List<String> shared =
          texts.get(i).stream().filter(word -> frequencies.getOrDefault(word, 0) > 1).toList();
      double square = texts.get(i).stream().mapToDouble(word -> rarity(word, frequencies)).sum();
      words[i] =
          shared.stream().mapToInt(w -> places.computeIfAbsent(w, x -> places.size())).toArray();
      weights[i] =
          shared.stream().mapToDouble(w -> Math.sqrt(rarity(w, frequencies) / square)).toArray();
      double kept = 0;
      for (double weight : weights[i]) {
        kept += weight * weight;
      }
      ownShare[i] = 1 - kept;
    }
    wordCount = places.size();
  }

  /** The square of a word's weight: the logarithm of how few models have it. */
  private double rarity(String word, Map<String, Integer> frequencies) {
    return Math.log((words.length + 1.0) / frequencies.getOrDefault(word, 1));
  }

  private static Set<String> words(Model model) {
    Set<String> words = new LinkedHashSet<>();
    List<String> kept = new ArrayList<>();
    String name = HUMP.matcher(model.name()).replaceAll(" ").toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(name);
    while (part.find()) {
      kept.add(part.group());
      words.add(part.group());
      Matcher run = RUN.matcher(part.group());
      while (run.find()) {
        words.add("run " + run.group());
      }
    }
    for (int i = 1; i < kept.size(); i++) {
      words.add("pair " + kept.get(i - 1) + ' ' + kept.get(i));
    }
    model.properties().forEach(property -> words.add("property " + property));
    return words;
  }

  int size() {
    return words.length;
  }

  /** The sum over all models of word weights times rows of {@code x}: one row for each word. */
  double[][] project(double[][] x, int width) {
    double[][] sums = new double[wordCount][width];
    for (int i = 0; i < words.length; i++) {
      double[] row = x[i];
      for (int k = 0; k < words[i].length; k++) {
        double[] sum = sums[words[i][k]];
        double weight = weights[i][k];
        for (int j = 0; j < width; j++) {
          sum[j] += weight * row[j];
        }
      }
    }
    return sums;
  }

  /** What model i gets back of a projection in place j; the kernel's row times x, less its own. */
  double back(int i, double[][] projected, int j) {
    double sum = 0;
    for (int k = 0; k < words[i].length; k++) {
      sum += weights[i][k] * projected[words[i][k]][j];
    }
    return sum;
  }

  /** What a model shares with no other: the part of its similarity to itself that words lack. */
  double ownShare(int i) {
    return ownShare[i];
  }

  /** The similarity of one model to each. */
  double[] similarities(int model) {
    double[] own = new double[wordCount];
    for (int k = 0; k < words[model].length; k++) {
      own[words[model][k]] = weights[model][k];
    }
    double[] similarities = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      for (int k = 0; k < words[i].length; k++) {
        similarities[i] += weights[i][k] * own[words[i][k]];
      }
    }
    return similarities;
  }
}
