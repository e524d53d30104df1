package org.modeldex.ingest;

import java.util.List;
import org.modeldex.ingest.jsonl.JsonLinesImporter;
import org.modeldex.vocabulary.Vocabulary;

/** All formats that Modeldex reads. */
public final class Importers {
  private Importers() {}

  /**
   * One importer per format, in the order in which they are asked whether they accept a file.
   *
   * @param vocabulary tells importers which metrics are ratios and what datasets are called
   */
  @SuppressWarnings("unused") // formats with metric tables need the vocabulary, JSON Lines does not
  public static List<Importer> all(Vocabulary vocabulary) {
    return List.of(new JsonLinesImporter());
  }
}
