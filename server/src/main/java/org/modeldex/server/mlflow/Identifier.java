package org.modeldex.server.mlflow;

/**
 * What a filter or an order names: {@code metrics.rmse}, {@code tags."a b"}, {@code start_time}.
 *
 * @param entity in one word of the several that MLflow knows for each
 */
record Identifier(String entity, String key) {
  static final String ATTRIBUTE = "attribute";
  static final String METRIC = "metric";
  static final String PARAMETER = "parameter";
  static final String TAG = "tag";
  static final String DATASET = "dataset";

  static Identifier ofAttribute(String key) {
    return new Identifier(ATTRIBUTE, key);
  }

  static Identifier parse(String text) {
    int dot = text.startsWith("`") ? text.indexOf('.', text.indexOf('`', 1)) : text.indexOf('.');
    if (dot < 0) {
      return ofAttribute(unquoted(text));
    }
    return new Identifier(
        entity(unquoted(text.substring(0, dot))), unquoted(text.substring(dot + 1)));
  }

  private static String entity(String word) {
    return switch (word) {
      case "attribute", "attributes", "attr", "run" -> ATTRIBUTE;
      case "metric", "metrics" -> METRIC;
      case "parameter", "parameters", "param", "params" -> PARAMETER;
      case "tag", "tags" -> TAG;
      case "dataset", "datasets" -> DATASET;
      default ->
          throw MlflowErrors.invalid(
              "Invalid entity type '"
                  + word
                  + "'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
    };
  }

  private static String unquoted(String text) {
    if (text.length() >= 2) {
      char first = text.charAt(0);
      if ((first == '"' || first == '`' || first == '\'')
          && text.charAt(text.length() - 1) == first) {
        return text.substring(1, text.length() - 1);
      }
    }
    return text;
  }
}
