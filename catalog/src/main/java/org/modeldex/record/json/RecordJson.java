package org.modeldex.record.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;

/** Records to JSON and back. Safe for all threads. */
public final class RecordJson {
  /** The longest JSON document that is read, in bytes. */
  public static final int MAX_DOCUMENT_BYTES = 8 << 20;

  /**
   * The most names, values and brackets of a document, more than any record or series of that
   * length has: an empty object takes thirty times its two characters in memory.
   */
  private static final long MAX_TOKENS = 3_000_000;

  /** Room for what the store adds to a record. */
  private static final int STAMPS_BYTES = 4 << 10;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxStringLength(1 << 20)
                          .maxNameLength(1_000)
                          .maxNumberLength(64)
                          .maxDocumentLength(MAX_DOCUMENT_BYTES)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private RecordJson() {}

  /** The API form: everything, with the readings of measurements where they are present. */
  public static byte[] toBytes(MetadataRecord record) {
    return bytes(record, true);
  }

  /** As {@link #toBytes}, into a document that is being written. */
  public static void write(JsonGenerator json, MetadataRecord record) throws IOException {
    new RecordWriter(json, true).write(record);
  }

  /**
   * The stored form: everything but the readings.
   *
   * @throws ModeldexException TOO_LARGE when it would be too long to read back
   */
  public static byte[] toStored(MetadataRecord record) {
    byte[] stored = bytes(record, false);
    if (stored.length > MAX_DOCUMENT_BYTES - STAMPS_BYTES) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          record.id() + " takes " + stored.length + " bytes as JSON, more than a record may");
    }
    return stored;
  }

  /**
   * Reads {@link #toStored} back.
   *
   * @throws ModeldexException CORRUPTED when the bytes are no stored record
   */
  public static MetadataRecord fromStored(byte[] stored) {
    try (JsonParser parser = MAPPER.createParser(stored)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION); // what we wrote has none
      return new RecordReader(true).read(readTree(parser), null);
    } catch (ModeldexException | IOException e) {
      throw unreadable(e);
    }
  }

  private static ModeldexException unreadable(Exception e) {
    return new ModeldexException(
        ErrorCode.CORRUPTED, "a stored record does not read back: " + e.getMessage(), e);
  }

  /**
   * The stage that {@link #toStored} wrote, without reading the rest; null when there is none.
   *
   * @throws ModeldexException CORRUPTED when the bytes are no stored record
   */
  public static @Nullable String storedStage(byte[] stored) {
    try (JsonParser parser = MAPPER.createParser(stored)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      return isAtField(parser, "contextual") && isAtField(parser, "stage")
          ? parser.getText()
          : null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Goes to the value of a field of the object that begins next; false when it has none. */
  private static boolean isAtField(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /**
   * Reads what a client sent. Revision, stamps and readings are ignored; anything else that is
   * unknown is refused.
   *
   * @param expected the id that the record must have and may leave out; null when the document must
   *     name it, either as {@code id} or as {@code kind}, {@code project}, {@code name} and {@code
   *     version}
   * @throws ModeldexException INVALID_ARGUMENT naming the field
   */
  public static MetadataRecord parse(JsonNode document, @Nullable RecordId expected) {
    return new RecordReader(false).read(document, expected);
  }

  /** As {@link #parse(JsonNode, RecordId)}, for a document that names its id. */
  public static MetadataRecord parse(byte[] document) {
    return parse(readTree(document), null);
  }

  /**
   * Reads an array of measurements, as clients append them.
   *
   * @throws ModeldexException INVALID_ARGUMENT naming element and field
   */
  public static List<Measurement> parseMeasurements(JsonNode array) {
    if (!array.isArray()) {
      throw ModeldexException.invalid("the document", "must be an array of measurements");
    }
    List<ObjectReader> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(new ObjectReader(array.get(i), "[" + i + "]"));
    }
    return RecordReader.measurements(elements);
  }

  /**
   * Reads one JSON value, strictly.
   *
   * @throws ModeldexException INVALID_ARGUMENT with line and column, or TOO_LARGE
   */
  public static JsonNode readTree(byte[] document) {
    try (JsonParser parser = MAPPER.createParser(document)) {
      return readTree(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** As {@link #readTree(byte[])}; the caller bounds and closes the stream. */
  public static JsonNode readTree(InputStream document) {
    try (JsonParser parser = MAPPER.createParser(document)) {
      return readTree(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** A generator for UTF-8 documents whose numbers and strings are written as in records. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return MAPPER.createGenerator(out);
  }

  private static JsonNode readTree(JsonParser parser) throws IOException {
    JsonNode node = MAPPER.reader().readTree(parser);
    if (node == null || node.isMissingNode()) {
      throw new ModeldexException(ErrorCode.INVALID_ARGUMENT, "the JSON document is empty");
    }
    return node;
  }

  private static ModeldexException malformed(IOException e) {
    if (e instanceof StreamConstraintsException limit) {
      return new ModeldexException(
          ErrorCode.TOO_LARGE, "the JSON document exceeds a limit: " + JsonProblem.of(limit), e);
    }
    if (e instanceof JsonProcessingException problem) {
      String where =
          problem.getLocation() == null
              ? ""
              : " at line "
                  + problem.getLocation().getLineNr()
                  + ", column "
                  + problem.getLocation().getColumnNr();
      return new ModeldexException(
          ErrorCode.INVALID_ARGUMENT, "malformed JSON" + where + ": " + JsonProblem.of(problem), e);
    }
    throw new UncheckedIOException(e);
  }

  private static byte[] bytes(MetadataRecord record, boolean withReadings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      new RecordWriter(json, withReadings).write(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
