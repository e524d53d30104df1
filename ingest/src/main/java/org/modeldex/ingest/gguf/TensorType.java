package org.modeldex.ingest.gguf;

import java.util.List;

/** How the numbers of a tensor are stored: the types of ggml by their number. */
final class TensorType {
  private static final List<String> NAMES =
      List.of(
          "F32", "F16", "Q4_0", "Q4_1", "4", "5", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K",
          "Q4_K", "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL",
          "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16", "I32", "I64", "F64", "IQ1_M", "BF16");

  private TensorType() {}

  /** The type's name, or the number itself where it is not known. */
  static String name(long type) {
    return type >= 0 && type < NAMES.size() ? NAMES.get((int) type) : Long.toString(type);
  }
}
