package org.modeldex.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options say how many: at least one, or at least none. */
record Count(int least) implements ITypeConverter<Integer> {
  /** For options of which none is an answer, too. */
  static final class OrNone implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return new Count(0).convert(text);
    }
  }

  @Override
  public Integer convert(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= least) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "must be a number from " + least + " to " + Integer.MAX_VALUE + " but is " + text);
  }
}
