package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.search.IndexChange;
import org.modeldex.search.ModelFamily;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.Family;
import org.modeldex.search.SearchResults.Hit;

/** One hit of each family, whatever the order of hits, on all pages. */
class FamilyTest {
  private static final List<String> NAMES = List.of("resnet", "vit", "swin", "mixer", "convnext");
  private static final int RECORDS = 600;

  private LuceneSearchIndex index;
  private final List<MetadataRecord> records = new ArrayList<>();

  private static List<Sort> orders() {
    return List.of(
        Sort.RELEVANCE,
        new Sort.ByField(SearchField.NAME, false),
        new Sort.ByField(SearchField.PARAMETERS, true));
  }

  @BeforeEach
  void fill() throws IOException {
    index = new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    for (int i = 0; i < RECORDS; i++) {
      String name = NAMES.get(i % NAMES.size()) + " " + i;
      records.add(
          MetadataRecord.builder(RecordId.model("p" + i % 8, name))
              .description("network ".repeat(1 + i * 31 % 11))
              .structural(Structural.builder().parameterCount(i * 7_919L % 1_000).build())
              .build());
    }
    index.apply(
        records.stream()
            .<IndexChange>map(
                record -> new IndexChange.Index(new SearchDocument(record, List.of())))
            .toList(),
        1);
    index.refresh();
  }

  @AfterEach
  void close() {
    index.close();
  }

  private SearchResults page(Sort sort, int limit, @Nullable String cursor) {
    return index.search(
        new SearchRequest(
                new Query.Words("network"),
                List.of(),
                List.of(new Facet(SearchField.PROJECT, 10)),
                sort,
                limit,
                cursor)
            .collapsed(true));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void showsTheFirstOfEachFamilyOnceInOrder(Sort order) {
    Set<String> seen = new HashSet<>();
    List<RecordId> expected = new ArrayList<>();
    for (Hit hit : all(order)) {
      if (seen.add(family(hit.id()))) {
        expected.add(hit.id());
      }
    }
    List<RecordId> shown = new ArrayList<>();
    String cursor = null;
    do {
      SearchResults page = page(order, 7, cursor);
      page.hits().forEach(hit -> shown.add(hit.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(shown).isEqualTo(expected).hasSize(40);
  }

  private List<Hit> all(Sort sort) {
    List<Hit> hits = new ArrayList<>();
    String cursor = null;
    do {
      SearchResults page =
          index.search(
              new SearchRequest(
                  new Query.Words("network"), List.of(), List.of(), sort, 100, cursor));
      hits.addAll(page.hits());
      cursor = page.nextCursor();
    } while (cursor != null);
    return hits;
  }

  private String family(RecordId id) {
    return records.stream()
        .filter(record -> record.id().equals(id))
        .map(ModelFamily::key)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsItsMembers() {
    for (Hit hit : page(Sort.RELEVANCE, 20, null).hits()) {
      String key = family(hit.id());
      long members = records.stream().filter(record -> ModelFamily.key(record).equals(key)).count();
      assertThat(hit.family()).isEqualTo(new Family(key, members));
      assertThat(index.count(new Query.FieldIs(SearchField.FAMILY, key))).isEqualTo(members);
    }
  }

  @Test
  void leavesTotalAndFacetsAlone() {
    SearchResults results = page(Sort.RELEVANCE, 5, null);
    assertThat(results.total()).isEqualTo(RECORDS);
    assertThat(
            results.facets().getFirst().values().stream().mapToLong(value -> value.count()).sum())
        .isEqualTo(RECORDS);
  }
}
