package org.modeldex.ingest.feast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;

/** The objects of one registry, by their kinds and names. */
final class Registry {
  private static final List<String> VIEWS =
      List.of("featureViews", "onDemandFeatureViews", "streamFeatureViews");
  private static final String SERVICES = "featureServices";
  private static final List<String> DATA = List.of("dataSources", "savedDatasets");

  private final SourceFile file;
  private final Drafts drafts;
  private final Map<String, RecordId> views = new HashMap<>();
  private final Map<String, RecordId> data = new HashMap<>();
  private final Map<String, Fields> entities = new HashMap<>();

  Registry(SourceFile file, Drafts drafts) {
    this.file = file;
    this.drafts = drafts;
  }

  void read(Fields registry) {
    for (Fields entity : objects(registry.take("entities"))) {
      Fields spec = spec(entity);
      String name = spec.text("name");
      if (name != null) {
        entities.put(name, spec);
      }
    }
    Map<Draft, Fields> begun = new LinkedHashMap<>();
    for (String list : DATA) {
      begin(list, Kind.DATASET, registry, data, begun);
    }
    for (String list : VIEWS) {
      begin(list, Kind.FEATURE_SET, registry, views, begun);
    }
    begin(SERVICES, Kind.FEATURE_SET, registry, new HashMap<>(), begun);
    begun.forEach((draft, object) -> new ObjectReader(this, draft).read(object));
  }

  private void begin(
      String list,
      Kind kind,
      Fields registry,
      Map<String, RecordId> byName,
      Map<Draft, Fields> begun) {
    YamlNode node = registry.take(list);
    if (node == null) {
      return;
    }
    for (Fields object : objects(node)) {
      String name = spec(object).text("name");
      if (name == null || name.isBlank()) {
        drafts.lose(file, node.line(), "one of " + list + " has no name");
        continue;
      }
      int line = object.rest().firstEntry().getValue().line();
      drafts
          .begin(kind, name, file, line)
          .ifPresent(draft -> {
            byName.putIfAbsent(name, draft.id());
            begun.put(draft, object);
          });
    }
  }

  /** A view by its name, in this registry or not. */
  RecordId view(String name, String project) {
    RecordId known = views.get(name);
    return known == null ? RecordId.of(Kind.FEATURE_SET, project, name) : known;
  }

  /** A source of data by its name, in this registry or not. */
  RecordId data(String name, String project) {
    RecordId known = data.get(name);
    return known == null ? RecordId.of(Kind.DATASET, project, name) : known;
  }

  @Nullable Fields entity(String name) {
    return entities.get(name);
  }

  /** What the author said of an object; sources of data have no part of their own for it. */
  static Fields spec(Fields object) {
    return object.rest().get("spec") instanceof YamlNode.Mapping spec
        ? new Fields(spec.fields())
        : object;
  }

  /** The objects in a list that are not empty. */
  static List<Fields> objects(@Nullable YamlNode node) {
    List<Fields> objects = new ArrayList<>();
    if (node instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Mapping mapping && !mapping.fields().isEmpty()) {
          Fields fields = new Fields(mapping.fields());
          if (!fields.rest().isEmpty()) {
            objects.add(fields);
          }
        }
      }
    }
    return objects;
  }
}
