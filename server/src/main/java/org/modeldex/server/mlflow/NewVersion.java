package org.modeldex.server.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;

/** What a new version of a registered model is to be. */
record NewVersion(
    String source,
    @Nullable String runId,
    @Nullable String runLink,
    @Nullable String modelId,
    @Nullable String description,
    Map<String, String> tags) {

  /** The record of such a version. */
  MetadataRecord record(RecordId model, int number, VersionSources.Origin origin, Instant now) {
    List<LineageEdge> edges = new ArrayList<>();
    edges.add(LineageEdge.to(Relation.VERSION_OF, model));
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put(ModelRecords.VERSION, new AttributeValue.Numeric(number));
    put(attributes, ModelRecords.RUN_ID, origin.run());
    put(attributes, ModelRecords.RUN_LINK, runLink);
    put(attributes, ModelRecords.MODEL_ID, modelId);
    put(attributes, ModelRecords.LOCATION, origin.location());
    String run = origin.run();
    if (run != null) {
      Ids.asked(() -> Ids.run(run))
          .ifPresent(id -> edges.add(LineageEdge.to(Relation.PRODUCED_BY, id)));
    }
    if (modelId != null) {
      Ids.asked(() -> Ids.loggedModel(modelId))
          .ifPresent(id -> edges.add(LineageEdge.to(Relation.DERIVED_FROM, id)));
    }
    MetadataRecord bare =
        MetadataRecord.builder(Ids.version(model.name(), Integer.toString(number)))
            .source(new Source(Ids.FORMAT, null, model.name(), null, null))
            .contextual(Contextual.builder().startedAt(now).status("READY").build())
            .structural(
                Structural.builder()
                    .artifacts(List.of(new Structural.Artifact(source, null, null, null)))
                    .build())
            .lineage(edges)
            .attributes(attributes)
            .build();
    return Tags.with(bare, tags).description(description).build();
  }

  private static void put(
      Map<String, AttributeValue> attributes, String key, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      attributes.put(key, new AttributeValue.Text(text));
    }
  }
}
