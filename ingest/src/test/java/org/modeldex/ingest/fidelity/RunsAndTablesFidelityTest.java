package org.modeldex.ingest.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.ingest.Imported;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;

/** As {@link FidelityTest}, for runs that MLflow kept in files and for tables of any shape. */
class RunsAndTablesFidelityTest {
  @ParameterizedTest
  @ValueSource(strings = {"mlruns-16aryan", "mlruns-10academy"})
  void everyRunOfMlflowIsTaken(String source) {
    JsonNode expected = Corpora.expected().get(source);
    Imported imported = Corpora.read(source);
    List<MetadataRecord> runs = ofKind(imported, Kind.RUN);
    assertThat(ofKind(imported, Kind.EXPERIMENT)).hasSize(expected.get("experiments").asInt());
    assertThat(runs).hasSize(expected.get("runs").asInt());
    assertThat(runs.stream().mapToInt(run -> run.structural().hyperparameters().size()).sum())
        .isEqualTo(expected.get("params").asInt());
    assertThat(
            runs.stream()
                .flatMap(run -> run.attributes().keySet().stream())
                .filter(name -> name.startsWith("mlflow."))
                .count())
        .isEqualTo(expected.get("tags").asInt());
    List<MetricSeries> series =
        imported.mutations().stream()
            .filter(Mutation.AppendSeries.class::isInstance)
            .flatMap(mutation -> ((Mutation.AppendSeries) mutation).series().stream())
            .toList();
    assertThat(series).hasSize(expected.get("metric_series").asInt());
    assertThat(series.stream().mapToInt(one -> one.points().size()).sum())
        .isEqualTo(expected.get("metric_points").asInt());
    for (JsonNode sample : expected.get("sample")) {
      String lastValue = sample.get("last_raw_line").asText().split(" ", -1)[1];
      assertThat(raw(imported.record(sample.get("run").asText()), sample.get("metric").asText()))
          .as(sample.toString())
          .isEqualTo(lastValue);
    }
  }

  @Test
  void everyRowOfATableIsTaken() {
    JsonNode expected = Corpora.expected().get("alpaca-eval");
    Imported imported = Corpora.read("alpaca-eval");
    Set<Map.Entry<String, JsonNode>> tables = expected.get("files").properties();
    assertThat(tables).isNotEmpty();
    for (Map.Entry<String, JsonNode> table : tables) {
      List<MetadataRecord> rows =
          imported.records().stream()
              .filter(record -> table.getKey().equals(source(record).path()))
              .toList();
      assertThat(rows).as(table.getKey()).hasSize(table.getValue().get("rows").asInt());
      for (JsonNode sample : table.getValue().get("sample")) {
        MetadataRecord row =
            rows.stream()
                .filter(record -> sample.get("").asText().equals(source(record).name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + sample));
        List<String> raw = row.statistical().stream().map(Measurement::raw).toList();
        sample.properties().stream()
            .filter(cell -> Set.of("win_rate", "n_wins", "Human agreement").contains(cell.getKey()))
            .forEach(
                cell -> assertThat(raw).as(sample.toString()).contains(cell.getValue().asText()));
      }
    }
  }

  @Test
  void everyModelOfOpenVinoIsTaken() {
    JsonNode expected = Corpora.expected().get("openvino-omz");
    Imported imported = Corpora.read("openvino-omz");
    List<MetadataRecord> models = ofKind(imported, Kind.MODEL);
    assertThat(models).hasSize(expected.get("models").asInt());
    for (Map.Entry<String, JsonNode> framework : expected.get("framework_counts").properties()) {
      assertThat(models)
          .filteredOn(model -> framework.getKey().equals(model.structural().framework()))
          .as(framework.getKey())
          .hasSize(framework.getValue().asInt());
    }
  }

  private static List<MetadataRecord> ofKind(Imported imported, Kind kind) {
    return imported.records().stream().filter(record -> record.id().kind() == kind).toList();
  }

  private static Source source(MetadataRecord record) {
    return Objects.requireNonNull(record.source());
  }

  private static String raw(MetadataRecord run, String metric) {
    return run.statistical().stream()
        .filter(measurement -> measurement.metric().equals(metric))
        .map(Measurement::raw)
        .findFirst()
        .orElse("");
  }
}
