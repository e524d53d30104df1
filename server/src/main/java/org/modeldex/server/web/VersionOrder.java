package org.modeldex.server.web;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Versions as people count them: numbers in them by their size, so that 9 comes before 10. */
final class VersionOrder implements Comparator<String> {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String a, String b) {
    List<String> ours = parts(a);
    List<String> theirs = parts(b);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      int order = part(ours.get(i), theirs.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(ours.size(), theirs.size());
    return order == 0 ? a.compareTo(b) : order;
  }

  private static int part(String a, String b) {
    return isNumber(a) && isNumber(b)
        ? new BigInteger(a).compareTo(new BigInteger(b))
        : a.compareTo(b);
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }

  private static List<String> parts(String version) {
    return PART.matcher(version).results().map(MatchResult::group).toList();
  }
}
