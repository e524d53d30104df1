/**
 * DVC: pipelines whose stages, parameters and files are kept in small text files beside the code.
 *
 * <p>{@link org.modeldex.ingest.dvc.DvcImporter} makes each {@code dvc.yaml} a pipeline, each stage
 * of a {@code dvc.lock} a run, each file under {@code .dvc} a dataset and each declared artifact a
 * model or dataset. {@code Content} is a file by the hash of what is in it; {@code Provenance}
 * knows which stage made it, which is how the records are linked. {@code Workspace} reads the files
 * of one folder, {@code MetricsReader} the metrics that they name.
 *
 * <p>Format: <a href="https://dvc.org/doc/user-guide/project-structure">project structure</a>.
 */
@NullMarked
package org.modeldex.ingest.dvc;

import org.jspecify.annotations.NullMarked;
