package org.modeldex.server.mlflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.ExactValues;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.http.JsonReply;

/** {@code registered-models/*}. */
final class RegistryApi {
  private static final int RESULTS = 100;
  private static final int MAX_RESULTS = 1_000;

  /** As many as fit into the name of an attribute. */
  private static final int MAX_ALIAS = 235;

  private static final int MAX_TAG_VALUE = 100_000;

  private static final List<SortKey> ORDER = List.of(new SortKey.OfText(ExactValues.NAME, false));

  private final Registry registry;
  private final RecordSearch search;

  RegistryApi(Registry registry, RecordSearch search) {
    this.registry = registry;
    this.search = search;
  }

  void register(MlflowRoutes routes) {
    routes.post("registered-models/create", this::create);
    routes.post("registered-models/rename", this::rename);
    routes.patch("registered-models/update", this::update);
    routes.delete("registered-models/delete", this::delete);
    routes.get("registered-models/get", this::get);
    routes.get("registered-models/search", this::search);
    routes.get("registered-models/get-latest-versions", this::latestVersions);
    routes.postToRead("registered-models/get-latest-versions", this::latestVersions);
    routes.post("registered-models/set-tag", this::setTag);
    routes.delete("registered-models/delete-tag", this::deleteTag);
    routes.post("registered-models/alias", this::setAlias);
    routes.delete("registered-models/alias", this::deleteAlias);
    routes.get("registered-models/alias", this::byAlias);
  }

  private JsonReply create(MlflowCall call) {
    return answer(
        call.principal(),
        registry.create(
            call.principal(), call.requiredText("name"), call.text("description"), tags(call)));
  }

  /** The tags that a call gives to a model or version. */
  static Map<String, String> tags(MlflowCall call) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (MlflowCall tag : call.all("tags")) {
      tags.putAll(tag(tag));
    }
    return tags;
  }

  /** The one tag that a call describes. */
  static Map<String, String> tag(MlflowCall call) {
    String value = call.text("value", "");
    Rules.atMost("value", value, MAX_TAG_VALUE);
    return Map.of(Tags.key(call), value);
  }

  private JsonReply rename(MlflowCall call) {
    return answer(
        call.principal(),
        registry.rename(
            call.principal(), call.requiredText("name"), call.requiredText("new_name")));
  }

  private JsonReply update(MlflowCall call) {
    @Nullable String description = call.text("description");
    return answer(
        call.principal(),
        registry.changeModel(
            call.principal(),
            call.requiredText("name"),
            model -> model.toBuilder().description(description).build()));
  }

  private JsonReply delete(MlflowCall call) {
    registry.delete(call.principal(), call.requiredText("name"));
    return MlflowRoutes.DONE;
  }

  private JsonReply get(MlflowCall call) {
    return answer(call.principal(), registry.model(call.principal(), call.requiredText("name")));
  }

  private JsonReply answer(Principal principal, MetadataRecord model) {
    return json -> {
      json.writeStartObject();
      json.writeFieldName("registered_model");
      RegistryWire.writeModel(json, model, registry.latest(principal, model));
      json.writeEndObject();
    };
  }

  private JsonReply search(MlflowCall call) {
    List<SortKey> order = OrderBy.of(call.texts("order_by"), ModelFields::sortKey, ORDER);
    RecordPage page =
        search.page(
            call,
            List.of(
                Views.of(Kind.MODEL, Ids.PROJECT),
                Prompts.unlessAsked(call.text("filter"), ModelFields::query)),
            order,
            RESULTS,
            MAX_RESULTS);
    return json ->
        SearchApi.write(
            json,
            "registered_models",
            page,
            model ->
                RegistryWire.writeModel(json, model, registry.latest(call.principal(), model)));
  }

  private JsonReply latestVersions(MlflowCall call) {
    MetadataRecord model = registry.model(call.principal(), call.requiredText("name"));
    List<String> stages = call.texts("stages").stream().map(Stages::of).toList();
    List<MetadataRecord> latest =
        registry.latest(call.principal(), model).stream()
            .filter(version -> stages.isEmpty() || stages.contains(ModelRecords.stage(version)))
            .toList();
    return json ->
        SearchApi.write(
            json,
            "model_versions",
            new RecordPage(latest, null),
            version -> RegistryWire.writeVersion(json, version, model));
  }

  private JsonReply setTag(MlflowCall call) {
    Map<String, String> tag = tag(call);
    return change(call, model -> Tags.with(model, tag).build());
  }

  private JsonReply deleteTag(MlflowCall call) {
    String key = call.requiredText("key");
    return change(
        call,
        model ->
            Optional.ofNullable(Tags.without(model, key))
                .map(MetadataRecord.Builder::build)
                .orElse(model));
  }

  private JsonReply change(MlflowCall call, UnaryOperator<MetadataRecord> change) {
    registry.changeModel(call.principal(), call.requiredText("name"), change);
    return MlflowRoutes.DONE;
  }

  private JsonReply setAlias(MlflowCall call) {
    String alias = call.requiredText("alias");
    if (alias.length() > MAX_ALIAS || !alias.matches("[\\w-]+")) {
      throw MlflowErrors.invalid(
          "Invalid alias name: '"
              + alias
              + "'. Names may only contain alphanumerics, underscores (_) and dashes (-), at most "
              + MAX_ALIAS
              + " of them.");
    }
    if (alias.equalsIgnoreCase("latest") || alias.matches("[vV][0-9]+")) {
      throw MlflowErrors.invalid("'" + alias + "' alias name is reserved.");
    }
    registry.alias(
        call.principal(), call.requiredText("name"), alias, call.requiredText("version"));
    return MlflowRoutes.DONE;
  }

  private JsonReply deleteAlias(MlflowCall call) {
    registry.alias(call.principal(), call.requiredText("name"), call.requiredText("alias"), null);
    return MlflowRoutes.DONE;
  }

  private JsonReply byAlias(MlflowCall call) {
    MetadataRecord model = registry.model(call.principal(), call.requiredText("name"));
    String alias = call.requiredText("alias");
    String number = ModelRecords.aliases(model).get(alias);
    if (number == null) {
      throw MlflowErrors.invalid("Registered model alias " + alias + " not found.");
    }
    return VersionApi.answer(registry.version(call.principal(), model.id().name(), number), model);
  }
}
