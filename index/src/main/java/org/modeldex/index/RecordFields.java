package org.modeldex.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Contextual;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;
import org.modeldex.search.ModelFamily;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.TranslationPair;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Where in a record the values of each field are found. */
final class RecordFields {
  private static final String TRANSLATION = "translation";
  private static final String TEXT_TO_TEXT = "text2text-generation";
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Vocabulary vocabulary;
  private final Keywords keywords;

  RecordFields(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.keywords = new Keywords(vocabulary);
  }

  /** The keywords of a field in their one form, without repetitions. */
  Set<String> keywords(SearchField field, SearchDocument document) {
    if (field == SearchField.DATASET) {
      return datasets(document);
    }
    Collection<String> words = words(field, document);
    if (words.isEmpty()) {
      return Set.of();
    }
    Set<String> forms = new LinkedHashSet<>();
    for (String word : words) {
      String form = keywords.form(field, word);
      if (!form.isEmpty()) {
        forms.add(form);
      }
    }
    return forms;
  }

  private Collection<String> words(SearchField field, SearchDocument document) {
    MetadataRecord record = document.record();
    Structural structural = record.structural();
    Contextual contextual = record.contextual();
    return switch (field) {
      case ID -> List.of(record.id().toString());
      case KIND -> List.of(record.id().kind().word());
      case PROJECT -> List.of(record.id().project());
      case NAME -> List.of(record.id().name());
      case TASK -> contextual.tasks();
      case FRAMEWORK -> optional(structural.framework());
      case LIBRARY -> optional(structural.library());
      case ARCHITECTURE -> structural.architectures();
      case ALGORITHM -> optional(structural.algorithm());
      case FAMILY -> List.of(ModelFamily.key(record));
      case LICENSE -> optional(contextual.license());
      case LICENSING -> permissions(contextual);
      case LANGUAGE -> contextual.languages();
      case TRANSLATES -> translations(document);
      case METRIC ->
          document.readings().filter(r -> r.value() != null).map(Reading::metric).toList();
      case TAG -> record.tags();
      case OWNER -> optional(contextual.owner());
      case TEAM -> optional(contextual.team());
      case STAGE -> optional(contextual.stage());
      case STATUS -> optional(contextual.status());
      case DOMAIN -> optional(contextual.domain());
      case MODALITY -> contextual.modalities();
      case REGION -> optional(contextual.region());
      case SENSITIVITY -> optional(contextual.sensitivity());
      case SOURCE -> optional(Optional.ofNullable(record.source()).map(Source::format));
      case EMBEDDING -> embedding(document);
      case TRUST -> document.measurements().map(m -> m.trust().word()).toList();
      case DATASET, DESCRIPTION, PAPER, PARAMETERS, SIZE, FLOPS, STARTED, ENDED, CREATED, UPDATED ->
          List.of();
    };
  }

  private List<String> permissions(Contextual contextual) {
    return Optional.ofNullable(contextual.license())
        .flatMap(license -> vocabulary.find(Term.Category.LICENSE, license))
        .map(license -> license.permissions().stream().map(Term.Permission::word).toList())
        .orElse(List.of());
  }

  private static List<String> embedding(SearchDocument document) {
    if (document.embedding() != null) {
      return List.of(SearchField.HAS_EMBEDDING);
    }
    return document.awaitsEmbedding() ? List.of(SearchField.AWAITS_EMBEDDING) : List.of();
  }

  /** The texts in which a part's words are looked for. */
  List<String> texts(TextPart part, SearchDocument document) {
    MetadataRecord record = document.record();
    return switch (part) {
      case NAME -> names(record);
      case ARCHITECTURE -> record.structural().architectures();
      case TASK ->
          record.contextual().tasks().stream().flatMap(this::taskWords).distinct().toList();
      case LABEL -> labels(document);
      case LANGUAGE -> languageWords(record);
      case DESCRIPTION -> prose(record);
      case PAPER -> paperTitles(record);
    };
  }

  private static List<String> names(MetadataRecord record) {
    String name = record.id().name();
    String original = record.source() == null ? null : record.source().name();
    return original == null || original.equals(name) ? List.of(name) : List.of(name, original);
  }

  private Stream<String> taskWords(String task) {
    return vocabulary
        .findTask(task)
        .map(known -> Stream.of(task, known.title()))
        .orElse(Stream.of(task));
  }

  private List<String> languageWords(MetadataRecord record) {
    Set<String> words = new LinkedHashSet<>();
    for (String language : record.contextual().languages()) {
      words.add(language);
      vocabulary
          .find(Term.Category.LANGUAGE, language)
          .ifPresent(known -> {
            words.add(known.slug());
            words.add(known.title());
          });
    }
    return List.copyOf(words);
  }

  /** What the vocabulary says in everyday words of the record's tasks. */
  List<String> glosses(SearchDocument document) {
    Set<String> glosses = new LinkedHashSet<>();
    for (String task : document.record().contextual().tasks()) {
      vocabulary
          .findTask(task)
          .ifPresent(known -> {
            glosses.addAll(known.aliases());
            glosses.addAll(known.synonyms());
            glosses.addAll(optional(known.about()));
          });
    }
    return List.copyOf(glosses);
  }

  /** The titles of the record's datasets and what the vocabulary says they hold. */
  List<String> datasetWords(SearchDocument document) {
    Set<String> words = new LinkedHashSet<>();
    for (String dataset : datasets(document)) {
      vocabulary
          .find(Term.Category.DATASET, dataset)
          .ifPresent(known -> {
            words.add(known.title());
            words.addAll(optional(known.about()));
          });
    }
    return List.copyOf(words);
  }

  /**
   * The pairs of languages between which a model translates: those in its name or, where that names
   * none, its two languages, the first being the source; and those of the test sets it was measured
   * on. Of a model that turns texts into texts, the pair that its name says. Each with both, with
   * any target, with any source.
   */
  private Collection<String> translations(SearchDocument document) {
    MetadataRecord record = document.record();
    Set<String> tasks = keywords(SearchField.TASK, document);
    Set<String> pairs = new LinkedHashSet<>();
    if (tasks.equals(Set.of(TEXT_TO_TEXT))) {
      names(record).forEach(name -> pairs.addAll(TranslationPair.saidIn(name, vocabulary)));
      return sides(pairs);
    }
    if (!tasks.contains(TRANSLATION)) {
      return List.of();
    }
    names(record).forEach(name -> pairs.addAll(TranslationPair.namedIn(name, vocabulary)));
    if (pairs.isEmpty()) {
      pairs.addAll(pairOf(record.contextual().languages()));
    }
    document
        .readings()
        .flatMap(reading -> optional(reading.dataset()).stream())
        .distinct()
        .forEach(dataset -> pairs.addAll(TranslationPair.namedIn(dataset, vocabulary)));
    return sides(pairs);
  }

  private static Set<String> sides(Set<String> pairs) {
    Set<String> values = new LinkedHashSet<>();
    for (String pair : pairs) {
      values.addAll(List.of(pair, TranslationPair.toAny(pair), TranslationPair.fromAny(pair)));
    }
    return values;
  }

  private List<String> pairOf(List<String> languages) {
    List<String> forms =
        languages.stream()
            .map(language -> keywords.form(SearchField.LANGUAGE, language))
            .distinct()
            .toList();
    return forms.size() == 2 ? List.of(TranslationPair.of(forms.get(0), forms.get(1))) : List.of();
  }

  private List<String> labels(SearchDocument document) {
    Structural structural = document.record().structural();
    Contextual contextual = document.record().contextual();
    List<String> labels = new ArrayList<>(document.record().tags());
    labels.addAll(optional(structural.framework()));
    labels.addAll(optional(structural.library()));
    labels.addAll(optional(structural.algorithm()));
    labels.addAll(optional(contextual.domain()));
    labels.addAll(contextual.modalities());
    labels.addAll(datasets(document));
    return labels;
  }

  private static List<String> prose(MetadataRecord record) {
    List<String> prose = new ArrayList<>();
    prose.addAll(optional(record.description()));
    prose.addAll(optional(record.contextual().intendedUse()));
    prose.addAll(optional(record.contextual().limitations()));
    prose.addAll(optional(record.contextual().goals()));
    return prose;
  }

  static List<String> paperTitles(MetadataRecord record) {
    return record.contextual().papers().stream()
        .map(Paper::title)
        .flatMap(title -> optional(title).stream())
        .toList();
  }

  /** The value of a number or instant field, the latter in milliseconds. */
  static OptionalLong number(SearchField field, MetadataRecord record) {
    Structural structural = record.structural();
    return switch (field) {
      case PARAMETERS -> optionalLong(structural.parameterCount());
      case SIZE -> optionalLong(structural.sizeBytes());
      case FLOPS -> optionalLong(structural.flops());
      case STARTED -> millis(record.contextual().startedAt());
      case ENDED -> millis(record.contextual().endedAt());
      case CREATED -> millis(at(record.created()));
      case UPDATED -> millis(at(record.updated()));
      default -> OptionalLong.empty();
    };
  }

  private Set<String> datasets(SearchDocument document) {
    Set<String> datasets = new LinkedHashSet<>();
    for (LineageEdge edge : document.record().lineage()) {
      boolean used =
          edge.relation() == Relation.TRAINED_ON || edge.relation() == Relation.EVALUATED_ON;
      if (used && edge.target().kind() == Kind.DATASET) {
        datasets.add(keywords.form(SearchField.DATASET, edge.target().name()));
      }
    }
    // Readings name their datasets in the vocabulary's words already.
    document
        .readings()
        .map(Reading::dataset)
        .flatMap(dataset -> optional(dataset).stream())
        .map(RecordFields::withoutSlice)
        .forEach(datasets::add);
    return datasets;
  }

  private static String withoutSlice(String dataset) {
    int slash = dataset.indexOf('/');
    return slash < 0 ? dataset : dataset.substring(0, slash);
  }

  private static List<String> optional(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> optional(Optional<String> value) {
    return value.map(List::of).orElse(List.of());
  }

  private static OptionalLong optionalLong(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static @Nullable Instant at(@Nullable Stamp stamp) {
    return stamp == null ? null : stamp.at();
  }

  /** Milliseconds; empty also for an instant that is too far away to be counted in them. */
  private static OptionalLong millis(@Nullable Instant instant) {
    return instant == null || instant.isBefore(FIRST) || instant.isAfter(LAST)
        ? OptionalLong.empty()
        : OptionalLong.of(instant.toEpochMilli());
  }
}
