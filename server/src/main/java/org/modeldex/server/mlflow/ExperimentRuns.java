package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** The runs of an experiment, which are deleted and restored with it. */
final class ExperimentRuns {
  private static final int PAGE = 1_000;

  private static final List<SortKey> BY_ID = List.of(new SortKey.OfText(ExactValues.NAME, false));

  private final Catalog catalog;
  private final RecordSearch search;
  private final Runs runs;

  ExperimentRuns(Catalog catalog, RecordSearch search, Runs runs) {
    this.catalog = catalog;
    this.search = search;
    this.runs = runs;
  }

  /** What makes a record a run of one of the experiments. */
  static Query of(List<String> experiments) {
    return new Query.And(List.of(Views.of(Kind.RUN, Ids.PROJECT), Views.partOf(experiments)));
  }

  /** Deletes or restores all of them. */
  void mark(Principal principal, String experiment, boolean deleted) {
    Query query =
        new Query.And(
            List.of(
                of(List.of(experiment)),
                Views.lifecycle(deleted ? "ACTIVE_ONLY" : "DELETED_ONLY")));
    RecordPage page;
    do { // those that are marked are found no more, those that come meanwhile are
      page = search.page(principal, query, BY_ID, PAGE, null);
      mark(principal, page.records(), deleted);
    } while (page.next() != null);
  }

  /** Marks runs in one commit or, when one of them was changed meanwhile, one by one. */
  private void mark(Principal principal, List<MetadataRecord> page, boolean deleted) {
    if (page.isEmpty()) {
      return;
    }
    List<Mutation> marks = new ArrayList<>();
    for (MetadataRecord run : page) {
      marks.add(
          new Mutation.Put(
              Lifecycle.marked(run, deleted), new Precondition.AtRevision(run.revision())));
    }
    try {
      catalog.commit(principal, marks, null);
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.REVISION_CONFLICT) {
        throw e;
      }
      page.forEach(run -> runs.mark(principal, run.id().name(), deleted));
    }
  }
}
