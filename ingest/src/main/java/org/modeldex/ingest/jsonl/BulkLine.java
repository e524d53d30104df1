package org.modeldex.ingest.jsonl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * One line: {@code {"op":"put","record":{...}}}, {@code {"op":"delete","id":"..."}} or a record
 * alone, which is put.
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
      case "put" -> put(member(json, "record"));
      case "delete" -> delete(member(json, "id"));
      default -> throw ModeldexException.invalid("op", "must be put or delete but is " + op);
    };
  }

  private static Mutation put(JsonNode record) {
    return new Mutation.Put(RecordJson.parse(record, null), Precondition.NONE);
  }

  private static Mutation delete(JsonNode id) {
    if (!id.isTextual()) {
      throw ModeldexException.invalid("id", "must be text but is " + id);
    }
    return new Mutation.Delete(RecordId.parse(id.textValue()), Precondition.NONE);
  }

  /** The one member that an operation has besides {@code op}. */
  private static JsonNode member(JsonNode operation, String name) {
    for (Iterator<String> names = operation.fieldNames(); names.hasNext(); ) {
      String found = names.next();
      if (!Set.of("op", name).contains(found)) {
        throw ModeldexException.invalid(found, "is unknown: the operation has op and " + name);
      }
    }
    JsonNode member = operation.get(name);
    if (member == null) {
      throw ModeldexException.invalid(name, "is missing");
    }
    return member;
  }
}
