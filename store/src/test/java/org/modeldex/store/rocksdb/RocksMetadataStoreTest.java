package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.ChangeLogContract;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.MetadataStoreContract;
import org.modeldex.store.Range;
import org.modeldex.store.SeriesContract;
import org.modeldex.store.StoreSession;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Records;

class RocksMetadataStoreTest {
  @TempDir Path folder;

  @Nested
  class RecordsAndHistory extends MetadataStoreContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return RocksMetadataStore.open(folder, StoreOptions.DEFAULT.withClock(clock));
    }
  }

  @Nested
  class Order extends ChangeLogContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return RocksMetadataStore.open(folder, StoreOptions.DEFAULT.withClock(clock));
    }
  }

  @Nested
  class Series extends SeriesContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return RocksMetadataStore.open(folder, StoreOptions.DEFAULT.withClock(clock));
    }
  }

  @Test
  void aPageOfLargeRecordsIsShorterAndTheNextGoesOn() {
    int count = 30;
    List<RecordId> listed = new ArrayList<>();
    try (RocksMetadataStore store = RocksMetadataStore.open(folder, StoreOptions.DEFAULT)) {
      for (int i = 0; i < count; i++) {
        new StoreSession(store, "ann").put(Records.model("m" + i, "long ".repeat(90_000)));
      }
      List<MetadataRecord> page = store.list(Range.ALL, null, 1_000);
      assertThat(page).hasSizeBetween(1, count - 1);
      while (!page.isEmpty()) {
        page.forEach(record -> listed.add(record.id()));
        page = store.list(Range.ALL, page.getLast().id(), 1_000);
      }
    }
    assertThat(listed).hasSize(count).isSorted();
  }

  @Test
  void aPageOfLargeRecordsThatAreLookedForIsShorter() {
    List<RecordId> ids = new ArrayList<>();
    try (RocksMetadataStore store = RocksMetadataStore.open(folder, StoreOptions.DEFAULT)) {
      for (int i = 0; i < 200; i++) {
        MetadataRecord record = Records.model("m" + i, "long ".repeat(90_000));
        ids.add(record.id());
        new StoreSession(store, "ann").put(record);
      }
      assertThat(store.findPage(ids)).hasSize(48);
      assertThat(store.findAll(ids.subList(0, 100))).hasSize(100);
      assertThatThrownBy(() -> store.findAll(ids))
          .isInstanceOfSatisfying(
              ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
  }
}
