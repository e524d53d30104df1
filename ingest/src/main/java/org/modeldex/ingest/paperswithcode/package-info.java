/**
 * Evaluation tables of Papers with Code: tasks with datasets with the rows of their leaderboards,
 * nested as subtasks and subdatasets, in JSON.
 *
 * <p>{@link org.modeldex.ingest.paperswithcode.PapersWithCodeImporter} lets a {@code TableReader}
 * walk through one file; an {@code Entrant} gathers what all its tables say of one model.
 *
 * <p>Format: <a href="https://github.com/paperswithcode/sota-extractor">sota-extractor</a>.
 */
@NullMarked
package org.modeldex.ingest.paperswithcode;

import org.jspecify.annotations.NullMarked;
