package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreeTextTest {
  private static final Query WORDS = new Query.Words("street scenes");
  private static final Query TASK = new Query.FieldIs(SearchField.TASK, "object-detection");
  private static final Query PHRASE = new Query.Phrase("at night");

  @Test
  void theTextIsAllThatRanks() {
    Query query = new Query.And(List.of(WORDS, TASK, PHRASE, new Query.Not(new Query.Words("no"))));
    assertThat(FreeText.of(query)).isEqualTo("street scenes at night");
    assertThat(FreeText.of(TASK)).isEmpty();
    assertThat(FreeText.of(new Query.Words("  "))).isEmpty();
  }

  @Test
  void theRestIsAllButLooseWords() {
    Query not = new Query.Not(new Query.Words("no"));
    assertThat(FreeText.without(new Query.And(List.of(WORDS, TASK, PHRASE, not))))
        .isEqualTo(new Query.And(List.of(Query.ALL, TASK, PHRASE, not)));
    assertThat(FreeText.without(WORDS)).isEqualTo(Query.ALL);
  }

  @Test
  void alternativesToLooseWordsDemandNothing() {
    assertThat(FreeText.without(new Query.Or(List.of(WORDS, TASK)))).isEqualTo(Query.ALL);
    assertThat(FreeText.without(new Query.Or(List.of(PHRASE, TASK))))
        .isEqualTo(new Query.Or(List.of(PHRASE, TASK)));
  }
}
