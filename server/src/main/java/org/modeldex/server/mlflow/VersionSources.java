package org.modeldex.server.mlflow;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;

/**
 * What the source of a new version leads to: a version may be a copy of another one, {@code
 * models:/NAME/NUMBER}, or be made of a logged model, {@code models:/m-ID}.
 */
final class VersionSources {
  private static final Pattern COPIED = Pattern.compile("models:/(.+)/([0-9]{1,9})");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/");
  private static final Pattern LOGGED = Pattern.compile("models:/(m-[^/@]+)");

  private final Registry registry;
  private final LoggedModels loggedModels;

  VersionSources(Registry registry, LoggedModels loggedModels) {
    this.registry = registry;
    this.loggedModels = loggedModels;
  }

  /**
   * Where a version comes from.
   *
   * @param location of its files; null when they are at its source
   * @param run that made it; null when that is not known
   */
  record Origin(@Nullable String location, @Nullable String run) {}

  /**
   * Finds out.
   *
   * @throws ModeldexException INVALID_ARGUMENT when the source names what is not there, or is an
   *     address that leads upwards
   */
  Origin origin(Principal principal, NewVersion version) {
    checkAddress(version.source());
    Matcher copied = COPIED.matcher(version.source());
    Matcher logged = LOGGED.matcher(version.source());
    try {
      if (copied.matches()) {
        MetadataRecord original = registry.version(principal, copied.group(1), copied.group(2));
        return new Origin(RegistryWire.location(original), version.runId());
      }
      if (logged.matches()) {
        MetadataRecord model = loggedModels.find(principal, logged.group(1));
        return new Origin(RegistryWire.source(model), run(version, model));
      }
    } catch (ModeldexException e) {
      throw MlflowErrors.invalid(
          "Unable to fetch model from model URI source artifact location '"
              + version.source()
              + "'. Error: "
              + e.getMessage());
    }
    String model = version.modelId();
    return new Origin(
        null,
        model == null || model.isEmpty()
            ? version.runId()
            : run(version, loggedModels.find(principal, model)));
  }

  /** Clients download from an address; none may lead them out of where it begins. */
  private static void checkAddress(String source) {
    if (!ADDRESS.matcher(source).lookingAt()) {
      return;
    }
    String plain = Escapes.resolved(source);
    if (plain.indexOf('\0') >= 0 || List.of(plain.split("/")).contains("..")) {
      throw MlflowErrors.invalid(
          "Invalid model version source: '"
              + source
              + "'. If supplying a source as an http, https, local file path, ftp, objectstore, or"
              + " mlflow-artifacts uri, an absolute path must be provided without relative path"
              + " references present. Please provide an absolute path.");
    }
  }

  private static @Nullable String run(NewVersion version, MetadataRecord model) {
    String named = version.runId();
    if (named != null && !named.isEmpty()) {
      return named;
    }
    return model.attributes().get(ModelRecords.RUN_ID) instanceof AttributeValue.Text run
        ? run.text()
        : null;
  }
}
