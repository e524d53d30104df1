package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Commit.Once;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.store.Range;
import org.modeldex.store.Receipt;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;

/** Single records: read, write, list. */
final class RecordApi {
  static final String RECORD = NativeApi.ROOT + "/records/{kind}/{project}/{name}";

  private static final String MINIMAL = "return=minimal";

  /** How often a patch without condition is tried again when somebody else was faster. */
  private static final int PATCH_TRIES = 50;

  /** What no record is at: a write of it is only ever answered as the first time. */
  private static final Precondition NEVER = new Precondition.AtRevision(Long.MAX_VALUE);

  private final Catalog catalog;

  RecordApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(RouteRegistrar routes) {
    routes.get(RECORD, Permission.READ, this::get);
    routes.put(RECORD, Permission.WRITE, RequestBody.JSON, this::put);
    routes.patch(RECORD, Permission.WRITE, RequestBody.MERGE_PATCH, this::patch);
    routes.delete(RECORD, Permission.WRITE, this::delete);
    routes.post(RECORD + "/measurements", Permission.WRITE, RequestBody.JSON, this::append);
    routes.get(NativeApi.ROOT + "/records", Permission.READ, this::list);
  }

  static RecordId id(Context request) {
    return RecordId.parse(
        request.pathParam("kind"), request.pathParam("project"), request.pathParam("name"));
  }

  private void get(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    RecordId id = id(request);
    MetadataRecord record =
        catalog.find(principal, id).orElseThrow(() -> ModeldexException.notFound(id));
    request.header("ETag", Conditions.tag(record.revision()));
    if (Conditions.isKnown(request, record.revision())) {
      JsonReply.notModified(request);
    } else {
      JsonReply.send(request, 200, RecordJson.toBytes(record));
    }
  }

  private void put(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    RecordId id = id(request);
    byte[] body = request.bodyInputStream().readAllBytes();
    MetadataRecord record = RecordJson.parse(RecordJson.readTree(body), id);
    Mutation put = new Mutation.Put(record, Conditions.of(request));
    answer(principal, request, commit(principal, put, Idempotency.of(request, body)));
  }

  private void patch(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    RecordId id = id(request);
    byte[] body = request.bodyInputStream().readAllBytes();
    JsonNode patch = RecordJson.readTree(body);
    if (!patch.isObject()) {
      throw ModeldexException.invalid("the patch", "must be a JSON object");
    }
    Precondition condition = Conditions.ofPresent(request);
    Once once = Idempotency.of(request, body);
    answer(principal, request, patch(principal, id, new Patch(patch, condition, once)));
  }

  private record Patch(JsonNode changes, Precondition condition, @Nullable Once once) {}

  private Receipt patch(Principal principal, RecordId id, Patch patch) {
    ModeldexException overtaken = null;
    for (int tries = 0; tries < PATCH_TRIES; tries++) {
      MetadataRecord current = catalog.find(principal, id).orElse(null);
      if (current == null) {
        return repeated(principal, id, patch.once());
      }
      JsonNode target = RecordJson.readTree(RecordJson.toBytes(current));
      MetadataRecord patched = RecordJson.parse(MergePatch.apply(target, patch.changes()), id);
      boolean conditional = patch.condition() instanceof Precondition.AtRevision;
      Precondition condition =
          conditional ? patch.condition() : new Precondition.AtRevision(current.revision());
      try {
        return commit(principal, new Mutation.Put(patched, condition), patch.once());
      } catch (ModeldexException e) {
        if (conditional || e.code() != ErrorCode.REVISION_CONFLICT) {
          throw e;
        }
        overtaken = e;
      }
    }
    throw new ModeldexException(
        ErrorCode.UNAVAILABLE, id + " changes faster than it can be patched", overtaken);
  }

  /** The first answer to a patch whose record is gone; NOT_FOUND when it is not a repeated one. */
  private Receipt repeated(Principal principal, RecordId id, @Nullable Once once) {
    if (once == null) {
      throw ModeldexException.notFound(id);
    }
    try {
      return commit(principal, new Mutation.Put(MetadataRecord.builder(id).build(), NEVER), once);
    } catch (ModeldexException e) {
      throw e.code() == ErrorCode.REVISION_CONFLICT ? ModeldexException.notFound(id) : e;
    }
  }

  private void delete(Principal principal, Context request) {
    QueryParameters.none(request);
    Mutation delete = new Mutation.Delete(id(request), Conditions.ofPresent(request));
    Receipt receipt = commit(principal, delete, Idempotency.of(request, new byte[0]));
    request.header(NativeApi.SEQUENCE, Long.toString(receipt.sequence())).status(204);
  }

  private void append(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    Conditions.none(request);
    RecordId id = id(request);
    byte[] body = request.bodyInputStream().readAllBytes();
    Mutation append =
        new Mutation.AppendMeasurements(
            id, RecordJson.parseMeasurements(RecordJson.readTree(body)));
    answer(principal, request, commit(principal, append, Idempotency.of(request, body)));
  }

  private void list(Principal principal, Context request) throws IOException {
    QueryParameters parameters =
        QueryParameters.of(request, Set.of("kind", "project", "name", "limit", Cursors.PARAMETER));
    int limit = parameters.number("limit", 100, 1, 1_000);
    Range range = range(parameters);
    List<MetadataRecord> page = catalog.list(principal, range, Cursors.record(parameters), limit);
    boolean more =
        !page.isEmpty() && !catalog.list(principal, range, page.getLast().id(), 1).isEmpty();
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("records");
          for (MetadataRecord record : page) {
            RecordJson.write(json, record);
          }
          json.writeEndArray();
          if (more) {
            json.writeStringField("nextCursor", Cursors.after(page.getLast().id()));
          }
          json.writeEndObject();
        });
  }

  /** The range that {@code kind}, {@code project} and {@code name} describe. */
  static Range range(QueryParameters parameters) {
    Kind kind = parameters.find("kind").map(RecordApi::kind).orElse(null);
    String project = parameters.find("project").orElse(null);
    String name = parameters.find("name").orElse(null);
    if (name != null && (kind == null || project == null)) {
      throw ModeldexException.invalid("name", "needs kind and project");
    }
    return new Range(kind, project, name);
  }

  static Kind kind(String word) {
    return Kind.find(word)
        .orElseThrow(() -> ModeldexException.invalid("kind", "is not known: " + word));
  }

  private Receipt commit(Principal principal, Mutation mutation, @Nullable Once once) {
    return catalog.commit(principal, List.of(mutation), once);
  }

  /**
   * Answers a write with the record as that write left it, or without it when the client prefers
   * {@code return=minimal} (RFC 7240).
   */
  private void answer(Principal principal, Context request, Receipt receipt) {
    Outcome outcome = receipt.outcomes().getLast();
    boolean created = outcome.effect() == Effect.CREATED;
    request.header("ETag", Conditions.tag(outcome.revision()));
    request.header(NativeApi.SEQUENCE, Long.toString(receipt.sequence()));
    if (prefersMinimal(request)) {
      request.header("Preference-Applied", MINIMAL).status(created ? 201 : 204);
      return;
    }
    MetadataRecord record =
        catalog
            .revision(principal, outcome.id(), outcome.revision())
            .orElseThrow(() -> ModeldexException.notFound(outcome.id()));
    JsonReply.send(request, created ? 201 : 200, RecordJson.toBytes(record));
  }

  private static boolean prefersMinimal(Context request) {
    String preferences = request.header("Prefer");
    return preferences != null
        && Arrays.stream(preferences.split("[,;]", -1))
            .anyMatch(preference -> preference.strip().equalsIgnoreCase(MINIMAL));
  }
}
