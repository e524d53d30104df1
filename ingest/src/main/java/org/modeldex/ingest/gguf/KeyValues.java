package org.modeldex.ingest.gguf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.HeaderInput;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;

/**
 * The key-values of a file. Known keys go to their places in the record, those of the architecture
 * become hyperparameters, others attributes. Of a long list (a tokenizer's words) the length is
 * kept.
 */
final class KeyValues {
  private static final String AUTHOR = "general.author";
  private static final String ORGANIZATION = "general.organization";
  private static final int MAX_KEY = 1 << 16;
  private static final int MAX_TEXT = 4 << 20;
  private static final int MAX_LISTED = 64;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final HeaderInput header;
  private final Draft draft;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  KeyValues(HeaderInput header, Draft draft) {
    this.header = header;
    this.draft = draft;
  }

  void readOne() throws IOException {
    String key = header.text(header.eightBytes(), MAX_KEY);
    long type = header.unsignedInt();
    values.put(key, type == ARRAY ? array() : List.of(value(type)));
  }

  /**
   * Puts what was read in its places. The parts of a split file but the first hardly say anything,
   * which does not undo what the first said.
   */
  void finish() {
    String architecture = take("general.architecture");
    if (architecture != null) {
      draft.structural().architectures(draft.terms("architecture", List.of(architecture)));
    }
    String license = take("general.license");
    if (license != null) {
      draft.contextual().license(draft.term("license", license));
    }
    String owner = take(values.containsKey(AUTHOR) ? AUTHOR : ORGANIZATION);
    if (owner != null) {
      draft.contextual().owner(draft.term("author", owner));
    }
    String description = take("general.description");
    if (description != null) {
      draft.record().description(draft.text("description", description));
    }
    List<String> tags = takeAll("general.tags");
    if (!tags.isEmpty()) {
      draft.record().tags(draft.terms("tags", tags));
    }
    List<String> languages = takeAll("general.languages");
    if (!languages.isEmpty()) {
      draft.contextual().languages(draft.terms("languages", languages));
    }
    others(architecture);
  }

  private void others(@Nullable String architecture) {
    values.forEach((key, texts) -> {
      if (key.startsWith("general.base_model.") && key.endsWith(".name")) {
        draft.edge(
            Relation.DERIVED_FROM,
            () -> RecordId.model(draft.id().project(), texts.getFirst().strip()));
      }
      boolean own = architecture != null && key.startsWith(architecture + '.');
      if (own || key.equals("general.file_type")) {
        draft.hyperparameter(key, String.join(", ", texts), 1);
      } else {
        draft.attribute(key, texts, 1);
      }
    });
  }

  private @Nullable String take(String key) {
    List<String> texts = values.remove(key);
    return texts == null ? null : String.join(", ", texts);
  }

  private List<String> takeAll(String key) {
    List<String> texts = values.remove(key);
    return texts == null ? List.of() : texts;
  }

  private List<String> array() throws IOException {
    long type = header.unsignedInt();
    long length = header.eightBytes();
    if (type == ARRAY) {
      throw header.damaged("has a list of lists, which the format does not foresee,");
    }
    if (length < 0 || length > header.remaining()) {
      throw header.damaged("has a list of " + length + " values, more than the file has bytes,");
    }
    if (length <= MAX_LISTED) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < length; i++) {
        texts.add(value(type));
      }
      return texts;
    }
    if (type == STRING) {
      skipTexts(length);
    } else {
      header.skip(length * width(type)); // less than eight times the file's size
    }
    return List.of("(" + length + " values)");
  }

  private void skipTexts(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      header.skip(header.eightBytes());
    }
  }

  private String value(long type) throws IOException {
    return switch ((int) type) {
      case 0, 2, 4 -> Long.toString(header.number(width(type)));
      case 1 -> Byte.toString((byte) header.number(1));
      case 3 -> Short.toString((short) header.number(2));
      case 5 -> Integer.toString((int) header.number(4));
      case 6 -> Float.toString(Float.intBitsToFloat((int) header.number(4)));
      case 7 -> Boolean.toString(header.number(1) != 0);
      case STRING -> header.text(header.eightBytes(), MAX_TEXT);
      case 10 -> Long.toUnsignedString(header.eightBytes());
      case 11 -> Long.toString(header.eightBytes());
      case 12 -> Double.toString(Double.longBitsToDouble(header.eightBytes()));
      default -> throw header.damaged("has a value of type " + type + ", which is not known,");
    };
  }

  /** How many bytes a value has. */
  private int width(long type) {
    return switch ((int) type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case 10, 11, 12 -> 8;
      default -> throw header.damaged("has values of type " + type + ", which is not known,");
    };
  }
}
