package org.modeldex.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a text means, as a vector of length 1: similar texts point in similar directions. */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * A vector scaled to length 1.
   *
   * @throws IllegalArgumentException when it has no length or one that is not finite
   */
  public static Embedding of(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException("no direction is given by a vector of length " + length);
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return new Embedding(unit);
  }

  public int dimensions() {
    return values.length;
  }

  /** The vector. */
  public float[] toArray() {
    return values.clone();
  }

  /** The cosine of the angle between two vectors of the same dimensions: 1 for the same text. */
  public double similarity(Embedding other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          values.length + " dimensions cannot be compared with " + other.values.length);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * other.values[i];
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding in " + values.length + " dimensions";
  }
}
