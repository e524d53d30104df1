package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.Hit;

/** Pages of an index that changes while they are read. */
class PagingTest {
  private static final int RECORDS = 120;

  @TempDir private Path folder;

  private static MetadataRecord record(String name, String description) {
    return MetadataRecord.builder(RecordId.model("p", name)).description(description).build();
  }

  /** The next hits for a word; a machine that is busy may need more than one attempt. */
  private static SearchResults page(RecordIndex records, @Nullable String cursor) {
    SearchRequest request =
        new SearchRequest(
            new Query.Words("network"), List.of(), List.of(), Sort.RELEVANCE, 10, cursor);
    SearchResults page = records.index().search(request);
    while (page.partial()) {
      page = records.index().search(request);
    }
    return page;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rare", "more of the same", "something longer about a network of words"})
  void everyHitComesOnceWhateverIsIndexedBetweenThePages(String description) {
    try (RecordIndex records = new RecordIndex(folder)) {
      records.put(
          IntStream.range(0, RECORDS)
              .mapToObj(i -> record("m" + i, "network of words " + "and".repeat(i % 3)))
              .toArray(MetadataRecord[]::new));
      List<RecordId> seen = new ArrayList<>();
      String cursor = null;
      do {
        SearchResults page = page(records, cursor);
        page.hits().stream().map(Hit::id).forEach(seen::add);
        cursor = page.nextCursor();
        records.put(record("other" + seen.size(), description));
      } while (cursor != null && seen.size() < 3 * RECORDS);
      assertThat(seen).filteredOn(id -> id.name().startsWith("m")).hasSize(RECORDS);
      assertThat(seen).doesNotHaveDuplicates();
    }
  }

  @Test
  void aHitThatWasDeletedMeanwhileDoesNotStopThePages() {
    try (RecordIndex records = new RecordIndex(folder)) {
      records.put(
          IntStream.range(10, 40)
              .mapToObj(i -> record("m" + i, "network"))
              .toArray(MetadataRecord[]::new));
      SearchResults first = page(records, null);
      records.remove(first.hits().getLast().id());
      assertThat(page(records, first.nextCursor()).hits()).hasSize(10);
    }
  }
}
