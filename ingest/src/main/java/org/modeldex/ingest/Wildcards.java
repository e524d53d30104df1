package org.modeldex.ingest;

import java.util.List;

/**
 * Patterns of file names: {@code ?} is any character, {@code *} any number of them, {@code [a-z]}
 * and {@code [!a-z]} one of a set, a backslash takes the next character at its word; between
 * slashes, {@code **} is any number of folders. Matching takes time in the order of pattern times
 * text.
 */
final class Wildcards {
  private Wildcards() {}

  /** Whether a path's parts match a pattern's parts, all of them. */
  static boolean matches(List<String> pattern, List<String> path) {
    int next = 0;
    int at = 0;
    int starNext = -1;
    int starAt = -1;
    while (at < path.size()) {
      boolean deep = next < pattern.size() && pattern.get(next).equals("**");
      if (deep) {
        starNext = ++next;
        starAt = at;
        if (next == pattern.size()) {
          return true;
        }
      } else if (next < pattern.size() && matches(pattern.get(next), path.get(at))) {
        next++;
        at++;
      } else if (starNext >= 0) {
        next = starNext;
        at = ++starAt;
      } else {
        return false;
      }
    }
    return next == pattern.size();
  }

  /** Whether a name matches a pattern. */
  static boolean matches(String pattern, String name) {
    int next = 0;
    int at = 0;
    int starNext = -1;
    int starAt = -1;
    while (at < name.length()) {
      int end = next < pattern.length() ? end(pattern, next) : -1;
      if (end > 0 && pattern.charAt(next) == '*') {
        starNext = end;
        starAt = at;
        next = end;
      } else if (end > 0 && matchesOne(pattern.substring(next, end), name.charAt(at))) {
        next = end;
        at++;
      } else if (starNext >= 0) {
        next = starNext;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }

  /** Where the element of a pattern ends that begins at an index. */
  private static int end(String pattern, int start) {
    return switch (pattern.charAt(start)) {
      case '\\' -> Math.min(start + 2, pattern.length());
      case '[' -> {
        int close = pattern.indexOf(']', start + 2);
        yield close < 0 ? start + 1 : close + 1;
      }
      default -> start + 1;
    };
  }

  private static boolean matchesOne(String element, char c) {
    return switch (element.charAt(0)) {
      case '?' -> true;
      case '\\' -> element.charAt(element.length() - 1) == c;
      case '[' -> element.length() == 1 ? c == '[' : isInSet(element, c);
      default -> element.charAt(0) == c;
    };
  }

  private static boolean isInSet(String element, char c) {
    boolean negated = element.charAt(1) == '!' || element.charAt(1) == '^';
    boolean found = false;
    int i = negated ? 2 : 1;
    while (i < element.length() - 1) {
      boolean range = i + 2 < element.length() - 1 && element.charAt(i + 1) == '-';
      char last = element.charAt(range ? i + 2 : i);
      found |= element.charAt(i) <= c && c <= last;
      i += range ? 3 : 1;
    }
    return found != negated;
  }
}
