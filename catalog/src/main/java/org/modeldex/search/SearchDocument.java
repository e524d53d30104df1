package org.modeldex.search;

import java.util.List;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;

/**
 * What is indexed for one record.
 *
 * @param record with readings
 * @param inherited measurements of the model's current version, with readings; searched as the
 *     model's own
 */
public record SearchDocument(MetadataRecord record, List<Measurement> inherited) {
  public SearchDocument {
    inherited = List.copyOf(inherited);
  }
}
