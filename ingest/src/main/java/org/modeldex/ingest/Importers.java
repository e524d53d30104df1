package org.modeldex.ingest;

import java.util.List;
import org.modeldex.ingest.jsonl.JsonLinesImporter;

/** All formats that Modeldex reads. */
public final class Importers {

  /** In the order in which they are asked whether they accept a file. */
  public static final List<Importer> ALL = List.of(new JsonLinesImporter());

  private Importers() {}
}
