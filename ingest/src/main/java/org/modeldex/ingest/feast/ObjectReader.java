package org.modeldex.ingest.feast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Structural.Tensor;

/** Makes a record of one view, service or source of data. */
final class ObjectReader {
  private final Registry registry;
  private final Draft draft;

  ObjectReader(Registry registry, Draft draft) {
    this.registry = registry;
    this.draft = draft;
  }

  void read(Fields object) {
    Fields spec = Registry.spec(object);
    spec.take("name");
    draft.record().description(draft.text("description", spec.takeText("description")));
    draft.contextual().owner(draft.term("owner", spec.takeText("owner")));
    tags(spec.rest().get("tags"));
    entities(Fields.texts(spec.rest().getOrDefault("entities", NONE)));
    columns(spec.take("entityColumns"), true);
    features(spec.take("features"));
    sources(spec);
    files(spec);
    spec.rest().forEach(draft::attributes);
    YamlNode meta = object.rest().get("meta");
    if (meta != null) {
      draft.attributes("meta", meta);
    }
  }

  private static final YamlNode NONE = new YamlNode.Sequence(List.of(), 1);

  /** Pairs of key and value, as {@code team:garden}. */
  private void tags(@Nullable YamlNode node) {
    List<String> tags = new ArrayList<>();
    if (node instanceof YamlNode.Mapping mapping) {
      for (Map.Entry<String, YamlNode> tag : mapping.fields().entrySet()) {
        String value = tag.getValue().text().strip();
        tags.add(value.isEmpty() ? tag.getKey() : tag.getKey() + ':' + value);
      }
    }
    draft.record().tags(draft.terms("tags", tags));
  }

  private void entities(List<String> names) {
    for (String name : names) {
      Fields entity = registry.entity(name);
      if (entity != null) {
        entity
            .rest()
            .forEach((field, node) -> {
              if (!field.equals("name")) {
                draft.attributes("entity." + name + '.' + field, node);
              }
            });
      }
    }
  }

  /** A service has projections of views among its features, a view its own. */
  private void features(@Nullable YamlNode node) {
    for (String named : named(node)) {
      int colon = named.indexOf(':');
      view(colon < 0 ? null : named.substring(0, colon));
      draft.output(() -> new Tensor(named, null, null));
    }
    for (Fields feature : Registry.objects(node)) {
      String view = feature.text("featureViewName");
      if (view == null) {
        column(feature, null, false);
      } else if (!view.isBlank()) {
        draft.edge(Relation.USES_FEATURES, () -> registry.view(view, draft.id().project()));
        for (Fields column : Registry.objects(feature.rest().get("featureColumns"))) {
          column(column, view, false);
        }
        String alias = feature.text("featureViewNameAlias");
        if (alias != null && !alias.isBlank()) {
          draft.attribute("alias." + view, List.of(alias), draft.line());
        }
      }
    }
  }

  /** A saved dataset has the names of its features, as {@code view:feature}. */
  private static List<String> named(@Nullable YamlNode node) {
    return node instanceof YamlNode.Sequence list
        ? list.items().stream()
            .filter(YamlNode.Scalar.class::isInstance)
            .map(YamlNode::text)
            .filter(text -> !text.isBlank())
            .toList()
        : List.of();
  }

  private void columns(@Nullable YamlNode node, boolean key) {
    Registry.objects(node).forEach(column -> column(column, null, key));
  }

  private void column(Fields column, @Nullable String view, boolean key) {
    String own = column.text("name");
    if (own == null || own.isBlank()) {
      return;
    }
    String name = view == null ? own : view + ':' + own;
    String type = column.text("valueType");
    if (key) {
      draft.input(() -> new Tensor(name, type, null));
    } else {
      draft.output(() -> new Tensor(name, type, null));
    }
    column
        .rest()
        .forEach((field, node) -> {
          if (!field.equals("name") && !field.equals("valueType")) {
            draft.attributes("feature." + name + '.' + field, node);
          }
        });
  }

  private void sources(Fields spec) {
    for (String field : List.of("batchSource", "streamSource", "source")) {
      if (spec.rest().get(field) instanceof YamlNode.Mapping source) {
        data(new Fields(source.fields()).text("name"));
      }
    }
    if (spec.rest().get("sources") instanceof YamlNode.Mapping sources) {
      for (Fields source : Registry.objects(listOf(sources))) {
        if (source.rest().get("featureViewProjection") instanceof YamlNode.Mapping projection) {
          view(new Fields(projection.fields()).text("featureViewName"));
        }
        if (source.rest().get("featureView") instanceof YamlNode.Mapping view) {
          view(Registry.spec(new Fields(view.fields())).text("name"));
        }
        if (source.rest().get("requestDataSource") instanceof YamlNode.Mapping request) {
          data(new Fields(request.fields()).text("name"));
        }
      }
    }
  }

  private static YamlNode listOf(YamlNode.Mapping mapping) {
    return new YamlNode.Sequence(List.copyOf(mapping.fields().values()), mapping.line());
  }

  private void view(@Nullable String name) {
    if (name != null && !name.isBlank()) {
      draft.edge(Relation.DERIVED_FROM, () -> registry.view(name, draft.id().project()));
    }
  }

  private void data(@Nullable String name) {
    if (name != null && !name.isBlank()) {
      draft.edge(Relation.DERIVED_FROM, () -> registry.data(name, draft.id().project()));
    }
  }

  /** Where a source of data is: options named after the kind of store, with an address or table. */
  private void files(Fields spec) {
    spec.rest()
        .forEach((field, node) -> {
          if (field.endsWith("Options") && node instanceof YamlNode.Mapping options) {
            Fields fields = new Fields(options.fields());
            String uri = fields.text("uri");
            String place = uri == null ? fields.text("table") : uri;
            if (place != null && !place.isBlank()) {
              draft.artifact(place);
            }
          }
        });
  }
}
