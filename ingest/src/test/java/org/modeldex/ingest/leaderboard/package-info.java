@NullMarked
package org.modeldex.ingest.leaderboard;

import org.jspecify.annotations.NullMarked;
