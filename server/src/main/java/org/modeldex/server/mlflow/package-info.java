/**
 * MLflow's REST protocol, so that MLflow's clients log into Modeldex unchanged. Everything ends in
 * a call of the {@link org.modeldex.catalog.Catalog}; MLflow's shapes and words stay in here.
 *
 * <pre>
 *   MLflow                     record
 *   experiment 17              experiment:mlflow/17       its name is the name in its source
 *   run 3f..                   run:mlflow/3f..            part-of its experiment
 *     params                     structural.hyperparameters
 *     tags                       attributes
 *     metrics                    series
 *     dataset inputs             trained-on, evaluated-on, uses; dataset:mlflow/NAME@DIGEST
 *   registered model           model:mlflow/NAME
 *   model version 3            version:mlflow/NAME@3      produced-by its run
 * </pre>
 *
 * What is soft-deleted has the stage {@code deleted}. Attributes that begin with {@code modeldex.}
 * are the adapter's own and no tags.
 */
@NullMarked
package org.modeldex.server.mlflow;

import org.jspecify.annotations.NullMarked;
