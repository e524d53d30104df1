package org.modeldex.store.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.store.ChangeLogContract;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.MetadataStoreContract;
import org.modeldex.store.SeriesContract;
import org.modeldex.testing.ManualClock;

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
}
