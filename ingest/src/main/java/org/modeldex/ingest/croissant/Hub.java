package org.modeldex.ingest.croissant;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of datasets at Hugging Face, by which others know a dataset. */
final class Hub {
  private static final Pattern ADDRESS =
      Pattern.compile("https?://huggingface\\.co/datasets/([^/?#]+(?:/[^/?#]+)?)/?");

  private Hub() {}

  /** The dataset's name, {@code lab/pots}; empty for any other address. */
  static Optional<String> find(@Nullable String address) {
    Matcher hub = ADDRESS.matcher(address == null ? "" : address);
    return hub.matches() ? Optional.of(String.valueOf(hub.group(1))) : Optional.empty();
  }
}
