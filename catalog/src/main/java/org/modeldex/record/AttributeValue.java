package org.modeldex.record;

import java.time.Instant;
import java.util.List;

/** The value of a custom attribute. */
public sealed interface AttributeValue {
  record Text(String text) implements AttributeValue {
    public Text {
      Limits.required("attributes", text, Limits.LONG_TEXT);
    }
  }

  /** A number. Negative zero, which JSON readers do not tell apart, is zero. */
  record Numeric(double value) implements AttributeValue {
    public Numeric {
      value += 0.0;
    }
  }

  record Flag(boolean value) implements AttributeValue {}

  record Time(Instant value) implements AttributeValue {}

  record Texts(List<String> texts) implements AttributeValue {
    public Texts {
      texts = Limits.list("attributes", texts, Limits.TERMS);
      texts.forEach(text -> Limits.required("attributes", text, Limits.SHORT_TEXT));
    }
  }
}
