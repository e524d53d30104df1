/**
 * Manifests of model servers on Kubernetes: KServe and Seldon Core.
 *
 * <p>{@link org.modeldex.ingest.serving.ServingImporter} makes each service a deployment, each
 * graph of services a pipeline and each place that a service loads its model from a model. {@code
 * Manifests} finds the resources in a file, {@code DeploymentReader} what one serves, {@code
 * Models} the models by their places.
 *
 * <p>Formats: <a href="https://kserve.github.io/website/latest/reference/api/">KServe</a>
 * (InferenceService, TrainedModel, InferenceGraph), <a
 * href="https://docs.seldon.io/projects/seldon-core/en/v1/reference/seldon-deployment.html">Seldon
 * Core 1</a> (SeldonDeployment), <a
 * href="https://docs.seldon.ai/seldon-core-2/user-guide/kubernetes/resources">Seldon Core 2</a>
 * (Model, Pipeline).
 */
@NullMarked
package org.modeldex.ingest.serving;

import org.jspecify.annotations.NullMarked;
