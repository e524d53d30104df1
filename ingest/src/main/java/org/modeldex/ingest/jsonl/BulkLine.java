package org.modeldex.ingest.jsonl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.record.json.SeriesJson;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * One line: {@code {"op":"put","record":{...}}}, {@code {"op":"delete","id":"..."}}, {@code
 * {"op":"append","id":"...","series":[...]}} or a record alone, which is put.
 */
public final class BulkLine {
  private BulkLine() {}

  /**
   * Reads a line.
   *
   * @throws ModeldexException INVALID_ARGUMENT naming the field, or TOO_LARGE
   */
  public static Mutation parse(byte[] line) {
    JsonNode json = RecordJson.readTree(line);
    if (!json.isObject()) {
      throw ModeldexException.invalid("the line", "must be a JSON object");
    }
    JsonNode op = json.get("op");
    if (op == null) {
      return put(json);
    }
    return switch (op.asText()) {
      case "put" -> {
        onlyHas(json, "record");
        yield put(member(json, "record"));
      }
      case "delete" -> {
        onlyHas(json, "id");
        yield new Mutation.Delete(id(member(json, "id")), Precondition.NONE);
      }
      case "append" -> {
        onlyHas(json, "id", "series");
        yield new Mutation.AppendSeries(
            id(member(json, "id")), SeriesJson.parse(member(json, "series"), "series"));
      }
      default ->
          throw ModeldexException.invalid("op", "must be put, delete or append but is " + op);
    };
  }

  /** Writes an append as a line without its end. */
  public static void write(JsonGenerator json, Mutation.AppendSeries append) throws IOException {
    json.writeStartObject();
    json.writeStringField("op", "append");
    json.writeStringField("id", append.id().toString());
    json.writeArrayFieldStart("series");
    for (MetricSeries series : append.series()) {
      SeriesJson.write(json, series);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Mutation put(JsonNode record) {
    return new Mutation.Put(RecordJson.parse(record, null), Precondition.NONE);
  }

  private static RecordId id(JsonNode id) {
    if (!id.isTextual()) {
      throw ModeldexException.invalid("id", "must be text but is " + id);
    }
    return RecordId.parse(id.textValue());
  }

  /** Refuses members that the operation does not have. */
  private static void onlyHas(JsonNode operation, String... names) {
    Set<String> known = Set.of(names);
    operation
        .fieldNames()
        .forEachRemaining(found -> {
          if (!found.equals("op") && !known.contains(found)) {
            throw ModeldexException.invalid(
                found, "is unknown: the operation has op and " + String.join(" and ", names));
          }
        });
  }

  private static JsonNode member(JsonNode operation, String name) {
    JsonNode member = operation.get(name);
    if (member == null) {
      throw ModeldexException.invalid(name, "is missing");
    }
    return member;
  }
}
