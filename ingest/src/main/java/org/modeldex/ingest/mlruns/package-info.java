/**
 * The file store of MLflow: a folder {@code mlruns} with experiments, runs and registered models.
 *
 * <pre>
 * EXPERIMENT/meta.yaml, tags/KEY                      an experiment
 * EXPERIMENT/RUN/meta.yaml                            a run
 *                metrics/KEY                          lines: milliseconds value [step]
 *                params/KEY, tags/KEY                 a text each
 *                inputs/ID/meta.yaml                  which data set it read, and what for
 *                artifacts/PATH/MLmodel               a model that it wrote
 * EXPERIMENT/datasets/ID/meta.yaml                    a data set
 * EXPERIMENT/models/m-ID/meta.yaml, params, tags, metrics    a logged model (MLflow 3)
 * models/NAME/meta.yaml, tags/KEY, aliases/ALIAS      a registered model
 *             version-N/meta.yaml, tags/KEY           one of its versions
 * </pre>
 *
 * <p>{@link org.modeldex.ingest.mlruns.MlrunsImporter} finds out by its fields what a {@code
 * meta.yaml} describes; {@code RunReader} and {@code RegistryReader} make records of it.
 *
 * <p>Format: <a
 * href="https://github.com/mlflow/mlflow/blob/master/mlflow/store/tracking/file_store.py">MLflow's
 * file store</a>.
 */
@NullMarked
package org.modeldex.ingest.mlruns;

import org.jspecify.annotations.NullMarked;
