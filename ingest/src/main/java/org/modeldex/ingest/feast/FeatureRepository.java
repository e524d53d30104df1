package org.modeldex.ingest.feast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.feast.PythonModule.Statement;

/**
 * The Python modules of one folder, as the registry that Feast would make of them as far as they
 * are literal: same lists, same names of fields. Types and durations stay the expressions they are.
 */
final class FeatureRepository {
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
  private static final Pattern CHOICE = Pattern.compile("(?s)(\\w+)\\s*\\[(.*)]");
  private static final Pattern NAME = Pattern.compile("[\\w.]+");
  private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]+)['\"]");

  /** Fields of sources of data that say where the data are. */
  private static final List<String> PLACES =
      List.of("path", "table", "table_ref", "query", "topic");

  private final Map<String, Expression.Call> variables = new HashMap<>();
  private final List<YamlNode> entities = new ArrayList<>();

  /** Takes a module into account, so that others may refer to what it declares. */
  void add(List<Statement> module) {
    for (Statement statement : module) {
      Expression.Call call = statement.call();
      if (statement.name() != null) {
        variables.putIfAbsent(statement.name(), call);
      }
      if (call.function().equals("Entity")) {
        entities.add(
            spec(
                statement,
                fields(call, "description", "join_keys", "value_type", "tags", "owner")));
      }
    }
  }

  /** What a module declares, as the lists of a registry. */
  Fields registry(List<Statement> module) {
    SequencedMap<String, YamlNode> lists = new LinkedHashMap<>();
    lists.put("entities", list(entities, 1));
    for (Statement statement : module) {
      String list = listOf(statement.call().function());
      if (list != null) {
        YamlNode.Sequence others =
            (YamlNode.Sequence) lists.getOrDefault(list, list(List.of(), statement.call().line()));
        List<YamlNode> all = new ArrayList<>(others.items());
        all.add(object(statement));
        lists.put(list, list(all, others.line()));
      }
    }
    return new Fields(lists);
  }

  /** Whether a module declares anything of a feature store. */
  static boolean declares(List<Statement> module) {
    return module.stream().anyMatch(statement -> isDeclaration(statement.call().function()));
  }

  static boolean isDeclaration(String function) {
    return function.equals("Entity") || listOf(function) != null;
  }

  private static @Nullable String listOf(String function) {
    return switch (function) {
      case "FeatureView", "BatchFeatureView", "FeatureTable", "batch_feature_view" ->
          "featureViews";
      case "StreamFeatureView", "stream_feature_view" -> "streamFeatureViews";
      case "OnDemandFeatureView", "on_demand_feature_view" -> "onDemandFeatureViews";
      case "FeatureService" -> "featureServices";
      default -> function.matches("[A-Z]\\w*Source") ? "dataSources" : null;
    };
  }

  private YamlNode object(Statement statement) {
    return statement.call().function().endsWith("Source")
        ? source(statement)
        : spec(statement, definition(statement.call()));
  }

  private YamlNode spec(Statement statement, SequencedMap<String, YamlNode> fields) {
    SequencedMap<String, YamlNode> named = new LinkedHashMap<>();
    int line = statement.call().line();
    String name = name(statement.call());
    String said = name == null ? statement.name() : name;
    if (said != null) {
      named.put("name", scalar(said, line));
    }
    named.putAll(fields);
    return mapping(Map.of("spec", mapping(named, line)), line);
  }

  private static @Nullable String name(Expression.Call call) {
    Expression name = call.keywords().get("name");
    if (name == null && !call.positional().isEmpty()) {
      name = call.positional().getFirst();
    }
    return name instanceof Expression.Text text ? text.value() : null;
  }

  private static YamlNode source(Statement statement) {
    Expression.Call call = statement.call();
    SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
    String name = name(call);
    String said = name == null ? statement.name() : name;
    if (said != null) {
      fields.put("name", scalar(said, call.line()));
    }
    fields.put("type", scalar(call.function(), call.line()));
    call.keywords()
        .forEach((key, value) -> {
          if (PLACES.contains(key)) {
            String field = key.equals("path") ? "uri" : key.equals("table_ref") ? "table" : key;
            fields.put(key + "Options", mapping(Map.of(field, node(value)), value.line()));
          } else if (!key.equals("name")) {
            fields.put(camelCase(key), node(value));
          }
        });
    return mapping(fields, call.line());
  }

  /** The fields of a view or service, with what it refers to by name. */
  private SequencedMap<String, YamlNode> definition(Expression.Call call) {
    SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
    call.keywords()
        .forEach((key, value) -> {
          switch (key) {
            case "name" -> {} // is there already
            case "entities" -> fields.put("entities", list(names(value), value.line()));
            case "schema", "features" -> {
              fields.put("features", list(features(value), value.line()));
              List<YamlNode> computed = computed(value);
              if (!computed.isEmpty()) {
                fields.put("computedFeatures", list(computed, value.line()));
              }
            }
            case "source", "batch_source", "stream_source" ->
                reference(value).ifPresent(source -> fields.put(camelCase(key), source));
            case "sources" -> fields.put("sources", inputs(value));
            default -> fields.put(camelCase(key), node(value));
          }
        });
    return fields;
  }

  private List<YamlNode> names(Expression value) {
    List<YamlNode> names = new ArrayList<>();
    for (Expression item : items(value)) {
      String name = referred(item);
      names.add(scalar(name == null ? item.text() : name, item.line()));
    }
    return names;
  }

  /** The name of what an expression stands for; null when nothing in the folder says it. */
  private @Nullable String referred(Expression expression) {
    if (expression instanceof Expression.Text text) {
      return text.value();
    }
    Expression.Call call =
        expression instanceof Expression.Call own ? own : variables.get(expression.text());
    if (call == null) {
      return null;
    }
    String name = name(call);
    return name == null && expression instanceof Expression.Other ? expression.text() : name;
  }

  private Optional<YamlNode> reference(Expression value) {
    String name = referred(value);
    return name == null
        ? Optional.empty()
        : Optional.of(mapping(Map.of("name", scalar(name, value.line())), value.line()));
  }

  /** Fields of a view; of a service its views, each with the features it takes of it. */
  private List<YamlNode> features(Expression value) {
    List<YamlNode> features = new ArrayList<>();
    for (Expression item : items(value)) {
      if (item instanceof Expression.Call call
          && (call.function().equals("Field") || call.function().equals("Feature"))) {
        features.add(field(call));
      } else if (!isComputed(item)) {
        features.add(projection(item));
      }
    }
    return features;
  }

  /** Expressions among features that are neither a field nor the name of a view. */
  private static List<YamlNode> computed(Expression value) {
    return items(value).stream()
        .filter(FeatureRepository::isComputed)
        .map(FeatureRepository::node)
        .toList();
  }

  private static boolean isComputed(Expression item) {
    return item instanceof Expression.Other
        && !NAME.matcher(item.text()).matches()
        && !CHOICE.matcher(item.text()).matches();
  }

  private static YamlNode field(Expression.Call call) {
    SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
    String name = name(call);
    if (name != null) {
      fields.put("name", scalar(name, call.line()));
    }
    if (call.positional().size() > 1) {
      fields.put("valueType", node(call.positional().get(1)));
    }
    call.keywords()
        .forEach((key, value) -> {
          if (!key.equals("name")) {
            fields.put(key.equals("dtype") ? "valueType" : camelCase(key), node(value));
          }
        });
    return mapping(fields, call.line());
  }

  /** A view, or some of its features: {@code view[["a", "b"]]}. */
  private YamlNode projection(Expression item) {
    SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
    Matcher choice = CHOICE.matcher(item.text());
    boolean chosen = item instanceof Expression.Other && choice.matches();
    Expression view = chosen ? new Expression.Other(choice.group(1), item.line()) : item;
    String name = referred(view);
    fields.put("featureViewName", scalar(name == null ? view.text() : name, item.line()));
    if (chosen) {
      List<YamlNode> columns = new ArrayList<>();
      Matcher quoted = QUOTED.matcher(choice.group(2));
      while (quoted.find()) {
        columns.add(mapping(Map.of("name", scalar(quoted.group(1), item.line())), item.line()));
      }
      fields.put("featureColumns", list(columns, item.line()));
    }
    return mapping(fields, item.line());
  }

  /** What an on-demand view computes from: views and data of the request. */
  private YamlNode inputs(Expression value) {
    SequencedMap<String, YamlNode> inputs = new LinkedHashMap<>();
    for (Expression item : items(value)) {
      String name = referred(item);
      Expression.Call call = item instanceof Expression.Call own ? own : variables.get(item.text());
      boolean source = call != null && call.function().endsWith("Source");
      if (name != null) {
        YamlNode named = scalar(name, item.line());
        inputs.put(
            name,
            source
                ? mapping(
                    Map.of("requestDataSource", mapping(Map.of("name", named), item.line())),
                    item.line())
                : mapping(
                    Map.of(
                        "featureViewProjection",
                        mapping(Map.of("featureViewName", named), item.line())),
                    item.line()));
      }
    }
    return mapping(inputs, value.line());
  }

  private static List<Expression> items(Expression value) {
    return switch (value) {
      case Expression.Items list -> list.items();
      case Expression.Dict dict -> List.copyOf(dict.entries().values());
      case Expression.Call call -> List.of(call);
      case Expression.Text text -> List.of(text);
      case Expression.Other other -> List.of(other);
    };
  }

  private static SequencedMap<String, YamlNode> fields(Expression.Call call, String... keys) {
    SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
    for (String key : keys) {
      Expression value = call.keywords().get(key);
      if (value != null) {
        fields.put(camelCase(key), node(value));
      }
    }
    return fields;
  }

  private static YamlNode node(Expression expression) {
    return switch (expression) {
      case Expression.Text text -> scalar(text.value(), text.line());
      case Expression.Items list ->
          list(list.items().stream().map(FeatureRepository::node).toList(), list.line());
      case Expression.Dict dict -> {
        SequencedMap<String, YamlNode> entries = new LinkedHashMap<>();
        dict.entries().forEach((key, value) -> entries.put(key, node(value)));
        yield mapping(entries, dict.line());
      }
      case Expression.Call call -> scalar(call.text(), call.line());
      case Expression.Other other ->
          other.text().equals("None")
              ? new YamlNode.Scalar("", true, other.line())
              : scalar(other.text(), other.line());
    };
  }

  private static String camelCase(String key) {
    return UNDERSCORE.matcher(key).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static YamlNode scalar(String text, int line) {
    return new YamlNode.Scalar(text, false, line);
  }

  private static YamlNode.Sequence list(List<YamlNode> items, int line) {
    return new YamlNode.Sequence(List.copyOf(items), line);
  }

  private static YamlNode mapping(Map<String, YamlNode> fields, int line) {
    return new YamlNode.Mapping(new LinkedHashMap<>(fields), line);
  }
}
