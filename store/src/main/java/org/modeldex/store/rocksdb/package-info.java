/**
 * The canonical store on RocksDB.
 *
 * <p>{@link org.modeldex.store.rocksdb.RocksMetadataStore} is the way in. A commit is encoded in
 * its caller's thread, waits in the {@code CommitQueue}, and is taken up by the one {@code Writer},
 * which turns everything that waits into a {@code GroupBatch}, checks preconditions in order,
 * writes the batch with one sync and only then acknowledges. {@code KeyLayout} draws where things
 * are, {@code Codec} how they are written; {@code Database} is the only class that holds native
 * handles.
 *
 * <p>A store that is damaged, cut short or newer than this program is refused with a message that
 * says what to do; {@code HighWaterMark} tells a torn tail, which is normal after a crash, from a
 * log that lost acknowledged writes.
 */
@NullMarked
package org.modeldex.store.rocksdb;

import org.jspecify.annotations.NullMarked;
