package org.modeldex.index;

import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.analyzers.QueryUnderstanding;
import org.modeldex.vocabulary.Vocabulary;

/**
 * How texts become terms and what words mean: all that an index takes from its vocabulary alone, so
 * that it can be prepared while the files are looked at.
 */
record Language(
    Vocabulary vocabulary,
    FieldAnalyzers analyzers,
    RecordFields fields,
    KnownWords knownWords,
    QueryUnderstanding understanding) {

  static Language of(Vocabulary vocabulary) {
    return new Language(
        vocabulary,
        new FieldAnalyzers(vocabulary),
        new RecordFields(vocabulary),
        new KnownWords(vocabulary),
        new QueryUnderstanding(vocabulary));
  }
}
