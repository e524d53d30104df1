package org.modeldex.ingest;

import java.util.List;
import org.modeldex.ingest.croissant.CroissantImporter;
import org.modeldex.ingest.cyclonedx.CycloneDxImporter;
import org.modeldex.ingest.dvc.DvcImporter;
import org.modeldex.ingest.feast.FeastImporter;
import org.modeldex.ingest.gguf.GgufImporter;
import org.modeldex.ingest.huggingface.HuggingFaceImporter;
import org.modeldex.ingest.jsonl.JsonLinesImporter;
import org.modeldex.ingest.leaderboard.LeaderboardImporter;
import org.modeldex.ingest.mlruns.MlrunsImporter;
import org.modeldex.ingest.monai.MonaiImporter;
import org.modeldex.ingest.mteb.MtebImporter;
import org.modeldex.ingest.notebook.NotebookImporter;
import org.modeldex.ingest.onnx.OnnxImporter;
import org.modeldex.ingest.onnxhub.OnnxHubImporter;
import org.modeldex.ingest.openmmlab.OpenMmlabImporter;
import org.modeldex.ingest.openvino.OpenVinoImporter;
import org.modeldex.ingest.opusmt.OpusMtImporter;
import org.modeldex.ingest.paperswithcode.PapersWithCodeImporter;
import org.modeldex.ingest.pytorchhub.PyTorchHubImporter;
import org.modeldex.ingest.safetensors.SafetensorsImporter;
import org.modeldex.ingest.serving.ServingImporter;
import org.modeldex.ingest.spacy.SpacyImporter;
import org.modeldex.ingest.table.TableImporter;
import org.modeldex.ingest.tfhub.TfHubImporter;
import org.modeldex.ingest.timm.TimmImporter;
import org.modeldex.vocabulary.Vocabulary;

/** All formats that Modeldex reads. */
public final class Importers {
  private Importers() {}

  /**
   * One importer per format, in the order in which they are asked whether they accept a file.
   *
   * @param vocabulary tells importers which metrics are ratios and what datasets are called
   */
  public static List<Importer> all(Vocabulary vocabulary) {
    return all(vocabulary, TableImporter.guessing(vocabulary, guess -> {}));
  }

  /** As the other, with tables of any shape read by {@code tables}. */
  public static List<Importer> all(Vocabulary vocabulary, TableImporter tables) {
    return List.of(
        new JsonLinesImporter(),
        new MlrunsImporter(vocabulary),
        new CycloneDxImporter(vocabulary),
        new CroissantImporter(vocabulary),
        new DvcImporter(vocabulary),
        new ServingImporter(vocabulary),
        new FeastImporter(vocabulary),
        new MtebImporter(vocabulary),
        new NotebookImporter(vocabulary),
        new TimmImporter(vocabulary),
        new PapersWithCodeImporter(vocabulary),
        new OpenMmlabImporter(vocabulary),
        new SpacyImporter(vocabulary),
        new MonaiImporter(vocabulary),
        new OnnxHubImporter(vocabulary),
        new OpenVinoImporter(vocabulary),
        new OpusMtImporter(vocabulary),
        new TfHubImporter(vocabulary),
        new PyTorchHubImporter(vocabulary),
        new HuggingFaceImporter(vocabulary),
        new LeaderboardImporter(vocabulary),
        new SafetensorsImporter(vocabulary),
        new GgufImporter(vocabulary),
        new OnnxImporter(vocabulary),
        tables);
  }
}
