package org.modeldex.ingest.huggingface;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;

/**
 * Reads results that lie beside a card, in {@code .eval_results/NAME.yaml}: a list of mappings with
 * {@code dataset} ({@code id}, {@code task_id}, {@code revision}), {@code value}, {@code date},
 * {@code source}, {@code notes} and {@code verifyToken}.
 *
 * <p>The benchmark alone knows what its value is called, so the metric is {@value #METRIC}.
 */
final class EvalResults {
  static final String METRIC = "score";
  private static final String FOLDER = ".eval_results";

  private EvalResults() {}

  static boolean recognises(SourceFile file) {
    String folder = file.folder();
    return file.endsWith(".yaml", ".yml")
        && (folder.equals(FOLDER) || folder.endsWith('/' + FOLDER))
        && file.headText().contains("dataset");
  }

  /** The folder of the card that the results belong to. */
  static String cardFolder(SourceFile file) {
    String folder = file.folder();
    return folder.substring(0, Math.max(0, folder.length() - FOLDER.length() - 1));
  }

  static List<Result> read(SourceFile file, Consumer<Problem> problems) {
    List<Result> results = new ArrayList<>();
    try {
      for (YamlDocument document : YamlDocument.readAll(file.text())) {
        List<YamlNode> entries =
            document.root() instanceof YamlNode.Sequence sequence
                ? sequence.items()
                : List.of(document.root());
        for (YamlNode entry : entries) {
          result(entry, file, problems).ifPresent(results::add);
        }
      }
    } catch (ModeldexException e) {
      problems.accept(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return results;
  }

  private static Optional<Result> result(
      YamlNode node, SourceFile file, Consumer<Problem> problems) {
    CardFields result = CardFields.of(node);
    YamlNode named = result.take("dataset");
    CardFields dataset = CardFields.of(named);
    String id =
        named instanceof YamlNode.Mapping ? dataset.takeText("id", "name") : CardFields.text(named);
    YamlNode value = result.take("value");
    if (id == null || value == null) {
      problems.accept(
          Problem.ofLine(
              file.path(), node.line(), "the result has no dataset or no value", Loss.VALUE));
      return Optional.empty();
    }
    Trust trust = result.take("verifyToken") == null ? Trust.SELF_REPORTED : Trust.VERIFIED;
    Instant time = time(result.takeText("date"));
    return Optional.of(
        new Result(
            METRIC,
            id,
            null,
            conditions(dataset, result),
            value.text(),
            time,
            trust,
            value.line()));
  }

  private static List<String> conditions(CardFields dataset, CardFields result) {
    List<String> conditions = new ArrayList<>();
    String task = dataset.takeText("task_id");
    if (task != null) {
      conditions.add(task);
    }
    dataset.rest().forEach((name, words) -> conditions.add(name + ' ' + words.text()));
    String notes = result.takeText("notes");
    if (notes != null) {
      conditions.add(notes);
    }
    result.rest().forEach((name, words) -> conditions.add(name + ' ' + words.text()));
    return conditions;
  }

  private static @Nullable Instant time(@Nullable String date) {
    if (date == null) {
      return null;
    }
    try {
      return date.length() == 10
          ? LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(date).toInstant();
    } catch (DateTimeException e) {
      return null; // a time that cannot be read does not take the value with it
    }
  }
}
