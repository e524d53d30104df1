package org.modeldex.index;

import java.util.Optional;
import org.modeldex.search.SearchField;

/** The parts of a record that free text is looked for in, and how much a match in each is worth. */
enum TextPart {
  NAME(SearchField.NAME, 4f),
  ARCHITECTURE(SearchField.ARCHITECTURE, 2.5f),
  TASK(SearchField.TASK, 2.5f),
  /** Tags and other labels: framework, library, algorithm, domain, modalities, datasets. */
  LABEL(SearchField.TAG, 1.5f),
  DESCRIPTION(SearchField.DESCRIPTION, 1f),
  PAPER(SearchField.PAPER, 1f);

  private final SearchField field;
  private final float boost;
  private final String luceneField;

  TextPart(SearchField field, float boost) {
    this.field = field;
    this.boost = boost;
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

  float boost() {
    return boost;
  }

  /** The Lucene field. */
  String luceneField() {
    return luceneField;
  }
}
