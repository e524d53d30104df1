package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.search.Query;
import org.modeldex.search.Query.And;
import org.modeldex.search.Query.MatchAll;
import org.modeldex.search.Query.Not;
import org.modeldex.search.Query.Or;
import org.modeldex.search.Query.Words;

/**
 * Puts queries together in one normal form: a conjunction holds no conjunction, a disjunction no
 * disjunction, neither has less than two parts, and what only excludes stands beside {@link
 * Query#ALL}. A bare {@link Not} is still open to be taken up by a conjunction around it.
 */
final class Junctions {
  private Junctions() {}

  /** All must hold. */
  static Query all(List<Query> queries) {
    List<Query> clauses = new ArrayList<>();
    for (Query query : queries) {
      if (query instanceof And and) {
        and.clauses().stream().filter(Junctions::restricts).forEach(clauses::add);
      } else if (restricts(query)) {
        clauses.add(query);
      }
    }
    if (clauses.isEmpty()) {
      return Query.ALL;
    }
    if (clauses.size() == 1) {
      return clauses.getFirst();
    }
    if (clauses.stream().allMatch(Not.class::isInstance)) {
      clauses.addFirst(Query.ALL);
    }
    return new And(clauses);
  }

  /** One must hold. Free words are alternatives to each other already and become one clause. */
  static Query any(List<Query> queries) {
    List<Query> clauses = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int wordsAt = 0;
    for (Query query : queries) {
      List<Query> alternatives = query instanceof Or or ? or.clauses() : List.of(positive(query));
      for (Query alternative : alternatives) {
        if (alternative instanceof Words free) {
          wordsAt = words.isEmpty() ? clauses.size() : wordsAt;
          words.add(free.text());
        } else {
          clauses.add(alternative);
        }
      }
    }
    if (!words.isEmpty()) {
      clauses.add(wordsAt, new Words(String.join(" ", words)));
    }
    return clauses.size() == 1 ? clauses.getFirst() : new Or(clauses);
  }

  static Query negation(Query query) {
    return query instanceof Not not ? not.clause() : new Not(query);
  }

  /** The query beside {@link Query#ALL} when it only excludes. */
  static Query positive(Query query) {
    return query instanceof Not ? new And(List.of(Query.ALL, query)) : query;
  }

  private static boolean restricts(Query query) {
    return !(query instanceof MatchAll);
  }
}
