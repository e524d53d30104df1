package org.modeldex.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ingest.ImportJob;
import org.modeldex.ingest.ImportLimits;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.ImportSession;
import org.modeldex.ingest.ImportSource;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Importers;
import org.modeldex.ingest.table.TableImporter;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.HttpLimits;
import org.modeldex.server.http.MultipartForm;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Mutation;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Imports files that somebody uploads, in two steps: what would be written is shown first, and
 * written when it is confirmed.
 */
final class ImportPage {
  private static final String PATH = "/import";
  private static final Duration KEPT = Duration.ofHours(1);
  private static final String ANY_FORMAT = "";

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final Assets assets;
  private final Uploads uploads;
  private final List<Importer> importers;

  /** Imports of this page are read one at a time. */
  private final ReentrantLock reading = new ReentrantLock(true);

  ImportPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.vocabulary = parts.vocabulary();
    this.assets = assets;
    uploads = new Uploads(parts.uploads(), KEPT);
    importers = Importers.all(vocabulary);
  }

  /**
   * The form.
   *
   * @param formats names of all formats
   * @param uploadLimit bytes of one upload, at most
   * @param problem what is wrong with what was sent; null at first
   */
  record View(
      List<String> formats,
      String format,
      String project,
      long uploadLimit,
      String unpackedBytes,
      String files,
      @Nullable String problem) {}

  void register(RouteRegistrar routes) {
    routes.get(PATH, Permission.WRITE, this::form);
    routes.post(PATH, Permission.WRITE, RequestBody.UPLOAD, this::upload);
    routes.get(PATH + "/{upload}", Permission.WRITE, this::report);
    routes.post(PATH + "/{upload}", Permission.WRITE, RequestBody.FORM, this::write);
    routes.post(PATH + "/{upload}/discard", Permission.WRITE, RequestBody.FORM, this::discard);
  }

  private void form(Principal principal, Context request) {
    answer(request, 200, Map.of(), null);
  }

  private void answer(
      Context request, int status, Map<String, String> fields, @Nullable String problem) {
    View view =
        new View(
            importers.stream().map(Importer::format).sorted().toList(),
            fields.getOrDefault("format", ANY_FORMAT),
            fields.getOrDefault("project", ""),
            HttpLimits.DEFAULT.uploadBytes(),
            Figures.bytes(UploadFolder.Limits.DEFAULT.bytes()),
            Figures.count(UploadFolder.Limits.DEFAULT.files()),
            problem);
    Page page = Page.of("Import", Page.Section.IMPORT, assets);
    Html.send(request, status, (out, none) -> JteimportFormGenerated.render(out, none, page, view));
  }

  private void upload(Principal principal, Context request) throws IOException {
    Upload upload = uploads.begin(principal);
    Map<String, String> fields = Map.of();
    try {
      UploadFolder sent =
          new UploadFolder(upload.folder().resolve("upload"), UploadFolder.Limits.DEFAULT);
      fields = MultipartForm.read(request, sent::create);
      ImportSource source =
          UploadedSource.of(sent, upload.folder().resolve("unpacked"), UploadFolder.Limits.DEFAULT);
      ImportJob job = job(source, fields);
      ImportPlan plan = new ImportPlan(catalog, principal, vocabulary);
      upload.become(new Upload.Planned(job, plan.result(run(job, plan::add, plan::add))));
      uploads.release(upload);
      request.status(303).header("Location", PATH + '/' + upload.id());
    } catch (ModeldexException e) {
      int status = e.code() == ErrorCode.TOO_LARGE ? 413 : 400;
      if (status == 400 && e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw e;
      }
      answer(request, status, fields, Wording.capitalised(String.valueOf(e.getMessage())));
    } finally {
      if (upload.state() == null) {
        uploads.remove(upload);
      }
    }
  }

  private static ImportJob job(ImportSource source, Map<String, String> fields) {
    String project = fields.getOrDefault("project", "").strip();
    String format = fields.getOrDefault("format", ANY_FORMAT);
    return new ImportJob(
        source,
        project.isEmpty() ? source.projectName() : project,
        format.equals(ANY_FORMAT) ? null : format,
        source.projectName());
  }

  private ImportReport run(
      ImportJob job, Consumer<List<Mutation>> target, Consumer<TableImporter.Guess> guesses) {
    TableImporter tables = TableImporter.guessing(vocabulary, guesses);
    ImportSession session =
        new ImportSession(
            Importers.all(vocabulary, tables), ImportLimits.DEFAULT, Clock.systemUTC());
    reading.lock();
    try {
      return session.run(List.of(job), target);
    } finally {
      reading.unlock();
    }
  }

  private void report(Principal principal, Context request) {
    Upload upload = uploads.find(principal, request.pathParam("upload"));
    ImportView view = ImportView.of(upload);
    Page page = Page.of("Import of " + view.name(), Page.Section.IMPORT, assets);
    Html.send(request, 200, (out, none) -> JteimportReportGenerated.render(out, none, page, view));
  }

  private void write(Principal principal, Context request) {
    Upload upload = uploads.take(principal, request.pathParam("upload"));
    try {
      if (upload.state() instanceof Upload.Planned planned) {
        ImportWriting writing = new ImportWriting(catalog, principal);
        ImportReport report = run(planned.job(), writing::add, guess -> {});
        upload.become(new Upload.Written(planned.job(), writing.result(report)));
        Uploads.deleteFiles(upload);
      }
    } finally {
      uploads.release(upload);
    }
    request.status(303).header("Location", PATH + '/' + upload.id());
  }

  private void discard(Principal principal, Context request) {
    uploads.remove(uploads.take(principal, request.pathParam("upload")));
    request.status(303).header("Location", PATH);
  }
}
