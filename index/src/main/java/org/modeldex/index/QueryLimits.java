package org.modeldex.index;

import java.util.List;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;

/** How large a query may be. */
final class QueryLimits {
  private static final int MAX_CLAUSES = 256;
  private static final int MAX_DEPTH = 32;

  private QueryLimits() {}

  /**
   * Checks how large a query is.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it has too many clauses or levels
   */
  static void check(Query query) {
    int clauses = clauses(query, 1);
    if (clauses > MAX_CLAUSES) {
      throw ModeldexException.invalid(
          "query", "has " + clauses + " clauses, more than " + MAX_CLAUSES);
    }
  }

  private static int clauses(Query query, int depth) {
    if (depth > MAX_DEPTH) {
      throw ModeldexException.invalid("query", "is nested deeper than " + MAX_DEPTH + " levels");
    }
    List<Query> parts =
        switch (query) {
          case Query.And and -> and.clauses();
          case Query.Or or -> or.clauses();
          case Query.Not not -> List.of(not.clause());
          default -> List.of();
        };
    int sum = parts.isEmpty() ? 1 : 0;
    for (Query part : parts) {
      sum += clauses(part, depth + 1);
    }
    return sum;
  }
}
