package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * Changes records that several clients change at the same time, so that nobody's change is lost:
 * what was read is written only if nothing was written in between, else read again. Calls within
 * this server wait for each other instead of running into that. Safe for all threads.
 */
final class Edits {
  private static final int LOCKS = 256;

  /** Others than this adapter write the same record rarely, so a handful would do. */
  private static final int ATTEMPTS = 100;

  private final Catalog catalog;
  private final List<ReentrantLock> locks = new ArrayList<>();

  Edits(Catalog catalog) {
    this.catalog = catalog;
    for (int i = 0; i < LOCKS; i++) {
      locks.add(new ReentrantLock());
    }
  }

  /**
   * Changes a record.
   *
   * @param find reads it, or fails
   * @param change its new state; called again when somebody else was faster; may fail
   * @param besides what is to be done together with it
   * @return the new state as it was put
   */
  MetadataRecord change(
      Principal principal,
      RecordId id,
      Supplier<MetadataRecord> find,
      UnaryOperator<MetadataRecord> change,
      List<Mutation> besides) {
    return changeWith(
        principal,
        id,
        find,
        before -> {
          List<Mutation> mutations = new ArrayList<>();
          mutations.add(
              new Mutation.Put(
                  change.apply(before), new Precondition.AtRevision(before.revision())));
          mutations.addAll(besides);
          return mutations;
        });
  }

  /**
   * Changes a record and others with it.
   *
   * @param change what is to be done, of which the first puts or deletes the record itself
   * @return the new state of the record; the old one when it was deleted
   */
  MetadataRecord changeWith(
      Principal principal,
      RecordId id,
      Supplier<MetadataRecord> find,
      Function<MetadataRecord, List<Mutation>> change) {
    ReentrantLock lock = locks.get(Math.floorMod(id.hashCode(), LOCKS));
    lock.lock();
    try {
      for (int attempt = 1; ; attempt++) {
        MetadataRecord before = find.get();
        List<Mutation> mutations = change.apply(before);
        try {
          catalog.commit(principal, mutations, null);
          return mutations.getFirst() instanceof Mutation.Put put ? put.record() : before;
        } catch (ModeldexException e) {
          if (!isOvertaken(e) || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a record was changed or, if it was to be deleted, deleted by somebody else before. */
  private static boolean isOvertaken(ModeldexException problem) {
    return problem.code() == ErrorCode.REVISION_CONFLICT || problem.code() == ErrorCode.NOT_FOUND;
  }
}
