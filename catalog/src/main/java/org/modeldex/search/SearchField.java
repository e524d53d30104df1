package org.modeldex.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be searched by name, besides metric keys ({@code accuracy@imagenet-1k}) and
 * custom attributes ({@code attr.costCentre}). The query language, the index and the documentation
 * all follow this table.
 */
public enum SearchField {
  ID(Type.KEYWORD, "the record's id, exactly as it is written"),
  KIND(Type.KEYWORD, "model, version, run, dataset, ...", Trait.FACET),
  PROJECT(Type.KEYWORD, "the project it belongs to", Trait.FACET),
  NAME(Type.TEXT, "its name", Trait.SORT),
  DESCRIPTION(Type.TEXT, "its description and other long texts"),
  PAPER(Type.TEXT, "titles of its papers"),
  TASK(Type.KEYWORD, "canonical task, for instance object-detection", Trait.FACET),
  FRAMEWORK(Type.KEYWORD, "pytorch, tensorflow, ...", Trait.FACET),
  LIBRARY(Type.KEYWORD, "timm, transformers, ...", Trait.FACET),
  ARCHITECTURE(Type.KEYWORD, "ResNet, BERT, ...", Trait.FACET, "arch"),
  ALGORITHM(Type.KEYWORD, "the training algorithm"),
  FAMILY(Type.KEYWORD, "the model whose variant it is, as hits with collapse=family name it"),
  LICENSE(Type.KEYWORD, "SPDX identifier in lower case", Trait.FACET, "licence"),
  LICENSING(
      Type.KEYWORD,
      "what the licence allows: permissive, commercial-use or non-commercial",
      Trait.FACET),
  LANGUAGE(Type.KEYWORD, "ISO code", Trait.FACET, "lang"),
  TRANSLATES(Type.KEYWORD, "from and to, such as fi-en; mul-en is from any language"),
  DATASET(Type.KEYWORD, "trained, evaluated or measured on", Trait.FACET),
  METRIC(Type.KEYWORD, "has a value of this metric", Trait.FACET),
  TAG(Type.KEYWORD, "a tag", Trait.FACET, "tags"),
  OWNER(Type.KEYWORD, "who answers for it", Trait.FACET),
  TEAM(Type.KEYWORD, "the owner's team"),
  STAGE(Type.KEYWORD, "place in the life cycle", Trait.FACET),
  STATUS(Type.KEYWORD, "state of a run or deployment"),
  DOMAIN(Type.KEYWORD, "field of use"),
  MODALITY(Type.KEYWORD, "image, text, audio, ..."),
  REGION(Type.KEYWORD, "where it may be kept"),
  SENSITIVITY(Type.KEYWORD, "how sensitive it is"),
  SOURCE(Type.KEYWORD, "format it was imported from", Trait.FACET),
  EMBEDDING(Type.KEYWORD, "whether it is found by meaning: ready or pending"),
  TRUST(Type.KEYWORD, "self-reported, verified or reproduced values", Trait.FACET),
  PARAMETERS(Type.NUMBER, "number of weights", Trait.FACET_AND_SORT, "params"),
  SIZE(Type.NUMBER, "bytes of its weight files", Trait.SORT),
  FLOPS(Type.NUMBER, "operations of one forward pass", Trait.SORT),
  STARTED(Type.INSTANT, "when a run or experiment began", Trait.SORT),
  ENDED(Type.INSTANT, "when a run ended", Trait.SORT),
  CREATED(Type.INSTANT, "when it was first stored", Trait.SORT),
  UPDATED(Type.INSTANT, "when it last changed", Trait.FACET_AND_SORT);

  /** How a field's values are compared. */
  public enum Type {
    /** Analysed into words. */
    TEXT,
    /** Compared whole, ignoring case. */
    KEYWORD,
    /** A double. */
    NUMBER,
    /** Milliseconds since 1970 UTC. */
    INSTANT
  }

  private enum Trait {
    NONE,
    FACET,
    SORT,
    FACET_AND_SORT
  }

  /** {@link #EMBEDDING} of a record whose meaning is still to be found out. */
  public static final String AWAITS_EMBEDDING = "pending";

  /** {@link #EMBEDDING} of a record that is found by meaning. */
  public static final String HAS_EMBEDDING = "ready";

  /** The prefix under which custom attributes are searched. */
  public static final String ATTRIBUTE_PREFIX = "attr.";

  private final String word = name().toLowerCase(Locale.ROOT);
  private final Type type;
  private final String about;
  private final Trait trait;
  private final @Nullable String alias;

  SearchField(Type type, String about) {
    this(type, about, Trait.NONE, null);
  }

  SearchField(Type type, String about, Trait trait) {
    this(type, about, trait, null);
  }

  SearchField(Type type, String about, Trait trait, @Nullable String alias) {
    this.type = type;
    this.about = about;
    this.trait = trait;
    this.alias = alias;
  }

  /** The field called {@code word} in a query, by name or alias, ignoring case. */
  public static Optional<SearchField> find(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (SearchField field : values()) {
      if (field.word().equals(lower) || lower.equals(field.alias)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The fields that can be asked for as facets, in their default order. */
  public static List<SearchField> facets() {
    List<SearchField> facets = new ArrayList<>();
    for (SearchField field : values()) {
      if (field.isFacet()) {
        facets.add(field);
      }
    }
    return facets;
  }

  /** The field's name in queries and answers. */
  public String word() {
    return word;
  }

  public Type type() {
    return type;
  }

  public String about() {
    return about;
  }

  /** A second word for the field. */
  public Optional<String> alias() {
    return Optional.ofNullable(alias);
  }

  public boolean isFacet() {
    return trait == Trait.FACET || trait == Trait.FACET_AND_SORT;
  }

  public boolean isSortable() {
    return trait == Trait.SORT || trait == Trait.FACET_AND_SORT;
  }
}
