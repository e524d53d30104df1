package org.modeldex.index;

import java.util.Optional;
import org.modeldex.search.SearchField;

/** The parts of a record that free text is looked for in, and how much a word in each is worth. */
enum TextPart {
  NAME(SearchField.NAME, 4),
  ARCHITECTURE(SearchField.ARCHITECTURE, 3),
  TASK(SearchField.TASK, 3),
  /** English names and codes. */
  LANGUAGE(SearchField.LANGUAGE, 3),
  /** Tags and other labels: framework, library, algorithm, domain, modalities, datasets. */
  LABEL(SearchField.TAG, 3),
  DESCRIPTION(SearchField.DESCRIPTION, 1),
  PAPER(SearchField.PAPER, 2);

  private final SearchField field;
  private final int weight;
  private final String luceneField;

  TextPart(SearchField field, int weight) {
    this.field = field;
    this.weight = weight;
    this.luceneField = field.word() + ".text";
  }

  /** The part that holds a field's words. */
  static Optional<TextPart> of(SearchField field) {
    for (TextPart part : values()) {
      if (part.field == field) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  SearchField field() {
    return field;
  }

  /** How many times a word of this part counts in {@link CombinedText}. */
  int weight() {
    return weight;
  }

  /** The Lucene field. */
  String luceneField() {
    return luceneField;
  }
}
