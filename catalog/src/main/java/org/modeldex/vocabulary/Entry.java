package org.modeldex.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.vocabulary.Term.Permission;

/**
 * One line of a vocabulary file: a canonical word and what is said of it.
 *
 * @param fields the line's JSON object, whose forms are checked
 * @param origin file and line, for messages
 */
record Entry(Kind kind, String slug, ObjectNode fields, Origin origin) {

  /**
   * Where a line stands. Files are counted from 0 (built in) up; a later one outranks.
   *
   * @param text the line itself
   */
  record Origin(int file, String name, int line, String text) {
    @Override
    public String toString() {
      return name + " line " + line;
    }
  }

  /** What a line may describe. The line's first field, named by this word, holds the slug. */
  enum Kind {
    METRIC,
    TASK,
    DATASET,
    LICENSE,
    LANGUAGE,
    FRAMEWORK,
    ABBREVIATION;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The form of a field of such a line; null when it has no such field. */
    @Nullable Form form(String field) {
      if (field.equals(word()) || field.equals("title")) {
        return Form.TEXT;
      }
      return field.equals("aliases") ? Form.TEXTS : ownForm(field);
    }

    private @Nullable Form ownForm(String field) {
      return switch (this + "." + field) {
        case "METRIC.better", "METRIC.unit", "METRIC.about" -> Form.TEXT;
        case "TASK.synonyms", "TASK.primaryMetrics" -> Form.TEXTS;
        case "TASK.modality", "TASK.about", "DATASET.task", "DATASET.about" -> Form.TEXT;
        case "LICENSE.spdx", "LANGUAGE.iso3" -> Form.TEXT;
        case "LICENSE.permissive", "LICENSE.commercial" -> Form.FLAG;
        default -> null;
      };
    }
  }

  /** What a field may hold. */
  enum Form {
    TEXT,
    TEXTS,
    FLAG;

    boolean fits(JsonNode value) {
      return switch (this) {
        case TEXT -> value.isTextual() || value.isNull();
        case FLAG -> value.isBoolean() || value.isNull();
        case TEXTS -> {
          boolean texts = value.isArray();
          for (JsonNode element : value) {
            texts &= element.isTextual();
          }
          yield texts;
        }
      };
    }
  }

  /** This entry with the fields of a later one: lists of words grow, other fields give way. */
  Entry extendedBy(Entry later) {
    ObjectNode merged = fields.deepCopy();
    for (Map.Entry<String, JsonNode> field : later.fields.properties()) {
      String name = field.getKey();
      if (name.equals("aliases") || name.equals("synonyms")) {
        Set<String> words = new LinkedHashSet<>(texts(name));
        words.addAll(later.texts(name));
        ArrayNode union = merged.putArray(name);
        words.forEach(union::add);
      } else {
        merged.set(name, field.getValue());
      }
    }
    return new Entry(kind, slug, merged, origin);
  }

  String title() {
    String title = text("title");
    return title == null ? slug : title;
  }

  List<String> aliases() {
    return texts("aliases");
  }

  /** All that is looked up as this entry, beside its slug. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(title());
    names.addAll(aliases());
    for (String code : List.of("spdx", "iso3")) {
      String word = text(code);
      if (word != null) {
        names.add(word);
      }
    }
    return names;
  }

  @Nullable String text(String field) {
    JsonNode value = fields.get(field);
    return value == null || value.isNull() ? null : value.textValue();
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    fields.path(field).forEach(element -> texts.add(element.asText()));
    return texts;
  }

  Metric metric() {
    String better = text("better");
    return new Metric(
        slug,
        title(),
        better == null ? null : Better.valueOf(better.toUpperCase(Locale.ROOT)),
        text("unit"),
        aliases());
  }

  Task task() {
    return new Task(
        slug,
        title(),
        aliases(),
        texts("synonyms"),
        text("about"),
        text("modality"),
        texts("primaryMetrics"));
  }

  Term term(Term.Category category) {
    return new Term(category, slug, title(), aliases(), text("about"), permissions());
  }

  private List<Permission> permissions() {
    List<Permission> permissions = new ArrayList<>();
    if (fields.path("permissive").asBoolean()) {
      permissions.add(Permission.PERMISSIVE);
    }
    JsonNode commercial = fields.path("commercial");
    if (commercial.isBoolean()) {
      permissions.add(
          commercial.booleanValue() ? Permission.COMMERCIAL_USE : Permission.NON_COMMERCIAL);
    }
    return permissions;
  }
}
