package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modeldex.index.SuggestRun.Scored;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;

/**
 * Chooses from what was found: of one type no more than half while there is anything else, and of
 * values that read the same (a task that is a tag too) the best alone. One thread.
 */
final class SuggestionMix {
  private final NameCompletions names;
  private final SuggestedTogether together;
  private final int limit;
  private final Map<Object, Integer> perType = new HashMap<>();
  private final Set<String> texts = new HashSet<>();

  SuggestionMix(NameCompletions names, SuggestedTogether together, int limit) {
    this.names = names;
    this.together = together;
    this.limit = limit;
  }

  /**
   * Chooses.
   *
   * @param found best first
   */
  List<Suggestion> of(List<Scored> found) throws IOException {
    List<Suggestion> chosen = new ArrayList<>();
    List<Suggestion> rest = new ArrayList<>();
    for (Scored scored : found) {
      Suggestion suggestion = scored.suggestion();
      if (chosen.size() == limit) {
        break;
      }
      boolean isOneOfMany = perType.getOrDefault(type(suggestion), 0) >= (limit + 1) / 2;
      if (isRepetition(suggestion) || (isOneOfMany && rest.size() == limit)) {
        continue;
      }
      Optional<Suggestion> written = written(suggestion);
      if (isOneOfMany) {
        written.ifPresent(rest::add);
      } else if (written.isPresent()) {
        perType.merge(type(suggestion), 1, Integer::sum);
        chosen.add(written.get());
      }
    }
    chosen.addAll(rest.subList(0, Math.min(rest.size(), limit - chosen.size())));
    return chosen;
  }

  /** With a name as it is written; empty when nothing would be found with it. */
  private Optional<Suggestion> written(Suggestion suggestion) throws IOException {
    if (!together.has(suggestion)) {
      return Optional.empty();
    }
    return suggestion instanceof Suggestion.Value value && value.field() == SearchField.NAME
        ? names
            .find(value.text())
            .map(name ->
                new Suggestion.Value(SearchField.NAME, name.name(), name.count(), value.words()))
        : Optional.of(suggestion);
  }

  private boolean isRepetition(Suggestion suggestion) {
    return suggestion instanceof Suggestion.Value value
        && value.field() != SearchField.NAME
        && !texts.add(value.text());
  }

  private static Object type(Suggestion suggestion) {
    return suggestion instanceof Suggestion.Value value ? value.field() : suggestion.getClass();
  }
}
