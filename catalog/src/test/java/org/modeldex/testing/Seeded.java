package org.modeldex.testing;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Randomised trials that can be repeated: a failure names its seed, and {@code -Dseed=N} runs that
 * one trial alone.
 */
public final class Seeded {
  private Seeded() {}

  /** Runs {@code trial} with {@code trials} different sources of randomness. */
  public static void trials(int trials, Consumer<Random> trial) {
    Long only = Long.getLong("seed");
    if (only != null) {
      trial.accept(new Random(only));
      return;
    }
    long first = System.nanoTime();
    for (long seed = first; seed < first + trials; seed++) {
      try {
        trial.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("failed with -Dseed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** Something that is done with one seed. */
  @FunctionalInterface
  public interface Trial {
    void run(long seed) throws Exception;
  }

  /** Runs one trial that makes its sources of randomness itself. */
  public static void trial(Trial trial) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    try {
      trial.run(seed);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("failed with -Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
