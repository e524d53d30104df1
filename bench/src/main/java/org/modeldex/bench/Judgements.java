package org.modeldex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Queries with the documents that answer them, judged beforehand. Read from a folder with {@code
 * documents.jsonl} (one {@code {id, source, file, name}} a line) and {@code discovery.json} ({@code
 * {queries: [{id, kind, query, relevant: {documentId: grade}}]}}). Immutable.
 */
final class Judgements {
  private final List<Query> queries;
  private final Map<Place, List<Document>> byPlace;

  private Judgements(List<Query> queries, Map<Place, List<Document>> byPlace) {
    this.queries = List.copyOf(queries);
    this.byPlace = byPlace;
  }

  /**
   * The two halves of the queries: one to tune on, one kept apart to see whether it carries over.
   */
  enum Half {
    TUNE,
    HELD
  }

  /**
   * A judged query.
   *
   * @param kind what sort of need it stands for
   * @param relevant grade by document: 2 answers it, 1 answers it in part
   */
  record Query(String id, String kind, String text, Map<String, Integer> relevant) {
    Query {
      relevant = Map.copyOf(relevant);
    }

    /** Decided by a checksum of the id, so it stays the same when queries come or go. */
    Half half() {
      CRC32 checksum = new CRC32();
      checksum.update(id.getBytes(StandardCharsets.UTF_8));
      return (checksum.getValue() >>> 8 & 1) == 0 ? Half.TUNE : Half.HELD;
    }
  }

  /** A file that documents come from. */
  private record Place(String source, String file) {}

  private record Document(String id, String name) {}

  static Judgements read(Path folder) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    Map<Place, List<Document>> byPlace = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve("documents.jsonl"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode document = mapper.readTree(line);
        Place place = new Place(document.path("source").asText(), document.path("file").asText());
        byPlace
            .computeIfAbsent(place, key -> new ArrayList<>())
            .add(new Document(document.path("id").asText(), fold(document.path("name").asText())));
      }
    }
    List<Query> queries = new ArrayList<>();
    for (JsonNode query :
        mapper.readTree(Files.readString(folder.resolve("discovery.json"))).path("queries")) {
      Map<String, Integer> relevant = new HashMap<>();
      query
          .path("relevant")
          .properties()
          .forEach(grade -> relevant.put(grade.getKey(), grade.getValue().asInt()));
      queries.add(
          new Query(
              query.path("id").asText(),
              query.path("kind").asText(),
              query.path("query").asText(),
              relevant));
    }
    return new Judgements(queries, byPlace);
  }

  List<Query> queries() {
    return queries;
  }

  /**
   * The judged document that a hit is: the one with its name in its file, else the only one of the
   * file, else one whose name ends as the hit's does. Names are compared by letters and digits.
   */
  Optional<String> document(String project, @Nullable String path, String name) {
    List<Document> documents =
        byPlace.getOrDefault(new Place(project, path == null ? "" : path), List.of());
    String folded = fold(name);
    for (Document document : documents) {
      if (document.name().equals(folded)) {
        return Optional.of(document.id());
      }
    }
    if (documents.size() == 1) {
      return Optional.of(documents.getFirst().id());
    }
    String tail = fold(name.substring(name.lastIndexOf('/') + 1));
    return documents.stream()
        .filter(document -> !tail.isEmpty() && document.name().endsWith(tail))
        .map(Document::id)
        .findFirst();
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
  }
}
