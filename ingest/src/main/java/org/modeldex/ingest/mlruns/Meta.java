package org.modeldex.ingest.mlruns;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/** A {@code meta.yaml}: the fields of one thing in the store. */
record Meta(SourceFile file, Fields fields) {

  /** What a {@code meta.yaml} describes. */
  enum Subject {
    EXPERIMENT,
    RUN,
    DATASET,
    /** That a run read or wrote something. */
    INPUT,
    LOGGED_MODEL,
    REGISTERED_MODEL,
    VERSION,
    UNKNOWN
  }

  /**
   * Reads a file.
   *
   * @throws ModeldexException INVALID_ARGUMENT or TOO_LARGE
   */
  static Meta read(SourceFile file) {
    List<YamlDocument> documents = YamlDocument.readAll(file.text());
    if (documents.isEmpty() || !(documents.getFirst().root() instanceof YamlNode.Mapping root)) {
      throw new ModeldexException(ErrorCode.INVALID_ARGUMENT, "the file is no mapping");
    }
    return new Meta(file, new Fields(root.fields()));
  }

  Subject subject() {
    Set<String> names = fields.rest().keySet();
    if (names.contains("destination_type")) {
      return Subject.INPUT;
    }
    if (names.contains("model_id") && names.contains("experiment_id")) {
      return Subject.LOGGED_MODEL;
    }
    if (names.contains("version") && names.contains("name")) {
      return Subject.VERSION;
    }
    if (names.contains("run_id") || names.contains("run_uuid")) {
      return Subject.RUN;
    }
    if (names.contains("digest") && names.contains("name")) {
      return Subject.DATASET;
    }
    if (names.contains("artifact_location") || names.contains("experiment_id")) {
      return Subject.EXPERIMENT;
    }
    return names.contains("name") && names.contains("creation_timestamp")
        ? Subject.REGISTERED_MODEL
        : Subject.UNKNOWN;
  }

  String folder() {
    return file.folder();
  }

  /** The folder in which the folder of this file lies. */
  String parent() {
    return parent(folder());
  }

  static String parent(String folder) {
    return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
  }

  /** A time in milliseconds; null when there is none. */
  @Nullable Instant takeTime(String name, Draft draft) {
    String text = fields.takeText(name);
    if (text == null) {
      return null;
    }
    try {
      return Instant.ofEpochMilli(Long.parseLong(text));
    } catch (NumberFormatException e) {
      draft.lose(draft.line(), name + " \"" + text + "\" is no time in milliseconds", Loss.VALUE);
      return null;
    }
  }

  /** Makes what nobody has taken attributes; empty texts and lists say nothing. */
  void keepRest(Draft draft) {
    for (Map.Entry<String, YamlNode> field : fields.rest().entrySet()) {
      if (!field.getValue().text().isBlank()) {
        draft.attributes(field.getKey(), field.getValue());
      }
    }
  }
}
