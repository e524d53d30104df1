package org.modeldex.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetadataRecord;
import org.modeldex.server.testing.TestNode;
import org.modeldex.store.Range;

/** The sample catalogue in a fresh store. */
final class SampleCatalogueTest {
  @TempDir private Path folder;

  @Test
  void aServerThatIsStoppedWhileItLoadsHasAllOrNothing() {
    try (TestNode server = new TestNode(folder)) {
      Catalog catalog = server.node().catalog();
      long loaded = SampleCatalogue.loadInto(catalog);
      assertThat(loaded).isGreaterThan(2_000);
      // One commit has one time, and is durable wholly or not at all.
      assertThat(catalog.list(Principal.LOCAL, Range.ALL, null, (int) loaded))
          .extracting(MetadataRecord::created)
          .hasSizeGreaterThan(2_000)
          .containsOnly(catalog.list(Principal.LOCAL, Range.ALL, null, 1).getFirst().created());
    }
  }
}
