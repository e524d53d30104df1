package org.modeldex.index;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndexContract;

class LuceneSearchIndexTest extends SearchIndexContract {
  @TempDir Path folder;

  @Override
  protected SearchIndex open(MetricDictionary metricKeys) {
    IndexOptions options =
        new IndexOptions("uuid", VOCABULARY, metricKeys, "", CLOCK, 16, 16, Duration.ofSeconds(30));
    return LuceneSearchIndex.open(folder.resolve("index"), options);
  }
}
