package org.modeldex.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Receipt.Outcome;

/** A store as tests speak to it: every call waits, and errors come as they are. */
public record StoreSession(MetadataStore store, String by) {

  public Receipt commit(Mutation... mutations) {
    return commit(new Commit(List.of(mutations), by, null));
  }

  public Receipt commit(Commit commit) {
    try {
      return store.commit(commit).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ModeldexException cause) {
        throw cause;
      }
      throw e;
    }
  }

  public Outcome put(MetadataRecord record) {
    return put(record, Precondition.NONE);
  }

  public Outcome put(MetadataRecord record, Precondition precondition) {
    return commit(new Mutation.Put(record, precondition)).outcomes().getFirst();
  }

  public Outcome delete(RecordId id) {
    return commit(new Mutation.Delete(id, Precondition.NONE)).outcomes().getFirst();
  }

  public Outcome append(RecordId id, Measurement... measurements) {
    return commit(new Mutation.AppendMeasurements(id, List.of(measurements))).outcomes().getFirst();
  }

  public Outcome append(RecordId id, String metric, List<MetricPoint> points) {
    return commit(new Mutation.AppendSeries(id, List.of(new MetricSeries(metric, points))))
        .outcomes()
        .getFirst();
  }

  public static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(ModeldexException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
