package org.modeldex.ingest.croissant;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ByteSize;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.record.Limits;
import org.modeldex.record.Structural.Artifact;

/** The files of a dataset: single ones, and sets of them by a pattern. */
final class FilesReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private final JsonLd language;
  private final Draft draft;

  FilesReader(JsonLd language, Draft draft) {
    this.language = language;
    this.draft = draft;
  }

  /**
   * Adds each file. The size of the dataset is that of all files which are in no other, where all
   * of these state one.
   */
  void read(List<Fields> files) {
    long total = 0;
    boolean known = false;
    boolean all = true;
    for (Fields file : files) {
      Long size = ByteSize.find(language.text(file.rest().get("contentSize"))).orElse(null);
      add(file, size);
      if (language.words(file.rest().get("containedIn")).isEmpty()) {
        total += size == null ? 0 : Math.min(size, Long.MAX_VALUE - total);
        known |= size != null;
        all &= size != null;
      }
    }
    draft.structural().sizeBytes(known && all ? total : null);
  }

  private void add(Fields file, @Nullable Long size) {
    String format = language.text(file.rest().get("encodingFormat"));
    String type = format == null || format.length() > Limits.TERM ? null : format;
    String address = language.text(file.rest().get("contentUrl"));
    List<String> places =
        address == null ? language.words(file.rest().get("includes")) : List.of(address);
    if (places.isEmpty()) {
      places = language.words(file.rest().get("@id"));
    }
    for (String place : places.isEmpty() ? language.words(file.rest().get("name")) : places) {
      draft.artifact(() -> new Artifact(place, digest(file), type, address == null ? null : size));
    }
  }

  private @Nullable String digest(Fields file) {
    String sha256 = file.text("sha256");
    String md5 = file.text("md5");
    if (sha256 != null && SHA256.matcher(sha256).matches()) {
      return "sha256:" + sha256;
    }
    return md5 != null && MD5.matcher(md5).matches() ? "md5:" + md5 : null;
  }
}
