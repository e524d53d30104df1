package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Contextual;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Embedding;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Meaning;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.Hit;
import org.modeldex.search.WordsEmbedder;
import org.modeldex.testing.Seeded;

class SemanticSearchTest {
  private static final FieldFilter VISION = new FieldFilter(SearchField.DOMAIN, List.of("vision"));

  private final WordsEmbedder embedder = new WordsEmbedder();
  private final LuceneSearchIndex index = open();
  private long sequence;

  private static LuceneSearchIndex open() {
    try {
      return new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void fill() {
    put(model("garage", "vision", "automobile photographs"));
    put(model("clinic", "text", "letters of a doctor"));
    put(model("cinema", "text", "movie reviews"));
    put(model("road", "vision", "a car on a road"));
    put(model("harbour", "vision", "ships at sea"));
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void meaningFindsWhatWordsDoNot() {
    assertThat(names(SearchRequest.of(new Query.Words("physician"), 10))).isEmpty();
    assertThat(names(hybrid("physician", 10))).containsExactly("clinic");
    assertThat(names(semantic("physician", 10))).containsExactly("clinic");
  }

  @Test
  void bothTogetherFindWhatEitherFinds() {
    SearchResults results = index.search(hybrid("car reviews", 10));
    assertThat(names(results)).contains("road", "garage", "cinema");
    assertThat(results.total()).isEqualTo(results.hits().size());
    assertThat(results.totalIsExact()).isTrue();
  }

  @Test
  void meaningDecidesWhereNoWordIsFound() {
    String text = "physician";
    Query query =
        new Query.Or(
            List.of(new Query.Words(text), new Query.FieldIs(SearchField.DOMAIN, "vision")));
    SearchResults results =
        index.search(SearchRequest.of(query, 10).withMeaning(meaning(text, false)));
    assertThat(names(results)).startsWith("clinic").hasSize(4);
    assertThat(results.hits()).allMatch(hit -> Float.isFinite(hit.score()));
  }

  @Test
  void whatIsNotRelatedIsNotFound() {
    assertThat(index.search(hybrid("zzz", 10)).total()).isZero();
    assertThat(index.search(semantic("zzz", 10)).total()).isZero();
  }

  @Test
  void filtersAndOtherClausesHoldForNeighbours() {
    assertThat(names(filtered(semantic("film physician car", 10), VISION)))
        .contains("garage", "road")
        .doesNotContain("cinema", "clinic");
    Query query =
        new Query.And(
            List.of(
                new Query.Words("film physician car"),
                new Query.Not(new Query.FieldIs(SearchField.DOMAIN, "text"))));
    for (boolean alone : List.of(true, false)) {
      SearchRequest request =
          SearchRequest.of(query, 10).withMeaning(meaning("film physician car", alone));
      assertThat(names(request)).contains("garage", "road").doesNotContain("cinema", "clinic");
    }
  }

  @Test
  void whatASentenceExcludesIsNoNeighbour() {
    assertThat(names(semantic("car photographs", 10))).contains("garage", "road");
    for (String text : List.of("car photographs without Garage", "car photographs, not GARAGE")) {
      assertThat(names(semantic(text, 10))).contains("road").doesNotContain("garage");
      assertThat(names(hybrid(text, 10))).contains("road").doesNotContain("garage");
    }
  }

  @Test
  void aPhraseIsDemandedOfNeighboursToo() {
    Query query =
        new Query.And(List.of(new Query.Words("automobile"), new Query.Phrase("on a road")));
    assertThat(names(SearchRequest.of(query, 10).withMeaning(meaning("automobile", true))))
        .containsExactly("road");
  }

  @Test
  void facetsCountWhatIsFound() {
    SearchRequest plain = hybrid("car reviews", 10);
    SearchRequest request =
        new SearchRequest(
                plain.query(),
                List.of(),
                List.of(new Facet(SearchField.PROJECT, 5)),
                Sort.RELEVANCE,
                10,
                null)
            .withMeaning(plain.meaning());
    SearchResults results = index.search(request);
    assertThat(results.total()).isEqualTo(index.search(plain).total());
    assertThat(results.facets().getFirst().values().getFirst().count()).isEqualTo(results.total());
  }

  @Test
  void neighboursCanBeSortedByAField() {
    SearchRequest plain = semantic("car film", 10);
    SearchRequest byName =
        new SearchRequest(
                plain.query(),
                List.of(),
                List.of(),
                new Sort.ByField(SearchField.NAME, false),
                10,
                null)
            .withMeaning(plain.meaning());
    assertThat(names(byName)).containsExactly("cinema", "garage", "road");
  }

  @Test
  void aRecordWithoutEmbeddingIsFoundByItsWordsAlone() {
    apply(new SearchDocument(model("new", "vision", "an automobile"), List.of()));
    assertThat(names(hybrid("automobile", 10))).contains("new", "garage");
    assertThat(names(semantic("automobile", 10))).contains("garage").doesNotContain("new");
    assertThat(index.status().embedded()).isEqualTo(5);
    assertThat(index.status().awaitingEmbedding()).isEqualTo(1);
  }

  @Test
  void aDeletedRecordIsNoNeighbour() {
    index.apply(List.of(new IndexChange.Remove(RecordId.model("p", "clinic"))), ++sequence);
    index.refresh();
    assertThat(names(semantic("physician", 10))).isEmpty();
  }

  @Test
  void pagesOfAHybridSearchCoverEverythingOnce() throws Exception {
    Seeded.trial(seed -> {
      Random random = new Random(seed);
      List<String> words = List.of("car", "film", "doctor", "sea", "automobile", "movie", "letter");
      List<IndexChange> changes = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j <= random.nextInt(6); j++) {
          text.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        MetadataRecord record = model("random" + i, "text", text.toString());
        changes.add(new IndexChange.Index(document(record)));
      }
      index.apply(changes, ++sequence);
      index.refresh();
      for (SearchRequest request : List.of(hybrid("car letter", 100), semantic("car film", 100))) {
        pagesCoverEverythingOnce(request, 1 + random.nextInt(100));
      }
    });
  }

  private void pagesCoverEverythingOnce(SearchRequest whole, int limit) {
    List<Hit> seen = new ArrayList<>();
    String cursor = null;
    do {
      SearchRequest page =
          new SearchRequest(whole.query(), List.of(), List.of(), Sort.RELEVANCE, limit, cursor)
              .withMeaning(whole.meaning());
      SearchResults results = index.search(page);
      seen.addAll(results.hits());
      cursor = results.nextCursor();
    } while (cursor != null);
    Set<RecordId> distinct = new HashSet<>(seen.stream().map(Hit::id).toList());
    assertThat(distinct).hasSameSizeAs(seen);
    assertThat(seen).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
    SearchRequest counted =
        new SearchRequest(
                whole.query(),
                List.of(),
                List.of(new Facet(SearchField.KIND, 1)),
                Sort.RELEVANCE,
                1,
                null)
            .withMeaning(whole.meaning());
    assertThat(seen).hasSize((int) index.search(counted).total());
  }

  @Test
  void aCursorOfAnotherModeIsRefused() {
    SearchResults first = index.search(hybrid("car reviews", 1));
    String cursor = Objects.requireNonNull(first.nextCursor());
    SearchRequest lexical =
        new SearchRequest(
            new Query.Words("car reviews"), List.of(), List.of(), Sort.RELEVANCE, 1, cursor);
    assertThatThrownBy(() -> index.search(lexical))
        .isInstanceOf(ModeldexException.class)
        .hasMessageContaining("another request");
  }

  private SearchRequest hybrid(String text, int limit) {
    return SearchRequest.of(new Query.Words(text), limit).withMeaning(meaning(text, false));
  }

  private SearchRequest semantic(String text, int limit) {
    return SearchRequest.of(new Query.Words(text), limit).withMeaning(meaning(text, true));
  }

  private static SearchRequest filtered(SearchRequest request, FieldFilter filter) {
    return new SearchRequest(
            request.query(),
            List.of(filter),
            request.facets(),
            request.sort(),
            request.limit(),
            null)
        .withMeaning(request.meaning());
  }

  private Meaning meaning(String text, boolean alone) {
    return new Meaning(embedding(text), embedder.relatedSimilarity(), alone);
  }

  private Embedding embedding(String text) {
    return embedder.embed(List.of(text)).getFirst();
  }

  private static MetadataRecord model(String name, String domain, String description) {
    return MetadataRecord.builder(RecordId.model("p", name))
        .description(description)
        .contextual(Contextual.builder().domain(domain).build())
        .build();
  }

  private SearchDocument document(MetadataRecord record) {
    return new SearchDocument(
        record, List.of(), embedding(Objects.requireNonNull(record.description())));
  }

  private void put(MetadataRecord record) {
    apply(document(record));
  }

  private void apply(SearchDocument document) {
    index.apply(List.of(new IndexChange.Index(document)), ++sequence);
    index.refresh();
  }

  private List<String> names(SearchRequest request) {
    return names(index.search(request));
  }

  private static List<String> names(SearchResults results) {
    return results.hits().stream().map(hit -> hit.id().name()).toList();
  }
}
