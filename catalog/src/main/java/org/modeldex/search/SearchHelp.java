package org.modeldex.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;

/** What an index knows beside the answers to searches: how a query may go on. */
public interface SearchHelp {

  /**
   * How what is being typed may go on, best first: words may begin anywhere in a suggestion, a
   * letter or two may be wrong, and what many records have comes before what few have. Never waits
   * for changes to become visible.
   *
   * @param kind of which the records are whose names are suggested; null for all
   * @param limit 1 to 100
   */
  List<Suggestion> suggest(Typed typed, @Nullable Kind kind, int limit);
}
