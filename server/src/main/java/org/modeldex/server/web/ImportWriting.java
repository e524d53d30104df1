package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ingest.ImportReport;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.Mutation;
import org.modeldex.store.Receipt;
import org.modeldex.store.Receipt.Effect;

/**
 * Writes what an import yields. Each mutation stands for itself, so one that is refused does not
 * take others with it. Used by one thread.
 */
final class ImportWriting {
  private static final int LISTED = 100;

  private final Catalog catalog;
  private final Principal principal;
  private final Map<Effect, Long> effects = new EnumMap<>(Effect.class);
  private final List<String> rejections = new ArrayList<>();
  private long rejected;

  ImportWriting(Catalog catalog, Principal principal) {
    this.catalog = catalog;
    this.principal = principal;
  }

  /**
   * What became of the records.
   *
   * @param rejections the first {@value #LISTED} that were not taken, with the reasons
   */
  record Result(
      ImportReport report, Map<Effect, Long> effects, long rejected, List<String> rejections) {}

  /**
   * Writes mutations and waits until they are durable.
   *
   * @throws ModeldexException when the store takes nothing at all at the moment
   */
  void add(List<Mutation> mutations) {
    catalog.awaitRoom();
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(mutations.size());
    for (Mutation mutation : mutations) {
      receipts.add(catalog.submit(principal, List.of(mutation), null));
    }
    for (int i = 0; i < receipts.size(); i++) {
      await(mutations.get(i), receipts.get(i));
    }
  }

  private void await(Mutation mutation, CompletableFuture<Receipt> receipt) {
    try {
      Effect effect = receipt.join().outcomes().getFirst().effect();
      if (!(mutation instanceof Mutation.AppendSeries)) {
        effects.merge(effect, 1L, Long::sum);
      }
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ModeldexException problem) || !isOfTheRecord(problem)) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
      rejected++;
      if (rejections.size() < LISTED) {
        rejections.add(mutation.id() + ": " + problem.getMessage());
      }
    }
  }

  /** Whether others may be taken all the same. */
  private static boolean isOfTheRecord(ModeldexException problem) {
    return switch (problem.code()) {
      case NOT_FOUND, ALREADY_EXISTS, REVISION_CONFLICT, INVALID_ARGUMENT, TOO_LARGE -> true;
      default -> false;
    };
  }

  /** What was written, once everything was added. */
  Result result(ImportReport report) {
    return new Result(report, Map.copyOf(effects), rejected, List.copyOf(rejections));
  }
}
