package org.modeldex.store;

import org.junit.jupiter.api.Nested;
import org.modeldex.testing.ManualClock;

class InMemoryMetadataStoreTest {
  @Nested
  class RecordsAndHistory extends MetadataStoreContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return new InMemoryMetadataStore(clock);
    }
  }

  @Nested
  class Order extends ChangeLogContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return new InMemoryMetadataStore(clock);
    }
  }

  @Nested
  class Series extends SeriesContract {
    @Override
    protected MetadataStore open(ManualClock clock) {
      return new InMemoryMetadataStore(clock);
    }
  }
}
