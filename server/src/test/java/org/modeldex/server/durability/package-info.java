/**
 * Proof that nothing is lost, for the whole server.
 *
 * <p>A {@link org.modeldex.server.durability.ChildServer} is a server in a process of its own that
 * can be killed. {@link org.modeldex.server.durability.Load} writes to it and keeps a {@link
 * org.modeldex.server.durability.Ledger} of what was acknowledged; {@link
 * org.modeldex.server.durability.StoreAudit} holds a restarted server against the ledger, {@link
 * org.modeldex.server.durability.IndexAudit} its searches against a scan of its export. {@link
 * org.modeldex.server.durability.CrashLoop} puts them together.
 */
@NullMarked
package org.modeldex.server.durability;

import org.jspecify.annotations.NullMarked;
