/** The store held to its contract, and to its promises when the machine fails it. */
@NullMarked
package org.modeldex.store.rocksdb;

import org.jspecify.annotations.NullMarked;
