package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.catalog.SearchAnswer.Meant;
import org.modeldex.catalog.SearchAnswer.Relaxation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Reason;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.search.SearchResults.Family;

/** Writes the answer to a search as JSON. For one answer. */
final class SearchWriter {
  private static final int DESCRIPTION_CHARACTERS = 300;

  /** Stands for the field of words that look like a clause and are none. */
  private static final String WORDS = "words";

  private final JsonGenerator json;
  private final QuerySyntax syntax;

  SearchWriter(JsonGenerator json, QuerySyntax syntax) {
    this.json = json;
    this.syntax = syntax;
  }

  void write(SearchAnswer answer, long tookMillis) throws IOException {
    SearchResults results = answer.results();
    json.writeStartObject();
    json.writeNumberField("total", results.total());
    json.writeBooleanField("totalIsExact", results.totalIsExact());
    json.writeNumberField("tookMillis", tookMillis);
    json.writeBooleanField("partial", results.partial());
    json.writeNumberField("sequence", results.sequence());
    json.writeStringField("mode", answer.mode().word());
    json.writeArrayFieldStart("hits");
    for (Found found : answer.found()) {
      write(found);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("facets");
    for (FacetCounts facet : results.facets()) {
      write(facet);
    }
    json.writeEndObject();
    text("nextCursor", results.nextCursor());
    Meant meant = answer.meant();
    if (meant != null) {
      json.writeStringField("didYouMean", syntax.format(meant.query()));
      json.writeBooleanField("corrected", meant.isAnswered());
    }
    json.writeArrayFieldStart("interpretation");
    for (Interpretation meaning : results.interpretation()) {
      write(meaning);
    }
    json.writeEndArray();
    if (!answer.relaxations().isEmpty()) {
      write(answer.relaxations());
    }
    json.writeEndObject();
  }

  private void write(Interpretation meaning) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", meaning.field() == null ? WORDS : meaning.field().word());
    json.writeStringField("value", meaning.value());
    json.writeStringField("text", meaning.text());
    json.writeStringField("filter", syntax.format(meaning.filter()));
    json.writeNumberField("confidence", Math.round(meaning.confidence() * 100) / 100.0);
    json.writeEndObject();
  }

  /** Writes one hit. */
  void write(Found found) throws IOException {
    json.writeStartObject();
    writeMembers(found);
    json.writeEndObject();
  }

  /** Writes the members of a hit. */
  void writeMembers(Found found) throws IOException {
    MetadataRecord record = found.record();
    json.writeStringField("id", record.id().toString());
    json.writeStringField("kind", record.id().kind().word());
    json.writeStringField("project", record.id().project());
    json.writeStringField("name", record.id().name());
    text("version", record.id().version());
    json.writeNumberField("score", found.hit().score());
    Family family = found.hit().family();
    if (family != null) {
      json.writeObjectFieldStart("family");
      json.writeStringField("key", family.key());
      json.writeNumberField("count", family.count());
      json.writeEndObject();
    }
    writeReasons(found.hit().reasons());
    text("description", shortened(record.description()));
    texts("tasks", record.contextual().tasks());
    texts("architectures", record.structural().architectures());
    text("license", record.contextual().license());
    text("framework", record.structural().framework());
    Long parameters = record.structural().parameterCount();
    if (parameters != null) {
      json.writeNumberField("parameterCount", parameters);
    }
    texts("tags", record.tags());
    json.writeArrayFieldStart("measurements");
    for (Measurement measurement : found.measurements()) {
      write(measurement);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("highlights");
    for (Map.Entry<SearchField, List<String>> field : found.highlights().entrySet()) {
      texts(field.getKey().word(), field.getValue());
    }
    json.writeEndObject();
    writeSource(record.source());
    if (record.updated() != null) {
      json.writeStringField("updatedAt", record.updated().at().toString());
    }
  }

  private void writeReasons(List<Reason> reasons) throws IOException {
    if (reasons.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("type", reason.type().name().toLowerCase(Locale.ROOT));
      json.writeStringField("text", reason.text());
      texts("fields", reason.fields().stream().map(SearchField::word).toList());
      json.writeNumberField("score", reason.score());
      json.writeStringField("why", why(reason));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String why(Reason reason) {
    String places =
        reason.fields().isEmpty()
            ? "what is known of its tasks and datasets"
            : String.join(", ", reason.fields().stream().map(SearchField::word).toList());
    return switch (reason.type()) {
      case WORD -> '"' + reason.text() + "\" stands in " + places;
      case PHRASE -> '"' + reason.text() + "\" stand together";
      case MEANING -> "looks like what was meant: " + reason.text();
      case SIGNAL -> "the record is well described";
    };
  }

  private void write(Measurement measurement) throws IOException {
    Reading reading = measurement.reading();
    json.writeStartObject();
    if (reading != null) {
      json.writeStringField("key", reading.key());
      if (reading.value() != null) {
        json.writeNumberField("value", reading.value());
      }
      text("unit", reading.unit());
      if (reading.better() != null) {
        json.writeStringField("better", reading.better().word());
      }
    }
    json.writeStringField("raw", measurement.raw());
    json.writeEndObject();
  }

  private void writeSource(@Nullable Source source) throws IOException {
    if (source != null) {
      json.writeObjectFieldStart("source");
      json.writeStringField("format", source.format());
      text("path", source.path());
      text("name", source.name());
      json.writeEndObject();
    }
  }

  /** Writes the values of a facet as a field named like it. */
  void write(FacetCounts facet) throws IOException {
    json.writeArrayFieldStart(facet.field().word());
    for (FacetValue value : facet.values()) {
      json.writeStartObject();
      json.writeStringField("value", value.value());
      json.writeNumberField("count", value.count());
      json.writeBooleanField("selected", value.selected());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(List<Relaxation> relaxations) throws IOException {
    json.writeArrayFieldStart("relaxations");
    for (Relaxation relaxation : relaxations) {
      String without =
          switch (relaxation) {
            case Relaxation.WithoutClause clause -> syntax.format(clause.clause());
            case Relaxation.WithoutFilter filter ->
                filter.filter().field().word() + ':' + String.join(",", filter.filter().values());
          };
      json.writeStartObject();
      json.writeStringField("without", without);
      json.writeNumberField("total", relaxation.total());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void text(String name, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.length() <= DESCRIPTION_CHARACTERS) {
      return text;
    }
    int end = DESCRIPTION_CHARACTERS;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
