package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Buckets;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.MetricKey;

/**
 * Holds searches against a scan of the export: each record is found in its current state and
 * nothing else is, facets count what is there, metric ranges hold what they should.
 */
final class IndexAudit {
  private static final Map<String, Function<MetadataRecord, Stream<String>>> FACETS =
      Map.of(
          "kind", record -> Stream.of(record.id().kind().word()),
          "project", record -> Stream.of(record.id().project()),
          "tag", record -> record.tags().stream(),
          "task", record -> record.contextual().tasks().stream(),
          "framework", record -> Stream.ofNullable(record.structural().framework()),
          "license", record -> Stream.ofNullable(record.contextual().license()),
          "stage", record -> Stream.ofNullable(record.contextual().stage()),
          "parameters", IndexAudit::parameterBucket);

  private final Client client;
  private final List<MetadataRecord> records;
  private final Map<RecordId, List<Reading>> readings = new HashMap<>();

  private IndexAudit(Client client, List<MetadataRecord> records) {
    this.client = client;
    this.records = records;
    records.forEach(record -> readings.put(record.id(), readings(record)));
  }

  /** Nobody may write meanwhile. */
  static void check(Client client) throws IOException, InterruptedException {
    IndexAudit audit = new IndexAudit(client, client.export());
    audit.everyRecordIsFoundAsItIsNow();
    audit.facetsCountWhatIsThere();
    audit.rangesHoldWhatTheyShould();
    audit.metricsAreSummedUp();
  }

  private void everyRecordIsFoundAsItIsNow() throws IOException, InterruptedException {
    List<RecordId> byNumber =
        records.stream()
            .sorted(Comparator.comparingLong(Contents::number).reversed())
            .map(MetadataRecord::id)
            .toList();
    String sort = "&sort=-attr." + Contents.NUMBER;
    assertThat(client.searchIds("", sort)).as("records by number").isEqualTo(byNumber);
    assertThat(client.searchIds("", "&sort=name")).hasSameElementsAs(byNumber);
    for (MetadataRecord record : records) {
      if (record.description() != null && Contents.number(record) >= 0) {
        String word = Contents.word(Contents.number(record));
        JsonNode hits = client.search(word, "&facet=none&highlight=false").get("hits");
        assertThat(hits).as("hits for %s", word).hasSize(1);
        assertThat(hits.get(0).get("id").textValue()).isEqualTo(record.id().toString());
      }
    }
    long indexed = client.json("/status").get("indexedRecords").longValue();
    assertThat(indexed).as("records in the index").isEqualTo(records.size());
  }

  private void facetsCountWhatIsThere() throws IOException, InterruptedException {
    compareFacets("", record -> true);
    compareFacets("tag:tag3", record -> record.tags().contains("tag3"));
    compareFacets(
        "license:mit -framework:pytorch",
        record ->
            "mit".equals(record.contextual().license())
                && !"pytorch".equals(record.structural().framework()));
  }

  private void compareFacets(String query, Predicate<MetadataRecord> matches)
      throws IOException, InterruptedException {
    List<MetadataRecord> matching = records.stream().filter(matches).toList();
    JsonNode answer =
        client.search(query, "&limit=1&facet=" + String.join("&facet=", FACETS.keySet()));
    assertThat(answer.get("total").intValue()).as(query).isEqualTo(matching.size());
    for (Map.Entry<String, Function<MetadataRecord, Stream<String>>> facet : FACETS.entrySet()) {
      Map<String, Integer> expected = new TreeMap<>();
      matching.stream()
          .flatMap(facet.getValue())
          .forEach(value -> expected.merge(value, 1, Integer::sum));
      Map<String, Integer> actual = new TreeMap<>();
      for (JsonNode value : answer.get("facets").get(facet.getKey())) {
        if (value.get("count").intValue() > 0) {
          actual.put(value.get("value").textValue(), value.get("count").intValue());
        }
      }
      assertThat(actual).as("facet %s of \"%s\"", facet.getKey(), query).isEqualTo(expected);
    }
  }

  private void rangesHoldWhatTheyShould() throws IOException, InterruptedException {
    for (String key : Contents.METRICS) {
      compareRange(key + ">=0.75", key, value -> value >= 0.75);
      compareRange(key + ":[0.2 TO 0.4]", key, value -> value >= 0.2 && value <= 0.4);
      String metric = MetricKey.parse(key).metric();
      compareRange(metric + "<0.1", metric, value -> value < 0.1);
    }
    compare(
        "parameters>=1M parameters<500M",
        record -> {
          Long parameters = record.structural().parameterCount();
          return parameters != null && parameters >= 1_000_000 && parameters < 500_000_000;
        });
  }

  private void compareRange(String query, String key, Predicate<Double> matches)
      throws IOException, InterruptedException {
    compare(query, record -> values(record, key).anyMatch(matches));
  }

  private void compare(String query, Predicate<MetadataRecord> matches)
      throws IOException, InterruptedException {
    List<RecordId> expected =
        records.stream().filter(matches).map(MetadataRecord::id).sorted().toList();
    List<RecordId> actual = new ArrayList<>(client.searchIds(query, "&sort=name"));
    actual.sort(null);
    assertThat(actual).as(query).isEqualTo(expected);
  }

  private void metricsAreSummedUp() throws IOException, InterruptedException {
    Map<String, JsonNode> listed = new HashMap<>();
    for (JsonNode metric : client.json("/metrics?limit=10000").get("metrics")) {
      listed.put(metric.get("key").textValue(), metric);
    }
    for (String key : Contents.METRICS) {
      double[] values =
          records.stream()
              .flatMap(record -> values(record, key))
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      long having = records.stream().filter(r -> values(r, key).findAny().isPresent()).count();
      if (having > 0) {
        JsonNode metric = Objects.requireNonNull(listed.get(key), key);
        assertThat(metric.get("count").longValue()).as("count of %s", key).isEqualTo(having);
        assertThat(metric.get("min").doubleValue()).as("min of %s", key).isEqualTo(values[0]);
        assertThat(metric.get("max").doubleValue())
            .as("max of %s", key)
            .isEqualTo(values[values.length - 1]);
      }
    }
  }

  private Stream<Double> values(MetadataRecord record, String key) {
    return Objects.requireNonNull(readings.get(record.id())).stream()
        .filter(reading -> MetricKey.parse(reading.key()).levels().contains(key))
        .map(Reading::value)
        .filter(Objects::nonNull);
  }

  /** A record's own readings and, for a model, those of its current version. */
  private List<Reading> readings(MetadataRecord record) {
    Stream<Measurement> own = record.statistical().stream();
    Stream<Measurement> inherited =
        record.id().kind() == Kind.MODEL
            ? currentVersion(record.id()).flatMap(version -> version.statistical().stream())
            : Stream.empty();
    return Stream.concat(own, inherited)
        .map(Measurement::reading)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The newest version in production, else the newest. */
  private Stream<MetadataRecord> currentVersion(RecordId model) {
    return records.stream()
        .filter(record -> record.id().kind() == Kind.VERSION)
        .filter(version -> version.id().project().equals(model.project()))
        .filter(version -> version.id().name().equals(model.name()))
        .max(
            Comparator.comparing(
                    (MetadataRecord version) -> "production".equals(version.contextual().stage()))
                .thenComparing(IndexAudit::createdAt)
                .thenComparing(MetadataRecord::id))
        .stream();
  }

  private static Instant createdAt(MetadataRecord record) {
    return Objects.requireNonNull(record.created()).at();
  }

  private static Stream<String> parameterBucket(MetadataRecord record) {
    Long parameters = record.structural().parameterCount();
    return parameters == null
        ? Stream.empty()
        : Buckets.of(SearchField.PARAMETERS, Clock.systemUTC()).stream()
            .filter(bucket -> bucket.interval().contains(parameters))
            .map(Buckets.Bucket::label);
  }
}
