package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.LivePredictor.Version;
import org.modeldex.recommend.Objectives.Resolved;
import org.modeldex.recommend.Recommendation.Choice;
import org.modeldex.recommend.Recommendation.Excluded;
import org.modeldex.recommend.Recommendation.NearMiss;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.TranslationPair;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Recommends models: those that meet all conditions, rated by what is measured and predicted of
 * them, with reasons. Safe for all threads.
 */
public final class Recommender {
  /** So many of the best are looked at closely: for trust, and for claims too good to be true. */
  private static final int EXAMINED = 20;

  private static final int MOST_NEAR_MISSES = 5;

  private static final double MOST_EXCLUDED = 0.9;

  /** How many models are looked at for each condition. */
  private static final int NEAR_MISSES_READ = 50;

  private final SearchIndex index;
  private final MetadataStore store;
  private final Vocabulary vocabulary;
  private final LivePredictor predictor;

  public Recommender(
      SearchIndex index, MetadataStore store, Vocabulary vocabulary, LivePredictor predictor) {
    this.index = index;
    this.store = store;
    this.vocabulary = vocabulary;
    this.predictor = predictor;
  }

  /**
   * Recommends.
   *
   * @throws ModeldexException INVALID_ARGUMENT when neither the vocabulary nor any model knows the
   *     task, or when an objective names nothing that any model has; with the nearest name
   */
  public Recommendation recommend(RecommendationRequest request) {
    Conditions conditions = Conditions.of(request);
    requireKnownTask(request.task());
    long considered = index.count(conditions.base());
    long matching = index.count(conditions.all());
    Version predictions = request.predictsMissing() ? predictor.latest().orElse(null) : null;
    List<Resolved> objectives = objectives(request, conditions, matching);
    List<Choice> choices = List.of();
    List<NearMiss> nearMisses = List.of();
    List<Excluded> excluded = excluded(conditions, considered);
    long ranked = 0;
    if (!objectives.isEmpty() && matching > 0) {
      Rating rating = new Rating(index, objectives, predictions, conditions);
      Claims claims = new Claims(vocabulary, rating, predictions);
      choices = choices(rating, claims, predictions, request.limit(), matching);
      nearMisses = nearMisses(rating, claims, conditions, excluded, considered);
      ranked = rating.candidates().size();
    }
    return new Recommendation(
        objectives.stream().map(Resolved::objective).toList(),
        considered,
        matching,
        ranked,
        choices,
        nearMisses,
        excluded,
        matching > 0 ? List.of() : relaxations(conditions),
        predictions == null ? -1 : predictions.sequence());
  }

  private void requireKnownTask(@Nullable String task) {
    if (task == null
        || vocabulary.findTask(task).isPresent()
        || index.count(Conditions.base(task)) > 0) {
      return;
    }
    ModeldexException unknown = ModeldexException.invalid("task", "is not known: " + task);
    String nearest = vocabulary.nearestTask(task, List.of());
    throw nearest == null ? unknown : unknown.withSuggestion(nearest);
  }

  private List<Resolved> objectives(
      RecommendationRequest request, Conditions conditions, long matching) {
    Query judged = matching > 0 ? conditions.all() : conditions.base();
    Supplier<List<String>> used =
        () -> index.metrics(Query.ALL).stream().map(MetricStatistics::key).toList();
    Optional<Task> task = Optional.ofNullable(request.task()).flatMap(vocabulary::findTask);
    List<Resolved> resolved =
        new Objectives(vocabulary, metrics(judged, conditions, request.objectives().isEmpty()))
            .resolve(request.objectives(), task, used);
    // What no candidate is measured on may still be known of others for the task, and predicted.
    return resolved.isEmpty() && matching > 0
        ? new Objectives(vocabulary, metrics(conditions.base(), conditions, true))
            .resolve(List.of(), task, used)
        : resolved;
  }

  /**
   * What models have values of, except of other translations than the one asked for, and without
   * objectives except on other datasets than those asked for.
   */
  private List<MetricStatistics> metrics(Query models, Conditions conditions, boolean isOpen) {
    List<MetricStatistics> all = index.metrics(models);
    Set<String> datasets = conditions.datasets(vocabulary);
    List<MetricStatistics> asked =
        all.stream()
            .filter(metric -> datasets.contains(wholeDataset(MetricKey.parse(metric.key()))))
            .toList();
    if (isOpen && !asked.isEmpty()) {
      return asked;
    }
    String wanted = conditions.translation();
    return wanted == null
        ? all
        : all.stream().filter(metric -> isOf(wanted, MetricKey.parse(metric.key()))).toList();
  }

  private static String wholeDataset(MetricKey key) {
    return key.dataset() == null ? "" : key.dataset().replaceFirst("/.*", "");
  }

  private boolean isOf(String translation, MetricKey key) {
    Set<String> named =
        key.dataset() == null ? Set.of() : TranslationPair.namedIn(key.dataset(), vocabulary);
    return named.isEmpty()
        || named.stream().anyMatch(pair -> TranslationPair.covers(translation, pair));
  }

  private List<Excluded> excluded(Conditions conditions, long considered) {
    List<Excluded> excluded = new ArrayList<>();
    for (Query clause : conditions.clauses()) {
      long left = index.count(conditions.with(List.of(clause)));
      excluded.add(new Excluded(clause, considered - left));
    }
    return excluded;
  }

  private List<Excluded> relaxations(Conditions conditions) {
    List<Excluded> relaxations = new ArrayList<>();
    for (int i = 0; i < conditions.clauses().size(); i++) {
      long count = index.count(conditions.with(conditions.without(i)));
      if (count > 0) {
        relaxations.add(new Excluded(conditions.clauses().get(i), count));
      }
    }
    relaxations.sort(Comparator.comparingLong(Excluded::count).reversed());
    return relaxations;
  }

  private List<Choice> choices(
      Rating rating, Claims claims, @Nullable Version predictions, int limit, long matching) {
    List<Resolved> objectives = rating.objectives();
    Map<String, SearchDocument> documents = new HashMap<>();
    Map<String, String> cautions = new HashMap<>();
    List<Rated> chosen = examined(rating, claims, limit, documents, cautions);
    chosen.removeIf(rated -> !documents.containsKey(rated.id()));
    chosen.sort(
        Comparator.comparingDouble(Rated::score)
            .reversed()
            .thenComparingInt(Rated::unmeasured)
            .thenComparingLong(rated -> selfReported(rated, objectives, documents))
            .thenComparing(Rated::id));
    Reasons reasons = new Reasons(rating, objectives, vocabulary, matching);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, chosen.size()); i++) {
      Rated rated = chosen.get(i);
      SearchDocument document = documents.get(rated.id());
      if (document != null) {
        choices.add(
            new Choice(
                document,
                rated.score(),
                rating.candidates().stream().noneMatch(other -> other.dominates(rated)),
                values(rated, document, objectives, predictions),
                reasons.of(rated, i, i == 0 && chosen.size() > 1 ? chosen.get(1) : null),
                cautions.get(rated.id())));
      }
    }
    return choices;
  }

  /**
   * The first candidates once doubtful claims are taken at what they are worth. Whoever moves up in
   * place of a doubtful one is examined as well.
   *
   * @param documents is given the documents of all that were examined
   * @param cautions is given the reasons for doubt, by model
   */
  private List<Rated> examined(
      Rating rating,
      Claims claims,
      int limit,
      Map<String, SearchDocument> documents,
      Map<String, String> cautions) {
    Set<String> seen = new HashSet<>();
    while (true) {
      List<Rated> first =
          new ArrayList<>(rating.candidates().stream().limit(Math.max(limit, EXAMINED)).toList());
      List<Rated> unseen = first.stream().filter(rated -> seen.add(rated.id())).toList();
      if (unseen.isEmpty()) {
        return first;
      }
      documents.putAll(documents(unseen));
      for (Rated rated : unseen) {
        Optional.ofNullable(documents.get(rated.id()))
            .flatMap(document -> claims.doubt(rated, document))
            .ifPresent(caution -> cautions.put(rated.id(), caution));
      }
      rating.sort();
    }
  }

  /** How many of the values nobody but the author vouches for. */
  private static long selfReported(
      Rated rated, List<Resolved> objectives, Map<String, SearchDocument> documents) {
    SearchDocument document = documents.get(rated.id());
    return document == null
        ? 0
        : objectives.stream()
            .flatMap(objective -> document.bestOwn(objective.objective().by()).stream())
            .filter(measurement -> measurement.trust() == Trust.SELF_REPORTED)
            .count();
  }

  private static List<Value> values(
      Rated rated,
      SearchDocument document,
      List<Resolved> objectives,
      @Nullable Version predictions) {
    List<Value> values = new ArrayList<>();
    for (int j = 0; j < objectives.size(); j++) {
      String by = objectives.get(j).objective().by();
      if (Double.isNaN(rated.value(j))) {
        values.add(new Value.Unknown(by));
      } else if (rated.isPredicted(j) && predictions != null) {
        values.add(predictions.predicted(rated.id(), by));
      } else {
        Trust trust = document.bestOwn(by).map(Measurement::trust).orElse(null);
        values.add(new Value.Measured(by, rated.value(j), trust));
      }
    }
    return values;
  }

  /**
   * For each condition the models that only it keeps out and that would be first or second; not for
   * languages and for words that leave hardly any model, which say what is wanted and not how much
   * of it.
   */
  private List<NearMiss> nearMisses(
      Rating rating,
      Claims claims,
      Conditions conditions,
      List<Excluded> excluded,
      long considered) {
    if (rating.candidates().isEmpty()) {
      return List.of();
    }
    double bar = rating.candidates().get(Math.min(1, rating.candidates().size() - 1)).score();
    Map<Rated, Query> missed = new HashMap<>();
    for (int i = 0; i < conditions.clauses().size(); i++) {
      Query clause = conditions.clauses().get(i);
      boolean isLimit = Conditions.isNumeric(clause) || Conditions.isOfLicense(clause);
      boolean leavesFew = excluded.get(i).count() > MOST_EXCLUDED * considered;
      if (Conditions.isOfLanguage(clause) || (leavesFew && !isLimit)) {
        continue;
      }
      List<Query> parts = new ArrayList<>(conditions.without(i));
      parts.add(new Query.Not(clause));
      rating.rate(conditions.with(parts)).stream()
          .filter(rated -> rated.score() > bar)
          .limit(NEAR_MISSES_READ)
          .forEach(rated -> missed.put(rated, clause));
    }
    List<Rated> best = missed.keySet().stream().sorted(Rating.ORDER).toList();
    Map<String, SearchDocument> documents = documents(best);
    List<NearMiss> nearMisses = new ArrayList<>();
    for (Rated rated : best) {
      SearchDocument document = documents.get(rated.id());
      Query clause = missed.get(rated);
      if (document != null
          && clause != null
          && nearMisses.size() < MOST_NEAR_MISSES
          && Conditions.isNear(document, clause)
          && claims.doubt(rated, document).isEmpty()) {
        nearMisses.add(
            new NearMiss(document, rated.score(), clause, Conditions.excess(document, clause)));
      }
    }
    return nearMisses;
  }

  private Map<String, SearchDocument> documents(List<Rated> rated) {
    Map<RecordId, MetadataRecord> records =
        store.findAll(rated.stream().map(one -> RecordId.parse(one.id())).toList());
    Map<String, SearchDocument> documents = new HashMap<>();
    records.forEach(
        (id, record) -> documents.put(id.toString(), SearchDocument.of(record, store, vocabulary)));
    return documents;
  }
}
