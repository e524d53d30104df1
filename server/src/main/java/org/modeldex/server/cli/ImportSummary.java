package org.modeldex.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.UnknownWords;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.cli.Upload.Totals;

/** An import's report, for people and for programs. */
record ImportSummary(
    ImportReport report,
    Totals totals,
    boolean dryRun,
    Pruning.Found pruned,
    List<UnknownWords.Counted> unknown,
    TablePreview tables) {
  private static final int SHOWN = 50;
  private static final Pattern TABLE = Pattern.compile("(?i).*\\.(?:csv|tsv|tab|jsonl|ndjson)");

  void writeText(PrintWriter out) {
    String formats =
        report.filesByFormat().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    out.println(
        "Files:        "
            + report.filesRead()
            + " read"
            + (formats.isEmpty() ? "" : " (" + formats + ")")
            + ", "
            + report.unrecognised()
            + " of no known format");
    report
        .passedOver()
        .forEach((reason, count) -> out.println("Passed over:  " + count + ' ' + reason));
    out.println(
        "Records:      " + report.totalRecords() + (dryRun ? " (nothing written)" : became()));
    out.println("Measurements: " + report.measurements());
    if (report.points() > 0) {
      out.println("Points:       " + report.points() + " of series");
    }
    writePruned(out);
    out.println(
        "Problems:     "
            + report.losses().values().stream().mapToLong(Long::longValue).sum()
            + " ("
            + loss(Loss.FILE)
            + " files and "
            + loss(Loss.RECORD)
            + " records left out, "
            + loss(Loss.VALUE)
            + " values lost, "
            + loss(Loss.NOTHING)
            + " remarks)");
    report.problems().stream()
        .sorted(Comparator.comparing(Problem::loss).reversed())
        .limit(SHOWN)
        .forEach(problem -> out.println("  " + Terminal.plain(problem.toString())));
    totals.rejections().stream()
        .limit(SHOWN)
        .forEach(rejection -> out.println("  " + Terminal.plain(rejection)));
    if (report.problems().size() > SHOWN || totals.rejections().size() > SHOWN) {
      out.println("  ... (--json lists more)");
    }
    if (dryRun) {
      tables.writeText(out);
    }
    writeHint(out);
    if (!unknown.isEmpty()) {
      out.println("Words that are not in the vocabulary:");
      unknown.forEach(word ->
          out.printf(
              "  %-9s %7d  %s%n", name(word.use()), word.count(), Terminal.plain(word.word())));
    }
  }

  /** Tables that are not certain to be of models are left out; this says how to take them. */
  private void writeHint(PrintWriter out) {
    List<String> left =
        report.unrecognisedFiles().stream().filter(file -> TABLE.matcher(file).matches()).toList();
    if (!left.isEmpty()) {
      out.println(
          "Hint:         "
              + left.size()
              + (left.size() == 1 ? " file looks" : " files look")
              + " like a table, for instance "
              + Terminal.plain(left.getFirst())
              + "; name one with --format table --dry-run to see what its columns are taken for, or"
              + " say it with --mapping");
    }
  }

  private void writePruned(PrintWriter out) {
    pruned.refusals().forEach(refusal -> out.println("Pruned:       " + Terminal.plain(refusal)));
    if (!pruned.vanished().isEmpty()) {
      out.println(
          "Pruned:       "
              + pruned.vanished().size()
              + " vanished from their source"
              + (dryRun ? " and would be deleted" : ""));
      pruned.vanished().stream()
          .limit(SHOWN)
          .forEach(id -> out.println("  " + Terminal.plain(id.toString())));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String became() {
    return ": "
        + totals.created()
        + " created, "
        + totals.updated()
        + " updated, "
        + totals.unchanged()
        + " unchanged, "
        + totals.deleted()
        + " deleted, "
        + totals.rejected()
        + " rejected";
  }

  private long loss(Loss loss) {
    return report.losses().getOrDefault(loss, 0L);
  }

  void writeJson(PrintWriter out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = RecordJson.generator(bytes)) {
      json.useDefaultPrettyPrinter();
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(bytes.toString(StandardCharsets.UTF_8));
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("dryRun", dryRun);
    json.writeNumberField("filesRead", report.filesRead());
    json.writeObjectFieldStart("filesByFormat");
    for (Map.Entry<String, Long> format : report.filesByFormat().entrySet()) {
      json.writeNumberField(format.getKey(), format.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("unrecognised", report.unrecognised());
    writeTexts(json, "unrecognisedFiles", report.unrecognisedFiles());
    json.writeObjectFieldStart("passedOver");
    for (Map.Entry<String, Long> reason : report.passedOver().entrySet()) {
      json.writeNumberField(reason.getKey(), reason.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("records", report.totalRecords());
    json.writeObjectFieldStart("recordsByKind");
    for (Map.Entry<Kind, Long> kind : report.records().entrySet()) {
      json.writeNumberField(kind.getKey().word(), kind.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("measurements", report.measurements());
    json.writeNumberField("points", report.points());
    json.writeNumberField("created", totals.created());
    json.writeNumberField("updated", totals.updated());
    json.writeNumberField("unchanged", totals.unchanged());
    json.writeNumberField("deleted", totals.deleted());
    json.writeNumberField("rejected", totals.rejected());
    writeTexts(json, "rejections", totals.rejections());
    writeTexts(json, "pruned", pruned.vanished().stream().map(RecordId::toString).toList());
    writeTexts(json, "notPruned", pruned.refusals());
    json.writeArrayFieldStart("unknownWords");
    for (UnknownWords.Counted word : unknown) {
      json.writeStartObject();
      json.writeStringField("use", name(word.use()));
      json.writeStringField("word", word.word());
      json.writeNumberField("count", word.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (dryRun) {
      tables.writeJson(json);
    }
    json.writeArrayFieldStart("problems");
    for (Problem problem : report.problems()) {
      write(json, problem);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", problem.file());
    if (problem.place() != null) {
      json.writeStringField("place", problem.place());
    }
    json.writeStringField("reason", problem.reason());
    json.writeStringField("loss", name(problem.loss()));
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, Iterable<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
