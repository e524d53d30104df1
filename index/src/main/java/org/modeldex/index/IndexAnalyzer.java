package org.modeldex.index;

import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.search.SearchField;

/** The analyzer of each text field of the index. Safe for all threads. */
final class IndexAnalyzer extends DelegatingAnalyzerWrapper {
  private final Map<String, Analyzer> analyzers = new HashMap<>();
  private final Analyzer prose;

  IndexAnalyzer(FieldAnalyzers fields) {
    super(PER_FIELD_REUSE_STRATEGY);
    for (TextPart part : TextPart.values()) {
      analyzers.put(part.luceneField(), fields.index(part.field()));
    }
    prose = fields.index(SearchField.DESCRIPTION);
  }

  /** Whether a part is cut into terms as sentences are, not as names. */
  boolean isProse(TextPart part) {
    return getWrappedAnalyzer(part.luceneField()).equals(prose);
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String field) {
    return analyzers.getOrDefault(field, prose);
  }
}
