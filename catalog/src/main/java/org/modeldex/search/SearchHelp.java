package org.modeldex.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;

/**
 * What an index knows beside the answers to searches: how a query may go on, how it was meant, and
 * what is like what.
 */
public interface SearchHelp {

  /**
   * How what is being typed may go on, best first: words may begin anywhere in a suggestion, a
   * letter or two may be wrong, and what many records have comes before what few have. Never waits
   * for changes to become visible.
   *
   * @param kind of which the records are whose names are suggested; null for all
   * @param limit 1 to 100
   */
  List<Suggestion> suggest(Typed typed, @Nullable Kind kind, int limit);

  /**
   * A query in which what is probably misspelled is replaced by the nearest thing that more records
   * have. Phrases and what is excluded stay.
   *
   * @return the same query when there is nothing to correct
   */
  Query corrected(Query query, Suspects suspects);

  /** What may be misspelled. */
  enum Suspects {
    /** Free words that no record has. */
    UNKNOWN_WORDS,
    /** Free words that hardly any record has, and values of fields that none has. */
    RARE_WORDS_AND_UNKNOWN_VALUES
  }

  /**
   * Records of the same kind that are like one, most alike first. The record need not be in the
   * index; neither it nor, of a version, the model's other versions are among them.
   *
   * @param record with readings
   * @param limit 1 to 100
   */
  List<Similar> similar(MetadataRecord record, int limit);
}
