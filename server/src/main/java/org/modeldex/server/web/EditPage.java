package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.TextDiff;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.ComparisonView.Piece;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * Edits description, tags and attributes of a record. The form carries the revision it began with;
 * when somebody else changed the record meanwhile, both changes are shown merged, to be confirmed.
 */
final class EditPage {
  private final Catalog catalog;
  private final Assets assets;

  EditPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.assets = assets;
  }

  /**
   * The form.
   *
   * @param problem what is wrong with what was sent; null at first
   * @param conflicts what somebody else changed meanwhile; empty when nobody did
   */
  record View(
      String name,
      String href,
      String revision,
      Edits edits,
      @Nullable String problem,
      List<Conflict> conflicts) {}

  /**
   * A field that somebody else changed.
   *
   * @param both whether the sender changed it too
   * @param changes theirs, against what both began with
   */
  record Conflict(String field, boolean both, List<Piece> changes) {}

  void register(RouteRegistrar routes) {
    routes.get(RecordPage.PATH + "/edit", Permission.WRITE, this::form);
    routes.post(RecordPage.PATH + "/edit", Permission.WRITE, RequestBody.FORM, this::save);
  }

  private void form(Principal principal, Context request) {
    MetadataRecord record = current(principal, RecordPage.id(request));
    answer(request, 200, record, Edits.of(record), null, List.of());
  }

  private MetadataRecord current(Principal principal, RecordId id) {
    return catalog.find(principal, id).orElseThrow(() -> ModeldexException.notFound(id));
  }

  private void save(Principal principal, Context request) {
    RecordId id = RecordPage.id(request);
    Edits mine =
        Edits.ofForm(
            request.formParam("description"),
            request.formParam("tags"),
            request.formParam("attributes"));
    MetadataRecord base = base(principal, id, request.formParam("revision"));
    try {
      Mutation put =
          new Mutation.Put(mine.applyTo(base), new Precondition.AtRevision(base.revision()));
      catalog.commit(principal, List.of(put), null);
      request.status(303).header("Location", Address.of(id));
    } catch (ModeldexException e) {
      MetadataRecord current = current(principal, id);
      Edits theirs = Edits.of(current);
      Edits began = Edits.of(base);
      if (e.code() == ErrorCode.REVISION_CONFLICT) {
        List<Conflict> conflicts = conflicts(began, mine, theirs);
        answer(request, 409, current, Edits.merged(began, mine, theirs), null, conflicts);
      } else if (e.code() == ErrorCode.INVALID_ARGUMENT) {
        answer(request, 400, base, mine, e.getMessage(), List.of());
      } else {
        throw e;
      }
    }
  }

  private MetadataRecord base(Principal principal, RecordId id, @Nullable String revision) {
    try {
      long number = Long.parseLong(Objects.requireNonNullElse(revision, ""));
      return catalog
          .revision(principal, id, number)
          .orElseThrow(() -> ModeldexException.notFound(id));
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid("revision", "must be a whole number but is " + revision);
    }
  }

  private static List<Conflict> conflicts(Edits base, Edits mine, Edits theirs) {
    List<Conflict> conflicts = new ArrayList<>();
    add(conflicts, "Description", base.description(), mine.description(), theirs.description());
    add(conflicts, "Tags", base.tags(), mine.tags(), theirs.tags());
    add(conflicts, "Attributes", base.attributes(), mine.attributes(), theirs.attributes());
    return conflicts;
  }

  private static void add(
      List<Conflict> conflicts, String field, String base, String mine, String theirs) {
    if (!theirs.equals(base)) {
      List<Piece> pieces =
          TextDiff.between(base, theirs).stream()
              .map(span ->
                  new Piece(span.text(), span.change().name().toLowerCase(java.util.Locale.ROOT)))
              .toList();
      conflicts.add(new Conflict(field, !mine.equals(base) && !mine.equals(theirs), pieces));
    }
  }

  private void answer(
      Context request,
      int status,
      MetadataRecord record,
      Edits edits,
      @Nullable String problem,
      List<Conflict> conflicts) {
    RecordId id = record.id();
    String revision = Long.toString(record.revision());
    View view = new View(Wording.name(id), Address.of(id), revision, edits, problem, conflicts);
    Page page = Page.of("Edit " + Wording.name(id), Page.Section.RECORD, assets);
    Html.send(request, status, (out, none) -> JteeditGenerated.render(out, none, page, view));
  }
}
