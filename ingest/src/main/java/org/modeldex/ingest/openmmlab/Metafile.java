package org.modeldex.ingest.openmmlab;

import java.util.List;
import java.util.SequencedMap;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;

/**
 * What one file says.
 *
 * @param imports files that are to be read as well
 * @param datasets dataset cards: files that describe one dataset
 */
record Metafile(
    SourceFile file,
    List<Entry> collections,
    List<Entry> models,
    List<Entry> datasets,
    List<SourceFile> imports) {

  /**
   * One collection, model or dataset.
   *
   * @param file where it stands, which differs from the metafile for one that is referred to
   */
  record Entry(SequencedMap<String, YamlNode> fields, SourceFile file, int line) {}
}
