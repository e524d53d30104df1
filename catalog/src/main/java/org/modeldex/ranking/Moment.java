package org.modeldex.ranking;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;

/**
 * When a value came into the world, never when it was imported. A date without a day or month
 * stands for its first.
 *
 * @param basis how it is known
 */
public record Moment(Instant at, Basis basis) {
  /**
   * Attributes in which sources say when something was published or made, most telling first, in
   * lower case and letters only.
   */
  private static final List<String> ATTRIBUTES =
      List.of(
          "published",
          "publishedat",
          "publicationdate",
          "releasedate",
          "released",
          "releasedat",
          "paperdate",
          "release",
          "date",
          "created",
          "createdat",
          "creationdate",
          "creationtime");

  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]");

  private static final Pattern DATE =
      Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])");

  /** Since April 2007 an arXiv identifier begins with year and month. */
  private static final Pattern ARXIV =
      Pattern.compile("arxiv\\.org/(?:abs|pdf)/([0-9]{2})([0-9]{2})\\.[0-9]{4,5}");

  /** How a moment is known, most certain first. */
  public enum Basis {
    /** The measurement says. */
    MEASUREMENT,
    /** The record's source says when it was published or made. */
    SOURCE,
    /** The identifier of its first paper on arXiv says the month. */
    PAPER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The moment of a record's measurement; empty when nothing says. */
  static Optional<Moment> of(MetadataRecord record, Measurement measurement) {
    return measurement.at() == null
        ? of(record)
        : Optional.of(new Moment(measurement.at(), Basis.MEASUREMENT));
  }

  /** The moment of a record's measurements that do not say. */
  static Optional<Moment> of(MetadataRecord record) {
    return published(record)
        .or(() -> Optional.ofNullable(record.contextual().startedAt()))
        .map(at -> new Moment(at, Basis.SOURCE))
        .or(() -> paper(record));
  }

  private static Optional<Instant> published(MetadataRecord record) {
    Instant most = null;
    int place = ATTRIBUTES.size();
    for (Map.Entry<String, AttributeValue> attribute : record.attributes().entrySet()) {
      int known = ATTRIBUTES.indexOf(letters(attribute.getKey()));
      if (known >= 0 && known < place) {
        Optional<Instant> time = time(attribute.getValue());
        if (time.isPresent()) {
          most = time.get();
          place = known;
        }
      }
    }
    return Optional.ofNullable(most);
  }

  private static String letters(String name) {
    return NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static Optional<Instant> time(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Time time -> Optional.of(time.value());
      case AttributeValue.Text text -> day(text.text());
      case AttributeValue.Numeric numeric -> Optional.empty();
      case AttributeValue.Flag flag -> Optional.empty();
      case AttributeValue.Texts texts -> Optional.empty();
    };
  }

  private static Optional<Instant> day(String text) {
    Matcher date = DATE.matcher(text);
    return date.find()
        ? start(date.group(1), orFirst(date.group(2)), orFirst(date.group(3)))
        : Optional.empty();
  }

  private static String orFirst(@Nullable String part) {
    return Objects.requireNonNullElse(part, "1");
  }

  private static Optional<Moment> paper(MetadataRecord record) {
    return record.contextual().papers().stream()
        .map(Paper::url)
        .flatMap(Stream::ofNullable)
        .map(ARXIV::matcher)
        .filter(Matcher::find)
        .map(id -> start("20" + id.group(1), id.group(2), "1"))
        .flatMap(Optional::stream)
        .map(at -> new Moment(at, Basis.PAPER))
        .findFirst();
  }

  private static Optional<Instant> start(String year, String month, String day) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return Optional.of(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
