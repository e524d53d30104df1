package org.modeldex.analyzers;

import java.util.Random;

/** Text as no one would write it. */
final class RandomText {
  private static final String[] PIECES = {
    "a",
    "B",
    "resnet",
    "ResNet",
    "50",
    "é",
    "e\u0301",
    "中",
    "文",
    "カ",
    "한국",
    "ß",
    "İ",
    "ﬁ",
    "🤗",
    "👩‍🔬",
    "\uD800",
    "\uDC00",
    "\u0000",
    "\u00A0",
    "\u3000",
    "\u200D",
    " ",
    "  ",
    "\n",
    "\t",
    "-",
    "+",
    "!",
    "(",
    ")",
    ":",
    "^",
    "@",
    "<",
    ">",
    "=",
    "<=",
    ">=",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "~",
    "~1",
    "\\",
    "\\u",
    "\\u12",
    "/",
    "*",
    "?",
    "&&",
    "||",
    "&",
    "|",
    "AND",
    "OR",
    "NOT",
    "TO",
    "fn:",
    "%",
    "#",
    ".",
    ",",
    ";",
    "'",
    "license:",
    "license:mit",
    "task:",
    "accuracy>=",
    "accuracy>0.8",
    "name:",
    "updated>",
    "has:",
    "missing:license",
    "attr.x:",
    "attr.x>3",
    "parameters:[",
    "1e9",
    "50M",
    "2026-01-01",
    "-30d",
    "NaN",
    "[* TO 5]",
    "{1 TO 2]",
    "foo:bar",
    "kind:*",
    "$",
    "_"
  };

  private RandomText() {}

  /** Words, operators, halves of surrogate pairs, anything; up to {@code pieces} of them. */
  static String anything(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      if (random.nextInt(8) == 0) {
        text.append((char) random.nextInt(Character.MAX_VALUE + 1));
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }
}
