/**
 * The contract of the canonical store.
 *
 * <p>{@link org.modeldex.store.Mutation}s go in, in {@link org.modeldex.store.Commit}s that are
 * applied whole or not at all; {@link org.modeldex.store.Change}s come out, one ordered log that
 * everything derived reads. {@link org.modeldex.store.MetadataStore} says what every implementation
 * promises; {@code MetadataStoreContract} among the tests holds it to that.
 */
@NullMarked
package org.modeldex.store;

import org.jspecify.annotations.NullMarked;
