package org.modeldex.ingest.table;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;

/** A record with what its rows say, text by text, until all of them are read. */
final class Entrant {
  private final Draft draft;
  private final Map<Field, Set<String>> fields = new EnumMap<>(Field.class);
  private final Map<String, Set<String>> hyperparameters = new LinkedHashMap<>();
  private final Map<String, Set<String>> attributes = new LinkedHashMap<>();

  Entrant(Draft draft) {
    this.draft = draft;
  }

  Draft draft() {
    return draft;
  }

  void field(Field field, List<String> texts) {
    fields.computeIfAbsent(field, first -> new LinkedHashSet<>()).addAll(texts);
  }

  void hyperparameter(String name, List<String> texts) {
    add(name, texts, hyperparameters);
  }

  void attribute(String name, List<String> texts) {
    add(name, texts, attributes);
  }

  private static void add(String name, List<String> texts, Map<String, Set<String>> target) {
    for (String text : texts) {
      if (!NoValue.isSaid(text)) {
        target.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(text);
      }
    }
  }

  /** The first text of a field; null when it has none. */
  @Nullable String first(Field field) {
    Set<String> texts = fields.get(field);
    return texts == null || texts.isEmpty() ? null : texts.iterator().next();
  }

  /** Puts everything into the draft. */
  void finish(TableMapping mapping, FieldWriter writer) {
    fields.forEach((field, texts) -> {
      Cells cells = mapping.fields().get(field);
      if (!texts.isEmpty()) {
        writer.write(draft, field, List.copyOf(texts), cells == null ? null : cells.unit());
      }
    });
    hyperparameters.forEach(
        (name, texts) -> draft.hyperparameter(name, String.join(", ", texts), draft.line()));
    attributes.forEach((name, texts) -> draft.attribute(name, List.copyOf(texts), draft.line()));
  }
}
