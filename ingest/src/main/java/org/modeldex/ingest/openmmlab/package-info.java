/**
 * The model-index format, as the OpenMMLab repositories use it ({@code model-index.yml}, {@code
 * metafile.yml} and other YAML files with Collections and Models).
 *
 * <p>{@link org.modeldex.ingest.openmmlab.OpenMmlabImporter} reads the files of a repository twice:
 * first for what they say of each other (collections, downstream models, imports), then for their
 * models. A {@code MetafileReader} makes one file a {@code Metafile}, {@code ModelReader} one of
 * its models a record, with the fields of its collection where it has none of its own. A dataset
 * card becomes a dataset record.
 *
 * <p>Format: <a href="https://github.com/paperswithcode/model-index">model-index</a>.
 */
@NullMarked
package org.modeldex.ingest.openmmlab;

import org.jspecify.annotations.NullMarked;
