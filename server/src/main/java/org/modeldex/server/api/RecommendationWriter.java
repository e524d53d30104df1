package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.recommend.Recommendation;
import org.modeldex.recommend.Recommendation.Choice;
import org.modeldex.recommend.Recommendation.Excluded;
import org.modeldex.recommend.Recommendation.NearMiss;
import org.modeldex.recommend.Recommendation.Objective;
import org.modeldex.recommend.Recommendation.Source;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchResults;

/** Writes a recommendation as JSON. For one answer. */
final class RecommendationWriter {
  private final JsonGenerator json;
  private final QuerySyntax syntax;

  RecommendationWriter(JsonGenerator json, QuerySyntax syntax) {
    this.json = json;
    this.syntax = syntax;
  }

  void write(Recommendation answer) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("objectives");
    for (Objective objective : answer.objectives()) {
      json.writeStartObject();
      json.writeStringField("by", objective.by());
      json.writeStringField("better", objective.better().word());
      json.writeNumberField("weight", objective.weight());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("considered", answer.considered());
    json.writeNumberField("candidates", answer.candidates());
    json.writeNumberField("ranked", answer.ranked());
    json.writeNumberField("predictionsSequence", answer.predictedAt());
    json.writeArrayFieldStart("recommendations");
    for (int i = 0; i < answer.choices().size(); i++) {
      write(i + 1, answer.choices().get(i));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("nearMisses");
    for (NearMiss miss : answer.nearMisses()) {
      write(miss);
    }
    json.writeEndArray();
    write("excludedBy", "clause", answer.excluded());
    if (!answer.relaxations().isEmpty()) {
      write("relaxations", "without", answer.relaxations());
    }
    json.writeEndObject();
  }

  private void write(int rank, Choice choice) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rank", rank);
    hit(choice.document(), choice.score());
    json.writeNumberField("score", choice.score());
    json.writeBooleanField("onParetoFront", choice.onParetoFront());
    json.writeArrayFieldStart("objectives");
    for (Value value : choice.values()) {
      json.writeStartObject();
      write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("why", choice.why());
    if (choice.caution() != null) {
      json.writeStringField("caution", choice.caution());
    }
    json.writeEndObject();
  }

  private void write(Value value) throws IOException {
    json.writeStringField("by", value.by());
    switch (value) {
      case Value.Measured measured -> {
        json.writeNumberField("value", measured.value());
        json.writeStringField("basis", "measured");
        if (measured.trust() != null) {
          json.writeStringField("trust", measured.trust().word());
        }
      }
      case Value.Predicted predicted -> {
        json.writeNumberField("value", predicted.value());
        json.writeStringField("basis", "predicted");
        json.writeNumberField("low", predicted.low());
        json.writeNumberField("high", predicted.high());
        json.writeArrayFieldStart("evidence");
        for (Source source : predicted.evidence()) {
          json.writeStartObject();
          json.writeStringField("id", source.model());
          json.writeStringField("key", source.key());
          json.writeNumberField("value", source.value());
          json.writeNumberField("weight", source.weight());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case Value.Unknown unknown -> json.writeStringField("basis", "unknown");
    }
  }

  private void write(NearMiss miss) throws IOException {
    json.writeStartObject();
    hit(miss.document(), miss.score());
    json.writeNumberField("score", miss.score());
    json.writeArrayFieldStart("violates");
    json.writeString(syntax.format(miss.violates()));
    json.writeEndArray();
    if (miss.by() != null) {
      json.writeStringField("by", miss.by());
    }
    json.writeEndObject();
  }

  private void write(String name, String clause, List<Excluded> all) throws IOException {
    json.writeArrayFieldStart(name);
    for (Excluded excluded : all) {
      json.writeStartObject();
      json.writeStringField(clause, syntax.format(excluded.clause()));
      json.writeNumberField(clause.equals("without") ? "total" : "count", excluded.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void hit(SearchDocument document, double score) throws IOException {
    json.writeFieldName("hit");
    new SearchWriter(json, syntax)
        .write(
            new Found(
                new SearchResults.Hit(document.record().id(), (float) score),
                document.record(),
                List.of(),
                Map.of()));
  }
}
