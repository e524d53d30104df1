package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;

class HighlightsTest {
  @TempDir private Path folder;

  @Test
  void theFirstWordOfAVeryLongSentenceIsMarked() {
    MetadataRecord danish =
        MetadataRecord.builder(RecordId.model("p", "a"))
            .description("Danish" + " and some more words without an end".repeat(60))
            .build();
    try (RecordIndex records = new RecordIndex(folder)) {
      records.put(danish);
      assertThat(records.index().highlight(new Query.Words("Danish"), List.of(danish)))
          .hasEntrySatisfying(
              danish.id(),
              fields ->
                  assertThat(fields.get(SearchField.DESCRIPTION))
                      .singleElement()
                      .asString()
                      .startsWith("<mark>Danish</mark> and some"));
    }
  }
}
