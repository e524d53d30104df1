package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchRequest;
import org.modeldex.testing.Records;

class IndexHealingTest {
  private final FullDisk disk = new FullDisk(new ByteBuffersDirectory());
  private LuceneSearchIndex index;

  @BeforeEach
  void open() throws IOException {
    index = new LuceneSearchIndex(disk, Folders.options("uuid"));
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void apply(String name, long sequence) {
    SearchDocument document = new SearchDocument(Records.model(name, "a model"), List.of());
    index.apply(List.of(new IndexChange.Index(document)), sequence);
  }

  private List<String> names() {
    return index.search(SearchRequest.of(Query.ALL, 10)).hits().stream()
        .map(hit -> hit.id().name())
        .toList();
  }

  private static void assertUnavailable(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void searchesGoOnWhileTheDiskIsFull() {
    apply("a", 1);
    index.refresh();
    disk.fill();
    assertUnavailable(() -> apply("b", 2));
    assertUnavailable(() -> apply("b", 2));
    assertThat(names()).containsExactly("a");
    assertThat(index.visibleSequence()).isEqualTo(1);
  }

  @Test
  void goesOnFromTheLastCommitWhenThereIsSpaceAgain() {
    apply("a", 1);
    index.commit();
    apply("b", 2);
    disk.fill();
    assertUnavailable(index::commit);
    assertThat(index.durableSequence()).isEqualTo(1);
    assertUnavailable(() -> apply("b", 2));

    disk.free();
    apply("b", 2);
    index.refresh();
    index.commit();
    assertThat(names()).containsExactlyInAnyOrder("a", "b");
    assertThat(index.durableSequence()).isEqualTo(2);
  }

  @Test
  void neverShowsLessThanBeforeWhileItCatchesUp() {
    apply("a", 1);
    index.commit();
    apply("b", 2);
    apply("c", 3);
    index.refresh();
    disk.fill();
    assertUnavailable(index::commit);
    disk.free();

    apply("b", 2);
    index.refresh();
    assertThat(index.visibleSequence()).isEqualTo(3);
    assertThat(names()).containsExactlyInAnyOrder("a", "b", "c");
    apply("c", 3);
    apply("d", 4);
    index.refresh();
    assertThat(index.visibleSequence()).isEqualTo(4);
    assertThat(names()).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void isNewAgainWhenNothingWasEverCommitted() {
    apply("a", 1);
    disk.fill();
    assertUnavailable(index::commit);
    disk.free();
    index.clear();
    assertThat(index.durableSequence()).isEqualTo(-1);
    assertThat(names()).isEmpty();
  }
}
