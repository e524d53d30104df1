package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.modeldex.search.SearchField;

/** A small index in memory and, beside it, plainly what is in it. */
final class FacetIndex implements AutoCloseable {
  static final List<SearchField> VALUE_FIELDS =
      List.of(SearchField.TAG, SearchField.TASK, SearchField.OWNER, SearchField.LICENSE);
  private static final List<String> ODD =
      List.of("", " ", "a\u001Fb", "\u0000", "naïve", "模型", "😀", "\uFFFF", "task", "a,b:c/d@e");

  private final Random random;
  private final IndexWriter writer;
  private final Map<String, Entry> entries = new HashMap<>();
  private DirectoryReader reader;
  private FacetOrdinals ordinals;

  /** One document. Its groups are what queries select by. */
  record Entry(
      Set<String> groups, Map<SearchField, Set<String>> values, Map<SearchField, Long> numbers) {
    Set<String> of(SearchField field) {
      return values.getOrDefault(field, Set.of());
    }
  }

  FacetIndex(Random random) {
    this.random = random;
    try {
      IndexWriterConfig config = new IndexWriterConfig();
      if (random.nextBoolean()) {
        config.setMergePolicy(NoMergePolicy.INSTANCE);
      }
      writer = new IndexWriter(new ByteBuffersDirectory(), config);
      reader = DirectoryReader.open(writer);
      ordinals = FacetOrdinals.of(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DirectoryReader reader() {
    return reader;
  }

  FacetOrdinals ordinals() {
    return ordinals;
  }

  void put(String id, Entry entry) {
    Document document = new Document();
    document.add(new StringField("id", id, Field.Store.NO));
    entry.groups.forEach(group -> document.add(new StringField("group", group, Field.Store.NO)));
    entry.values.forEach(
        (field, values) -> values.forEach(value -> addTerm(document, field, value)));
    entry.numbers.forEach(
        (field, number) -> document.add(new NumericDocValuesField(field.word(), number)));
    try {
      writer.updateDocument(new Term("id", id), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.put(id, entry);
  }

  private static void addTerm(Document document, SearchField field, String value) {
    document.add(
        new SortedSetDocValuesField(
            SegmentFacets.FIELD, new BytesRef(SegmentFacets.term(field, value))));
  }

  void put(String id, SearchField field, String... values) {
    put(id, new Entry(Set.of(), Map.of(field, Set.of(values)), Map.of()));
  }

  void delete(String id) {
    try {
      writer.deleteDocuments(new Term("id", id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.remove(id);
  }

  /** Some new, some changed, some deleted documents, in several segments. */
  void changeAtRandom() {
    for (int segment = random.nextInt(3); segment >= 0; segment--) {
      int changes = random.nextInt(60);
      for (int i = 0; i < changes; i++) {
        String id = "d" + random.nextInt(300);
        if (random.nextInt(5) == 0) {
          delete(id);
        } else {
          put(id, randomEntry());
        }
      }
      flush();
    }
  }

  private Entry randomEntry() {
    Set<String> groups = new HashSet<>();
    for (String group : List.of("few:1", "some:3", "most:8")) {
      if (random.nextInt(10) < Integer.parseInt(group.substring(group.indexOf(':') + 1))) {
        groups.add(group.substring(0, group.indexOf(':')));
      }
    }
    Map<SearchField, Set<String>> values = new EnumMap<>(SearchField.class);
    for (SearchField field : VALUE_FIELDS) {
      int most = field == SearchField.LICENSE ? 1 : 4;
      int count = random.nextInt(20) == 0 ? 20 * most : random.nextInt(most + 1);
      for (int i = 0; i < (most == 1 ? Math.min(1, count) : count); i++) {
        values.computeIfAbsent(field, unused -> new HashSet<>()).add(randomValue());
      }
    }
    Map<SearchField, Long> numbers = new EnumMap<>(SearchField.class);
    if (random.nextBoolean()) {
      numbers.put(SearchField.PARAMETERS, randomParameters());
    }
    if (random.nextInt(10) > 0) {
      long age = (long) (Math.pow(random.nextDouble(), 4) * 800 * 86_400_000L);
      numbers.put(SearchField.UPDATED, FacetCounterTest.CLOCK.millis() - age);
    }
    return new Entry(groups, values, numbers);
  }

  private String randomValue() {
    return random.nextInt(4) == 0
        ? ODD.get(random.nextInt(ODD.size()))
        : "v" + (int) (200 * Math.pow(random.nextDouble(), 3));
  }

  private long randomParameters() {
    long power = (long) Math.pow(10, random.nextInt(13));
    return switch (random.nextInt(4)) {
      case 0 -> power;
      case 1 -> power - 1;
      case 2 -> random.nextLong();
      default -> 0;
    };
  }

  private void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens what was written; the ordinals go on from those of the last reader. */
  void refresh() {
    try {
      DirectoryReader newer = DirectoryReader.openIfChanged(reader);
      if (newer != null) {
        reader.close();
        reader = newer;
        ordinals = ordinals.refreshed(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Entry> entries(Predicate<Entry> wanted) {
    List<Entry> found = new ArrayList<>(entries.values());
    found.removeIf(wanted.negate());
    return found;
  }

  @Override
  public void close() {
    try {
      reader.close();
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
