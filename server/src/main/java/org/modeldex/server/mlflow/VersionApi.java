package org.modeldex.server.mlflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.ExactValues;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.mlflow.RecordSearch.LongPage;

/** {@code model-versions/*}. */
final class VersionApi {
  private static final int RESULTS = 10_000;
  private static final int MAX_RESULTS = 200_000;

  /** What decides at the end. */
  private static final List<SortKey> BY_NAME =
      List.of(
          new SortKey.OfText(ExactValues.NAME, false),
          new SortKey.OfMetric(VersionFields.NUMBER, true));

  private static final List<SortKey> LAST_CHANGED_FIRST =
      List.of(new SortKey.OfField(SearchField.UPDATED, true), BY_NAME.get(0), BY_NAME.get(1));

  private final Registry registry;
  private final RecordSearch search;

  VersionApi(Registry registry, RecordSearch search) {
    this.registry = registry;
    this.search = search;
  }

  void register(MlflowRoutes routes) {
    routes.post("model-versions/create", this::create);
    routes.patch("model-versions/update", this::update);
    routes.post("model-versions/transition-stage", this::transition);
    routes.delete("model-versions/delete", this::delete);
    routes.get("model-versions/get", this::get);
    routes.getStream("model-versions/search", this::search);
    routes.get("model-versions/get-download-uri", this::downloadUri);
    routes.post("model-versions/set-tag", this::setTag);
    routes.delete("model-versions/delete-tag", this::deleteTag);
  }

  private JsonReply create(MlflowCall call) {
    String name = call.requiredText("name");
    MetadataRecord version =
        registry.createVersion(
            call.principal(),
            name,
            new NewVersion(
                call.requiredText("source"),
                call.text("run_id"),
                call.text("run_link"),
                call.text("model_id"),
                call.text("description"),
                RegistryApi.tags(call)));
    return answer(version, registry.model(call.principal(), name));
  }

  private MetadataRecord find(MlflowCall call) {
    return registry.version(
        call.principal(), call.requiredText("name"), call.requiredText("version"));
  }

  private JsonReply get(MlflowCall call) {
    return answer(call, find(call));
  }

  private JsonReply answer(MlflowCall call, MetadataRecord version) {
    return answer(version, registry.model(call.principal(), version.id().name()));
  }

  /** Answers with a version of a model. */
  static JsonReply answer(MetadataRecord version, MetadataRecord model) {
    return json -> {
      json.writeStartObject();
      json.writeFieldName("model_version");
      RegistryWire.writeVersion(json, version, model);
      json.writeEndObject();
    };
  }

  private MetadataRecord change(MlflowCall call, UnaryOperator<MetadataRecord> change) {
    return registry.changeVersion(
        call.principal(), call.requiredText("name"), call.requiredText("version"), change);
  }

  private JsonReply update(MlflowCall call) {
    @Nullable String description = call.text("description");
    return answer(
        call, change(call, version -> version.toBuilder().description(description).build()));
  }

  private JsonReply transition(MlflowCall call) {
    String stage = Stages.of(call.requiredText("stage"));
    boolean archiving = call.flag("archive_existing_versions");
    if (archiving && !(stage.equals(Stages.STAGING) || stage.equals(Stages.PRODUCTION))) {
      throw MlflowErrors.invalid(
          "Model version transition cannot archive existing model versions because '"
              + stage
              + "' is not an Active stage. Valid stages are Staging, Production");
    }
    return answer(
        call,
        registry.move(
            call.principal(),
            call.requiredText("name"),
            call.requiredText("version"),
            stage,
            archiving));
  }

  private JsonReply delete(MlflowCall call) {
    registry.deleteVersion(
        call.principal(), call.requiredText("name"), call.requiredText("version"));
    return MlflowRoutes.DONE;
  }

  private JsonReply search(MlflowCall call) {
    List<String> asked = call.texts("order_by");
    List<SortKey> order =
        OrderBy.of(asked, VersionFields::sortKey, asked.isEmpty() ? LAST_CHANGED_FIRST : BY_NAME);
    LongPage page =
        search.longPage(
            call,
            List.of(
                Views.of(Kind.VERSION, Ids.PROJECT),
                Prompts.unlessAsked(call.text("filter"), VersionFields::query)),
            order,
            RESULTS,
            MAX_RESULTS);
    return json ->
        page.write(
            json,
            "model_versions",
            version ->
                RegistryWire.writeVersion(
                    json,
                    version,
                    // it may have been deleted since the search
                    registry.find(call.principal(), version.id().name()).orElse(version)));
  }

  private JsonReply downloadUri(MlflowCall call) {
    String uri = RegistryWire.location(find(call));
    return json -> {
      json.writeStartObject();
      json.writeStringField("artifact_uri", uri);
      json.writeEndObject();
    };
  }

  private JsonReply setTag(MlflowCall call) {
    Map<String, String> tag = RegistryApi.tag(call);
    change(call, version -> Tags.with(version, tag).build());
    return MlflowRoutes.DONE;
  }

  private JsonReply deleteTag(MlflowCall call) {
    String key = call.requiredText("key");
    change(
        call,
        version ->
            Optional.ofNullable(Tags.without(version, key))
                .map(MetadataRecord.Builder::build)
                .orElse(version));
    return MlflowRoutes.DONE;
  }
}
