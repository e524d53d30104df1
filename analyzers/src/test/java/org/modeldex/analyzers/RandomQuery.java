package org.modeldex.analyzers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.modeldex.search.Query;
import org.modeldex.search.Query.AttributeIs;
import org.modeldex.search.Query.FieldIs;
import org.modeldex.search.Query.FieldRange;
import org.modeldex.search.Query.Fuzzy;
import org.modeldex.search.Query.HasField;
import org.modeldex.search.Query.HasMetric;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.Query.Phrase;
import org.modeldex.search.Query.TextIs;
import org.modeldex.search.Query.Wildcard;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

/** Queries of every shape that parsing can return. */
final class RandomQuery {
  private static final SearchField[] FREE_KEYWORDS = {
    SearchField.ID, SearchField.PROJECT, SearchField.LIBRARY, SearchField.ARCHITECTURE,
    SearchField.TAG, SearchField.OWNER, SearchField.STAGE, SearchField.SOURCE
  };
  private static final SearchField[] TEXTS = {
    SearchField.NAME, SearchField.DESCRIPTION, SearchField.PAPER
  };
  private static final SearchField[] NUMBERS = {
    SearchField.PARAMETERS, SearchField.SIZE, SearchField.FLOPS
  };
  private static final String[] METRICS = {
    "accuracy",
    "accuracy@imagenet-1k",
    "box-ap@coco",
    "wer",
    "loss",
    "bleu",
    "our-score",
    "some-thing@somewhere",
    "accuracy@imagenet-1k#val"
  };

  private final Random random;

  RandomQuery(Random random) {
    this.random = random;
  }

  /** A whole query in normal form. */
  Query next() {
    return Junctions.positive(random.nextInt(10) == 0 ? Query.ALL : any(3));
  }

  private Query any(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf();
    }
    List<Query> parts = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(any(depth - 1));
    }
    return switch (random.nextInt(3)) {
      case 0 -> Junctions.all(parts);
      case 1 -> Junctions.any(parts);
      default -> Junctions.negation(parts.getFirst());
    };
  }

  private Query leaf() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> new Words(words(3));
      case 2 -> new Phrase(text());
      case 3 -> new Fuzzy(words(1), 1 + random.nextInt(2));
      case 4 -> new TextIs(pick(TEXTS), text());
      case 5 -> new FieldIs(pick(FREE_KEYWORDS), text().strip());
      case 6 -> new FieldIs(SearchField.TASK, Vocabulary.builtIn().taskSlug(words(1)));
      case 7 -> new Wildcard(pick(TEXTS), "a" + words(1).replaceAll("[*?]", "") + "*b?");
      case 8 -> new FieldRange(pick(NUMBERS), interval(this::number));
      case 9 -> new FieldRange(SearchField.UPDATED, interval(this::time));
      case 10 -> new HasField(pick(SearchField.values()));
      case 11 -> new MetricRange(pick(METRICS), interval(this::number));
      case 12 -> new HasMetric(pick(METRICS));
      default -> new AttributeIs(words(2), text());
    };
  }

  private Interval interval(Supplier<Double> values) {
    double a = values.get();
    double b = values.get();
    boolean one = random.nextBoolean();
    boolean two = random.nextBoolean();
    return switch (random.nextInt(6)) {
      case 0 -> Interval.exactly(a);
      case 1 -> one ? Interval.atLeast(a) : Interval.above(a);
      case 2 -> one ? Interval.atMost(a) : Interval.below(a);
      default ->
          a == b ? Interval.exactly(a) : new Interval(Math.min(a, b), one, Math.max(a, b), two);
    };
  }

  private double number() {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(200);
      case 1 -> random.nextInt(1_000) * 1e6;
      case 2 -> random.nextDouble() * (random.nextBoolean() ? 3 : -3);
      case 3 -> random.nextGaussian() * 1e20;
      default -> random.nextGaussian() * 1e-20;
    };
  }

  private double time() {
    long start = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
    return start + (double) random.nextLong(2_000_000_000_000L);
  }

  /** Visible words with single spaces between them. */
  private String words(int most) {
    StringBuilder words = new StringBuilder(word());
    for (int i = random.nextInt(most); i > 0; i--) {
      words.append(' ').append(word());
    }
    return words.toString();
  }

  private String word() {
    String word = QuerySource.of(RandomText.anything(random, 4)).words().replace(" ", "");
    return word.isEmpty() ? "x" : word;
  }

  /** As words, and with spaces anywhere but never blank. */
  private String text() {
    return random.nextBoolean() ? words(2) : ' ' + words(2) + "  " + words(1);
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
