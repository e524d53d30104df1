package org.modeldex.ingest.serving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;

/**
 * The models that are served, by the places they are loaded from. A model at Hugging Face and one
 * of a registry have names of their own, under which their own files describe them; any other is a
 * record with the name of its place.
 */
final class Models {
  private static final Pattern HUB =
      Pattern.compile("(?:hf|huggingface)://([^/:?#]+/[^/:?#]+)(?:[:/?#].*)?");
  private static final Pattern REGISTRY = Pattern.compile("models:/+([^/@?#]+)(?:[/@?#].*)?");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:/+");

  private final Map<String, RecordId> byPlace = new HashMap<>();
  private final Drafts drafts;

  Models(Drafts drafts) {
    this.drafts = drafts;
  }

  /** The name of a model at Hugging Face or in a registry; null for any other place. */
  static @Nullable String nameElsewhere(String place) {
    for (Pattern form : List.of(HUB, REGISTRY)) {
      Matcher matcher = form.matcher(place);
      if (matcher.matches() && !String.valueOf(matcher.group(1)).isBlank()) {
        return String.valueOf(matcher.group(1)).strip();
      }
    }
    return null;
  }

  /**
   * The model at a place, begun as a record if it is the first time that the place is named.
   *
   * @param framework what the model needs to run, if the manifest says it
   * @return null when a model cannot have this name, which is reported
   */
  @Nullable RecordId at(String place, @Nullable String framework, SourceFile file, int line) {
    RecordId known = byPlace.get(place);
    if (known != null) {
      return known;
    }
    String path = SCHEME.matcher(place).replaceFirst("").replaceFirst("\\?.*", "");
    String name = path.replaceFirst("/+$", "");
    Draft draft = drafts.begin(Kind.MODEL, name, place, file, line).orElse(null);
    if (draft == null) {
      return null;
    }
    draft.structural().framework(draft.term("framework", framework));
    draft.artifact(place);
    byPlace.put(place, draft.id());
    return draft.id();
  }
}
