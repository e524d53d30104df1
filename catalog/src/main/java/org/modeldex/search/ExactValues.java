package org.modeldex.search;

import java.util.List;
import java.util.function.BiConsumer;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.vocabulary.RawNumber;

/**
 * What of a record can be compared letter by letter and number by number as it was written, besides
 * the canonical forms in which its fields and metrics are searched. This is what protocols of other
 * tools ask for, whose names and values mean nothing but themselves.
 *
 * <pre>
 *   texts                                     numbers
 *   attr.NAME      a custom attribute
 *   param.NAME     a hyperparameter           param:NAME    a hyperparameter that is a number
 *   name, version  of the id                  logged:NAME   a value of a run's metric, as it was logged
 *   source.name    the name in its source
 *   owner, stage, status
 *   artifact       the URI of an artifact
 *   part-of, ...   the id of what an arrow of this relation leads to
 * </pre>
 */
public final class ExactValues {
  public static final String PARAMETER = "param.";
  public static final String NAME = "name";
  public static final String VERSION = "version";
  public static final String SOURCE_NAME = "source.name";
  public static final String OWNER = "owner";
  public static final String STAGE = "stage";
  public static final String STATUS = "status";
  public static final String ARTIFACT = "artifact";

  /** The prefix of a hyperparameter's number. */
  public static final String PARAMETER_NUMBER = "param:";

  /** The prefix of a logged metric's number. */
  public static final String LOGGED = "logged:";

  /**
   * How many characters of a text are compared with patterns. Whether two texts are equal is
   * decided by all of them.
   */
  public static final int COMPARED = 2_000;

  /** How many characters of a text are sorted by. */
  public static final int SORTED = 250;

  private ExactValues() {}

  /** Gives every text with its name; the texts of a list one by one. */
  public static void texts(MetadataRecord record, BiConsumer<String, String> found) {
    record
        .attributes()
        .forEach((name, value) -> {
          for (String text : texts(value)) {
            found.accept(SearchField.ATTRIBUTE_PREFIX + name, text);
          }
        });
    record
        .structural()
        .hyperparameters()
        .forEach((name, value) -> found.accept(PARAMETER + name, value));
    record.structural().artifacts().forEach(artifact -> found.accept(ARTIFACT, artifact.uri()));
    record
        .lineage()
        .forEach(edge -> found.accept(edge.relation().word(), edge.target().toString()));
    found.accept(NAME, record.id().name());
    if (record.id().version() != null) {
      found.accept(VERSION, record.id().version());
    }
    if (record.source() != null && record.source().name() != null) {
      found.accept(SOURCE_NAME, record.source().name());
    }
    if (record.contextual().owner() != null) {
      found.accept(OWNER, record.contextual().owner());
    }
    if (record.contextual().stage() != null) {
      found.accept(STAGE, record.contextual().stage());
    }
    if (record.contextual().status() != null) {
      found.accept(STATUS, record.contextual().status());
    }
  }

  private static List<String> texts(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> List.of(text.text());
      case AttributeValue.Texts texts -> texts.texts();
      case AttributeValue.Flag flag -> List.of();
      case AttributeValue.Time time -> List.of();
      case AttributeValue.Numeric numeric -> List.of();
    };
  }

  /** Gives every number with its key. */
  public static void numbers(SearchDocument document, BiConsumer<String, Double> found) {
    document
        .record()
        .structural()
        .hyperparameters()
        .forEach((name, text) ->
            RawNumber.find(text)
                .ifPresent(number -> found.accept(PARAMETER_NUMBER + name, number.value())));
    if (document.record().id().kind() == Kind.RUN) {
      document.record().statistical().forEach(measurement -> logged(measurement, found));
      document.inherited().forEach(measurement -> logged(measurement, found));
    }
  }

  private static void logged(Measurement measurement, BiConsumer<String, Double> found) {
    RawNumber.find(measurement.raw())
        .ifPresent(number -> found.accept(LOGGED + measurement.metric(), number.value()));
  }

  /** Whether a key is one of {@link #numbers}. */
  public static boolean isNumber(String key) {
    return key.startsWith(PARAMETER_NUMBER) || key.startsWith(LOGGED);
  }
}
