package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.modeldex.search.SearchRequest.SortKey;

/** Reads {@code order_by}: {@code metrics.rmse DESC}, {@code params."a b"}. */
final class OrderBy {
  private OrderBy() {}

  /** Names the sort key of something; refuses what it does not know. */
  @FunctionalInterface
  interface Keys {
    SortKey key(Identifier identifier, boolean descending);
  }

  /**
   * The sort keys of a call.
   *
   * @param otherwise what follows; all of it when nothing is asked for
   */
  static List<SortKey> of(List<String> clauses, Keys keys, List<SortKey> otherwise) {
    List<SortKey> order = new ArrayList<>();
    Set<Identifier> seen = new HashSet<>();
    for (String clause : clauses) {
      String text = clause.strip();
      int space = directionAt(text);
      String direction = space < 0 ? "ASC" : text.substring(space).strip().toUpperCase(Locale.ROOT);
      Identifier identifier = Identifier.parse(space < 0 ? text : text.substring(0, space).strip());
      if (text.isEmpty() || !(direction.equals("ASC") || direction.equals("DESC"))) {
        throw MlflowErrors.invalid("Invalid order_by clause '" + clause + "'");
      }
      if (!seen.add(identifier)) {
        throw MlflowErrors.invalid("`order_by` contains duplicate fields: " + clauses);
      }
      order.add(keys.key(identifier, direction.equals("DESC")));
    }
    order.addAll(otherwise);
    return order;
  }

  /**
   * Where the direction begins; minus 1 when there is none. A key with spaces is quoted, but for
   * the last word of {@code Run name}.
   */
  private static int directionAt(String text) {
    int space = text.length() - 1;
    while (space >= 0 && !Character.isWhitespace(text.charAt(space))) {
      space--;
    }
    boolean quoted = text.endsWith("\"") || text.endsWith("`");
    boolean oldName = text.toLowerCase(Locale.ROOT).endsWith("run name");
    return space < 0 || quoted || oldName ? -1 : space;
  }
}
