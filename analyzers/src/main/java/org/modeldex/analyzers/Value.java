package org.modeldex.analyzers;

/**
 * What stands after an operator.
 *
 * @param text without escapes
 * @param hasWildcard whether a {@code *} or {@code ?} in it is meant as such
 * @param hasLiteral whether a {@code *} or {@code ?} in it is escaped
 * @param position in the query text
 */
record Value(String text, boolean hasWildcard, boolean hasLiteral, int position) {

  /** Whether it is a lone {@code *}. */
  boolean isAnything() {
    return hasWildcard && text.equals("*");
  }
}
