package org.modeldex.compare;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;

/** What one record has in one row of a {@link Comparison}. */
public sealed interface Cell {
  Cell MISSING = new Missing();

  /** What is the same in two cells that say the same. */
  Object content();

  /** The number by which cells are compared; NaN when this is none. */
  double number();

  /** The record does not say. */
  record Missing() implements Cell {
    @Override
    public Object content() {
      return this;
    }

    @Override
    public double number() {
      return Double.NaN;
    }
  }

  record Text(String text) implements Cell {
    @Override
    public Object content() {
      return text;
    }

    @Override
    public double number() {
      return Double.NaN;
    }
  }

  /** A text that is often a number: {@code 2e-05} and {@code 0.00002} say the same. */
  record Setting(String text) implements Cell {
    private static final Pattern NUMBER =
        Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{0,30})?([eE][+-]?[0-9]{1,3})?");

    @Override
    public Object content() {
      return NUMBER.matcher(text).matches() ? new BigDecimal(text).stripTrailingZeros() : text;
    }

    @Override
    public double number() {
      return Double.NaN;
    }
  }

  /** Several texts whose order means nothing, at least one. */
  record Texts(List<String> texts) implements Cell {
    public Texts {
      texts = List.copyOf(texts);
    }

    @Override
    public Object content() {
      return Set.copyOf(texts);
    }

    @Override
    public double number() {
      return Double.NaN;
    }
  }

  /** A number of things. */
  record Whole(long count) implements Cell {
    @Override
    public Object content() {
      return count;
    }

    @Override
    public double number() {
      return count;
    }
  }

  record Decimal(double value) implements Cell {
    @Override
    public Object content() {
      return value;
    }

    @Override
    public double number() {
      return value;
    }
  }

  /**
   * A text of sentences.
   *
   * @param text its beginning, if it is very long
   * @param whole the text itself
   * @param changes how {@code text} came from the first record's; empty for the first record, where
   *     that has none and where both are the same
   */
  record Prose(String text, String whole, List<TextDiff.Span> changes) implements Cell {
    public Prose {
      changes = List.copyOf(changes);
    }

    /** Whether {@link #text} is but the beginning. */
    public boolean isCut() {
      return text.length() < whole.length();
    }

    @Override
    public Object content() {
      return whole;
    }

    @Override
    public double number() {
      return Double.NaN;
    }
  }

  /**
   * A measured value.
   *
   * @param measurement the best of the record's under this key; the first where no direction is
   *     better
   * @param inherited whether it is one of the model's current version
   * @param others how many more measurements the record has under this key, for instance with
   *     another configuration
   */
  record Result(Measurement measurement, boolean inherited, int others) implements Cell {
    @Override
    public Object content() {
      Reading reading = measurement.reading();
      return reading == null || reading.value() == null ? measurement.raw() : reading.value() + 0.0;
    }

    @Override
    public double number() {
      Reading reading = measurement.reading();
      return reading == null || reading.value() == null ? Double.NaN : reading.value();
    }
  }
}
