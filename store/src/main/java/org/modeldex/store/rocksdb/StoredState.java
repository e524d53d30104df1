package org.modeldex.store.rocksdb;

import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Outline;
import org.modeldex.store.Revision;

/** One state of an id: a record, or the mark that it was deleted. */
sealed interface StoredState {
  long revision();

  long sequence();

  Operation operation();

  /** Who made this state, and when. */
  Stamp stamp();

  default Revision revisionLine() {
    return new Revision(revision(), sequence(), operation(), stamp());
  }

  /** A record; {@code stamp} is when it was last changed. */
  record Live(
      long revision,
      long sequence,
      Operation operation,
      Stamp created,
      Stamp stamp,
      Content content)
      implements StoredState {

    MetadataRecord record() {
      return content.record().stored(revision, created, stamp);
    }

    Outline outline(RecordId id) {
      return new Outline(id, RecordJson.storedStage(content.json()), created, stamp);
    }
  }

  /** A deletion. It stays in the place of the record, so that revisions go on counting. */
  record Gone(long revision, long sequence, Stamp stamp) implements StoredState {
    @Override
    public Operation operation() {
      return Operation.DELETE;
    }
  }
}
