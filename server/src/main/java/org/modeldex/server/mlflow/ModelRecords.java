package org.modeldex.server.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;

/**
 * What the records of registered models and their versions keep in attributes of the adapter:
 *
 * <pre>
 *   of a model
 *     modeldex.versions      the largest version there ever was
 *     modeldex.touched       when one of its versions last changed, in milliseconds since 1970
 *     modeldex.latest        the latest version of each stage
 *     modeldex.alias.NAME    the version of an alias
 *   of a version
 *     modeldex.version       its number
 *     modeldex.stage         its stage; absent for None
 *     modeldex.runId, modeldex.runLink, modeldex.modelId
 *     modeldex.location      where its files are, when its source is another version
 * </pre>
 *
 * <p>The stage that everybody else sees, and by which a model's current version is chosen, is a
 * version's stage or else its alias {@code production}.
 */
final class ModelRecords {
  static final String VERSION = "modeldex.version";
  static final String STAGE = "modeldex.stage";
  static final String RUN_ID = "modeldex.runId";
  static final String RUN_LINK = "modeldex.runLink";
  static final String MODEL_ID = "modeldex.modelId";
  static final String LOCATION = "modeldex.location";
  private static final String VERSIONS = "modeldex.versions";
  private static final String TOUCHED = "modeldex.touched";
  private static final String LATEST = "modeldex.latest";
  private static final String ALIAS = "modeldex.alias.";

  private ModelRecords() {}

  static int versions(MetadataRecord model) {
    return model.attributes().get(VERSIONS) instanceof AttributeValue.Numeric number
        ? (int) number.value()
        : 0;
  }

  static MetadataRecord withVersions(MetadataRecord model, int versions) {
    return with(model, VERSIONS, new AttributeValue.Numeric(versions));
  }

  /** The model, updated now although perhaps nothing but a version of it has changed. */
  static MetadataRecord touched(MetadataRecord model, Instant now) {
    return with(model, TOUCHED, new AttributeValue.Numeric(now.toEpochMilli()));
  }

  /** The latest versions, one of each stage that has any; empty where nobody has kept account. */
  static Optional<List<String>> latest(MetadataRecord model) {
    return model.attributes().get(LATEST) instanceof AttributeValue.Texts texts
        ? Optional.of(texts.texts())
        : Optional.empty();
  }

  static MetadataRecord withLatest(MetadataRecord model, List<String> versions) {
    return with(model, LATEST, new AttributeValue.Texts(versions));
  }

  /** Versions by alias. */
  static SequencedMap<String, String> aliases(MetadataRecord model) {
    SequencedMap<String, String> aliases = new LinkedHashMap<>();
    model
        .attributes()
        .forEach((key, value) -> {
          if (key.startsWith(ALIAS) && value instanceof AttributeValue.Text text) {
            aliases.put(key.substring(ALIAS.length()), text.text());
          }
        });
    return aliases;
  }

  /** The aliases of one version. */
  static List<String> aliases(MetadataRecord model, String version) {
    List<String> aliases = new ArrayList<>();
    aliases(model)
        .forEach((alias, of) -> {
          if (of.equals(version)) {
            aliases.add(alias);
          }
        });
    return aliases;
  }

  /** The model with an alias for a version; without it for null. */
  static MetadataRecord withAlias(MetadataRecord model, String alias, @Nullable String version) {
    return with(model, ALIAS + alias, version == null ? null : new AttributeValue.Text(version));
  }

  static String stage(MetadataRecord version) {
    return version.attributes().get(STAGE) instanceof AttributeValue.Text text
        ? text.text()
        : Stages.NONE;
  }

  /**
   * A version in a stage.
   *
   * @param aliases that it has
   */
  static MetadataRecord staged(MetadataRecord version, String stage, List<String> aliases) {
    boolean none = stage.equals(Stages.NONE);
    MetadataRecord changed = with(version, STAGE, none ? null : new AttributeValue.Text(stage));
    boolean production = aliases.stream().anyMatch("production"::equalsIgnoreCase);
    String seen = none ? (production ? "production" : null) : stage.toLowerCase(Locale.ROOT);
    return changed.toBuilder()
        .contextual(changed.contextual().toBuilder().stage(seen).build())
        .build();
  }

  static MetadataRecord with(MetadataRecord record, String key, @Nullable AttributeValue value) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(record.attributes());
    if (value == null) {
      attributes.remove(key);
    } else {
      attributes.put(key, value);
    }
    return record.toBuilder().attributes(attributes).build();
  }
}
