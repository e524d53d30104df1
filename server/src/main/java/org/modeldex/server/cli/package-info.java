/**
 * The command line: one class per verb, all listed in {@link org.modeldex.server.cli.Main}.
 *
 * <p>Verbs that read or write records speak the public API: to the server that {@code --server}
 * names, to the one that has the folder of {@code --data} open or, where there is none, to one that
 * runs inside the command for as long as it takes.
 */
@NullMarked
package org.modeldex.server.cli;

import org.jspecify.annotations.NullMarked;
