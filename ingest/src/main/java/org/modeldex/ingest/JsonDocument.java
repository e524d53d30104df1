package org.modeldex.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;

/**
 * Reads JSON, of which YAML is a superset, as {@link YamlNode}s: numbers keep the text they are
 * written in, every value knows its line. The tokens {@code NaN} and {@code Infinity}, which many
 * tools write, are values.
 */
public final class JsonDocument {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(YamlDocument.MAX_DEPTH)
                  .maxStringLength(32 << 20)
                  .maxNumberLength(1_000)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonDocument() {}

  /**
   * The one value of a text. Of a name that is repeated in an object, the last value counts.
   *
   * @throws ModeldexException INVALID_ARGUMENT naming the line, when the text is no JSON or nests
   *     too deeply
   */
  public static YamlNode read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw ModeldexException.invalid("the JSON", "is empty");
      }
      YamlNode root = node(json, first);
      if (json.nextToken() != null) {
        throw ModeldexException.invalid("the JSON", "goes on after its end at line " + line(json));
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw ModeldexException.invalid(
          "the JSON", "cannot be read at line " + line + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
  }

  /** Recursion is bounded by the parser's limit of depth. */
  private static YamlNode node(JsonParser json, @Nullable JsonToken token) throws IOException {
    int line = line(json);
    return switch (token) {
      case START_OBJECT -> {
        SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          fields.put(name, node(json, json.nextToken()));
        }
        yield new YamlNode.Mapping(Collections.unmodifiableSequencedMap(fields), line);
      }
      case START_ARRAY -> {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          items.add(node(json, next));
        }
        yield new YamlNode.Sequence(List.copyOf(items), line);
      }
      case VALUE_STRING -> new YamlNode.Scalar(json.getText(), false, line);
      case null -> throw ModeldexException.invalid("the JSON", "ends too early at line " + line);
      default -> new YamlNode.Scalar(json.getText(), true, line);
    };
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }
}
