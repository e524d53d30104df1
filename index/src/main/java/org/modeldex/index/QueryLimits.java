package org.modeldex.index;

import java.util.List;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;

/** How large a query may be. */
final class QueryLimits {
  private static final int MAX_CLAUSES = 256;
  private static final int MAX_DEPTH = 32;

  /** Each is compared with many words of the index, which no time limit interrupts. */
  private static final int MAX_FUZZY = 20;

  private QueryLimits() {}

  /**
   * Checks how large a query is.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it has too many clauses, fuzzy words or levels
   */
  static void check(Query query) {
    int clauses = clauses(query, 1);
    if (clauses > MAX_CLAUSES) {
      throw ModeldexException.invalid(
          "query", "has " + clauses + " clauses, more than " + MAX_CLAUSES);
    }
    int fuzzy = fuzzy(query);
    if (fuzzy > MAX_FUZZY) {
      throw ModeldexException.invalid(
          "query", "has " + fuzzy + " words that may differ (word~), more than " + MAX_FUZZY);
    }
  }

  private static int fuzzy(Query query) {
    return query instanceof Query.Fuzzy
        ? 1
        : parts(query).stream().mapToInt(QueryLimits::fuzzy).sum();
  }

  private static int clauses(Query query, int depth) {
    if (depth > MAX_DEPTH) {
      throw ModeldexException.invalid("query", "is nested deeper than " + MAX_DEPTH + " levels");
    }
    List<Query> parts = parts(query);
    int sum = parts.isEmpty() ? 1 : 0;
    for (Query part : parts) {
      sum += clauses(part, depth + 1);
    }
    return sum;
  }

  private static List<Query> parts(Query query) {
    return switch (query) {
      case Query.And and -> and.clauses();
      case Query.Or or -> or.clauses();
      case Query.Not not -> List.of(not.clause());
      default -> List.of();
    };
  }
}
