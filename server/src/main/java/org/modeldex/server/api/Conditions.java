package org.modeldex.server.api;

import io.javalin.http.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.RequestHeaders;
import org.modeldex.store.Precondition;

/** Conditional requests (RFC 9110, section 13). A record's entity tag is its revision in quotes. */
final class Conditions {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

  private Conditions() {}

  static String tag(long revision) {
    return "\"" + revision + '"';
  }

  /** What must hold of the record for a write to be applied. */
  static Precondition of(Context request) {
    String match = RequestHeaders.find(request, IF_MATCH);
    String noneMatch = RequestHeaders.find(request, IF_NONE_MATCH);
    if (match != null && noneMatch != null) {
      throw ModeldexException.invalid(IF_MATCH, "and If-None-Match exclude each other");
    }
    if (match != null) {
      return match.strip().equals("*")
          ? Precondition.PRESENT
          : new Precondition.AtRevision(revision(match));
    }
    if (noneMatch == null) {
      return Precondition.NONE;
    }
    if (!noneMatch.strip().equals("*")) {
      throw ModeldexException.invalid(IF_NONE_MATCH, "must be * on a write but is " + noneMatch);
    }
    return Precondition.ABSENT;
  }

  /**
   * As {@link #of} for a call that needs the record, which a condition on its absence contradicts.
   */
  static Precondition ofPresent(Context request) {
    Precondition condition = of(request);
    if (condition instanceof Precondition.Absent) {
      throw ModeldexException.invalid(IF_NONE_MATCH, "makes no sense for a record that must exist");
    }
    return condition;
  }

  /** Refuses conditions where a call cannot honour them. */
  static void none(Context request) {
    for (String header : new String[] {IF_MATCH, IF_NONE_MATCH}) {
      if (request.header(header) != null) {
        throw ModeldexException.invalid(header, "is not supported by this call");
      }
    }
  }

  /** Whether the client has this revision already. */
  static boolean isKnown(Context request, long revision) {
    String known = RequestHeaders.find(request, IF_NONE_MATCH);
    if (known == null) {
      return false;
    }
    if (known.strip().equals("*")) {
      return true;
    }
    for (String tag : known.split(",", -1)) {
      String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
      if (strong.equals(tag(revision))) {
        return true;
      }
    }
    return false;
  }

  private static long revision(String header) {
    Matcher tag = TAG.matcher(header.strip());
    if (!tag.matches()) {
      throw ModeldexException.invalid(
          IF_MATCH, "must be * or one revision in double quotes, such as \"3\", but is " + header);
    }
    return Long.parseLong(tag.group(1));
  }
}
