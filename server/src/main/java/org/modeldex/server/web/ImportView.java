package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ImportJob;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.UnknownWords;
import org.modeldex.ingest.table.TableImporter.Guess;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;
import org.modeldex.server.web.StatusPage.Figure;
import org.modeldex.store.Receipt.Effect;

/**
 * What an import would do, or did.
 *
 * @param name of what was uploaded
 * @param projectHref where the project's records are
 * @param href of this upload
 * @param isWritten whether it was confirmed
 * @param isWorthWriting whether confirming would change anything
 * @param records what becomes of them
 * @param read what was found in the files
 * @param tables what the columns of tables were taken for
 * @param changes records that would not stay as they are
 * @param problems what was not taken over as it stands, worst first
 * @param unrecognised files of no known format
 * @param hasTables whether some of them look like tables
 * @param unknown words that the vocabulary does not know
 * @param rejections records that the catalogue did not take
 */
record ImportView(
    String name,
    String project,
    String projectHref,
    String href,
    boolean isWritten,
    boolean isWorthWriting,
    List<Figure> records,
    List<Figure> read,
    Listed<Guess> tables,
    Listed<Change> changes,
    Listed<ProblemLine> problems,
    Listed<String> unrecognised,
    boolean hasTables,
    Listed<Word> unknown,
    Listed<String> rejections) {
  private static final int PROBLEMS = 200;
  private static final int FILES = 100;
  private static final Pattern TABLE = Pattern.compile("(?i).*\\.(?:csv|tsv|tab|jsonl|ndjson)");

  /**
   * The first of many.
   *
   * @param more how many are left out, in words; empty when none is
   */
  record Listed<T>(List<T> first, String more) {
    static <T> Listed<T> of(List<T> first, long all) {
      return new Listed<>(
          first, all > first.size() ? "and " + Figures.count(all - first.size()) + " more" : "");
    }

    static <T> Listed<T> none() {
      return new Listed<>(List.of(), "");
    }

    boolean isEmpty() {
      return first.isEmpty();
    }
  }

  /**
   * A record that would not stay as it is.
   *
   * @param href null when there is none yet
   */
  record Change(String effect, String kind, String name, @Nullable String href, String what) {}

  /**
   * Something that was not taken over as it stands.
   *
   * @param loss what is missing because of it, in a word
   */
  record ProblemLine(String file, String place, String reason, String loss, boolean isRemark) {}

  record Word(String use, String word, String count) {}

  /** NOT_FOUND while it is not known what importing would do. */
  static ImportView of(Upload upload) {
    return switch (upload.state()) {
      case Upload.Planned planned -> planned(upload, planned.job(), planned.plan());
      case Upload.Written written -> written(upload, written.job(), written.written());
      case null ->
          throw new ModeldexException(ErrorCode.NOT_FOUND, "this upload is still being read");
    };
  }

  private static ImportView planned(Upload upload, ImportJob job, ImportPlan.Result plan) {
    return new ImportView(
        job.source().projectName(),
        job.project(),
        projectHref(job.project(), plan.report()),
        "/import/" + upload.id(),
        false,
        plan.isWorthWriting(),
        effects(plan.effects(), 0, "would be "),
        read(plan.report()),
        Listed.of(plan.tables(), plan.tablesRead()),
        Listed.of(plan.changes().stream().map(ImportView::change).toList(), plan.changing()),
        problems(plan.report()),
        unrecognised(plan.report()),
        hasTables(plan.report()),
        Listed.of(plan.unknown().stream().map(ImportView::word).toList(), plan.unknownWords()),
        Listed.none());
  }

  private static ImportView written(Upload upload, ImportJob job, ImportWriting.Result written) {
    return new ImportView(
        job.source().projectName(),
        job.project(),
        projectHref(job.project(), written.report()),
        "/import/" + upload.id(),
        true,
        false,
        effects(written.effects(), written.rejected(), ""),
        read(written.report()),
        Listed.none(),
        Listed.none(),
        problems(written.report()),
        unrecognised(written.report()),
        hasTables(written.report()),
        Listed.none(),
        Listed.of(written.rejections(), written.rejected()));
  }

  private static String projectHref(String project, ImportReport report) {
    boolean hasModels = report.records().containsKey(Kind.MODEL);
    return new Address("/")
        .with("kind", hasModels ? "" : SearchState.ALL_KINDS)
        .with("filter", SearchField.PROJECT.word() + ':' + project)
        .toString();
  }

  private static List<Figure> effects(Map<Effect, Long> effects, long rejected, String would) {
    List<Figure> figures = new ArrayList<>();
    for (Effect effect : Effect.values()) {
      long count = effects.getOrDefault(effect, 0L);
      if (count > 0 || effect == Effect.CREATED) {
        String word = effect == Effect.UNCHANGED ? "stay as they are" : would + effect.word();
        figures.add(new Figure(Wording.capitalised(word), Figures.count(count), null));
      }
    }
    if (rejected > 0) {
      figures.add(new Figure("Rejected", Figures.count(rejected), null));
    }
    return figures;
  }

  private static List<Figure> read(ImportReport report) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Files read", Figures.count(report.filesRead()), null));
    report
        .filesByFormat()
        .forEach((format, files) ->
            figures.add(new Figure("Files of " + format, Figures.count(files), null)));
    figures.add(new Figure("Measurements", Figures.count(report.measurements()), null));
    if (report.points() > 0) {
      figures.add(new Figure("Points of curves", Figures.count(report.points()), null));
    }
    report
        .records()
        .forEach((kind, count) ->
            figures.add(new Figure(Wording.kind(kind, true), Figures.count(count), null)));
    return figures;
  }

  private static Change change(ImportPlan.Change change) {
    return new Change(
        change.effect().word(),
        Wording.kind(change.id().kind(), false),
        Wording.name(change.id()),
        change.effect() == Effect.CREATED ? null : Address.of(change.id()),
        change.what());
  }

  private static Listed<ProblemLine> problems(ImportReport report) {
    return Listed.of(
        report.problems().stream()
            .sorted(Comparator.comparing(Problem::loss).reversed())
            .limit(PROBLEMS)
            .map(ImportView::problem)
            .toList(),
        report.losses().values().stream().mapToLong(Long::longValue).sum());
  }

  private static ProblemLine problem(Problem problem) {
    String loss =
        switch (problem.loss()) {
          case NOTHING -> "nothing lost";
          case VALUE -> "a value lost";
          case RECORD -> "a record lost";
          case FILE -> "a file lost";
        };
    return new ProblemLine(
        problem.file(),
        problem.place() == null ? "" : problem.place(),
        problem.reason(),
        loss,
        problem.loss() == Problem.Loss.NOTHING);
  }

  private static Listed<String> unrecognised(ImportReport report) {
    return Listed.of(
        report.unrecognisedFiles().stream().limit(FILES).toList(), report.unrecognised());
  }

  private static boolean hasTables(ImportReport report) {
    return report.unrecognisedFiles().stream().anyMatch(file -> TABLE.matcher(file).matches());
  }

  private static Word word(UnknownWords.Counted counted) {
    return new Word(
        counted.use().name().toLowerCase(Locale.ROOT),
        counted.word(),
        Figures.count(counted.count()));
  }
}
