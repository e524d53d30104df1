package org.modeldex.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.JsonProblem;

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

  private static final int NODE_WEIGHT = 16;

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
      YamlNode root = node(json, first, new Budget(Long.MAX_VALUE));
      if (json.nextToken() != null) {
        throw ModeldexException.invalid("the JSON", "goes on after its end at line " + line(json));
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw ModeldexException.invalid(
          "the JSON", "cannot be read at line " + line + ": " + JsonProblem.of(e));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
  }

  /** For reading a large value part by part. */
  public static JsonParser parser(Reader in) throws IOException {
    return FACTORY.createParser(in);
  }

  /**
   * The value that begins at the parser's token, which is then at the value's end.
   *
   * @param maxWeight characters of its texts and names, and {@value #NODE_WEIGHT} for each value,
   *     at most
   * @throws ModeldexException TOO_LARGE for a larger one, which has then been passed over
   * @throws JsonProcessingException when it is no JSON or nests too deeply
   */
  public static YamlNode read(JsonParser json, long maxWeight) throws IOException {
    Budget budget = new Budget(maxWeight);
    YamlNode node = node(json, json.currentToken(), budget);
    if (budget.left < 0) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE, "the value has more than " + maxWeight + " characters");
    }
    return node;
  }

  /** What may still be kept of a value. */
  private static final class Budget {
    private long left;

    Budget(long left) {
      this.left = left;
    }

    boolean spend(String text) {
      left -= NODE_WEIGHT + text.length();
      return left >= 0;
    }
  }

  /** Recursion is bounded by the parser's limit of depth. */
  private static YamlNode node(JsonParser json, @Nullable JsonToken token, Budget budget)
      throws IOException {
    int line = line(json);
    return switch (token) {
      case START_OBJECT -> {
        SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          YamlNode value = node(json, json.nextToken(), budget);
          if (budget.spend(name)) {
            fields.put(name, value);
          }
        }
        yield new YamlNode.Mapping(Collections.unmodifiableSequencedMap(fields), line);
      }
      case START_ARRAY -> {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          YamlNode item = node(json, next, budget);
          if (budget.spend("")) {
            items.add(item);
          }
        }
        yield new YamlNode.Sequence(List.copyOf(items), line);
      }
      case null -> throw ModeldexException.invalid("the JSON", "ends too early at line " + line);
      default -> {
        String text = json.getText();
        yield new YamlNode.Scalar(
            budget.spend(text) ? text : "", token != JsonToken.VALUE_STRING, line);
      }
    };
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }
}
