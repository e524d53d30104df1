package org.modeldex.recommend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.LivePredictor.Version;
import org.modeldex.recommend.Objectives.Resolved;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.search.SearchDocument;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Claims that are hard to believe: values for which only their authors vouch, and which the model's
 * other benchmarks, its name or the distance to everybody else's values speak against.
 */
final class Claims {
  /** What a claim is worth that nothing else tells about: as much as the middle one. */
  private static final double DOUBTED = 0.5;

  private final Vocabulary vocabulary;
  private final Rating rating;
  private final @Nullable Version predictions;

  Claims(Vocabulary vocabulary, Rating rating, @Nullable Version predictions) {
    this.vocabulary = vocabulary;
    this.rating = rating;
    this.predictions = predictions;
  }

  /** Takes doubtful values of a model at what they are worth, and says why; the first reason. */
  Optional<String> doubt(Rated rated, SearchDocument document) {
    Optional<String> caution = Optional.empty();
    for (int j = 0; j < rating.objectives().size(); j++) {
      Resolved objective = rating.objectives().get(j);
      if (objective.isMetric() && !Double.isNaN(rated.value(j)) && !rated.isPredicted(j)) {
        Trust trust =
            document.bestOwn(objective.objective().by()).map(Measurement::trust).orElse(null);
        if (trust == Trust.SELF_REPORTED) {
          Optional<String> reason = doubt(rated, j, document);
          caution = caution.isPresent() ? caution : reason;
        }
      }
    }
    return caution;
  }

  private Optional<String> doubt(Rated rated, int j, SearchDocument document) {
    String key = rating.objectives().get(j).objective().by();
    double value = rated.value(j);
    BenchmarkPredictor.Interval plausible =
        predictions != null && predictions.knows(rated.id(), key)
            ? predictions.plausible(rated.id(), key).orElse(null)
            : null;
    String claim = "%s of %s".formatted(vocabulary.keyTitle(key), Words.number(value));
    if (plausible != null) {
      if (!isBetter(value, plausible, rating.objectives().get(j).objective().better())) {
        return Optional.empty();
      }
      rated.limit(j, rating.worth(j).of(plausible.value()));
      return Optional.of(
          "%s is far better than its other benchmarks lead to expect (%s to %s)"
              .formatted(claim, Words.number(plausible.low()), Words.number(plausible.high())));
    }
    Optional<String> other = otherDataset(document, key);
    if (other.isPresent()) {
      rated.limit(j, DOUBTED);
      return Optional.of(
          "%s may be a mistake: its name speaks of %s"
              .formatted(claim, vocabulary.datasetTitle(other.get())));
    }
    if (rating.worth(j).isAlone(value)) {
      rated.limit(j, DOUBTED);
      return Optional.of(
          claim + " is far better than anybody else's, and nothing else speaks for it");
    }
    return Optional.empty();
  }

  private Optional<String> otherDataset(SearchDocument document, String key) {
    String dataset = MetricKey.parse(key).dataset();
    return dataset == null
        ? Optional.empty()
        : NamedDatasets.other(document.record().id().name(), dataset, vocabulary);
  }

  private static boolean isBetter(
      double value, BenchmarkPredictor.Interval plausible, Better better) {
    return switch (better) {
      case HIGHER -> value > plausible.high();
      case LOWER -> value < plausible.low();
    };
  }
}
