package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.record.Contextual;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.Reason;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.Hit;

/** People find the model that they mean in a small catalogue of very different ones. */
class DiscoveryTest {
  private static LuceneSearchIndex index;

  /** name | task | architecture | languages | licence | framework | parameters | description. */
  private static final List<String> CATALOGUE =
      List.of(
          "Faster-RCNN_r50_fpn_1x|object-detection|Faster R-CNN||apache-2.0|pytorch|41M|Two-stage"
              + " detector on COCO.",
          "Fast-RCNN_r50_fpn_1x|object-detection|Fast R-CNN||apache-2.0|pytorch|40M|An older"
              + " two-stage detector.",
          "YOLOv8n|object-detection|YOLOv8||agpl-3.0|pytorch|3M|Nano variant for real-time"
              + " detection.",
          "yolo-v8-l|object-detection|YOLOv8||agpl-3.0|pytorch|43M|Large variant.",
          "resnet50_in1k|image-classification|ResNet-50||apache-2.0|pytorch|25M|Residual network"
              + " trained on ImageNet.",
          "resnet101_in1k|image-classification|ResNet-101||apache-2.0|pytorch|44M|Residual network"
              + " trained on ImageNet.",
          "mobilenet_v3_small|image-classification|MobileNetV3||apache-2.0|tensorflow|2M|Small"
              + " network.",
          "vit_base_patch16_224|image-classification|Vision"
              + " Transformer||apache-2.0|pytorch|86M|Patches as words.",
          "segformer-b0-cityscapes|semantic-segmentation|SegFormer||other|pytorch|4M|Trained on"
              + " Cityscapes.",
          "mask2former-panoptic|panoptic-segmentation|Mask2Former||mit|pytorch|47M|Trained on"
              + " COCO.",
          "midas-small|depth-estimation|MiDaS||mit|pytorch|21M|Works on single images.",
          "hrnet-w32-pose|human-pose-estimation|HRNet||mit|pytorch|28M|High-resolution features.",
          "esrgan-x4|image-super-resolution|ESRGAN||apache-2.0|pytorch|16M|Generator with"
              + " adversarial loss.",
          "stylegan2-ffhq|unconditional-image-generation|StyleGAN2||other|pytorch|30M|Trained on"
              + " FFHQ.",
          "stable-diffusion-v1-5|text-to-image|Latent Diffusion|en|openrail|pytorch|1B|Latent"
              + " diffusion.",
          "trocr-base-handwritten|optical-character-recognition|TrOCR|en|mit|pytorch|334M|Encoder"
              + " and decoder.",
          "whisper-small|automatic-speech-recognition|Whisper|mul|mit|pytorch|244M|Trained on many"
              + " hours.",
          "wav2vec2-large-nl|automatic-speech-recognition|Wav2Vec2|nl|apache-2.0|pytorch|315M|Fine-tuned"
              + " on Common Voice.",
          "tacotron2-de|text-to-speech|Tacotron 2|de|bsd-3-clause|pytorch|28M|With a neural"
              + " vocoder.",
          "yamnet|audio-classification|MobileNet||apache-2.0|tensorflow|4M|521 classes of"
              + " AudioSet.",
          "ecapa-voxceleb|speaker-verification|ECAPA-TDNN|en|apache-2.0|pytorch|20M|Trained on"
              + " VoxCeleb.",
          "bert-base-ner|named-entity-recognition|BERT|en|mit|pytorch|110M|Fine-tuned on"
              + " CoNLL-2003.",
          "bert-base-arabic|fill-mask|BERT|ar|mit|pytorch|110M|Pretrained.",
          "distilbert-sst2|sentiment-analysis|DistilBERT|en|apache-2.0|pytorch|66M|Fine-tuned on"
              + " SST-2.",
          "roberta-squad2|question-answering|RoBERTa|en|cc-by-4.0|pytorch|125M|Fine-tuned on SQuAD"
              + " 2.0.",
          "bart-cnn|summarization|BART|en|mit|pytorch|406M|Fine-tuned on news.",
          "all-minilm-l6|sentence-similarity|MiniLM|en|apache-2.0|pytorch|22M|Sentence"
              + " transformer.",
          "llama-7b|text-generation|LLaMA|en|other|pytorch|7B|Open weights.",
          "llama-13b|text-generation|LLaMA|en|other|pytorch|13B|Open weights.",
          "fj-en|translation|Marian|fj,en|cc-by-4.0|marian|75M|Trained on OPUS.",
          "en-fj|translation|Marian|en,fj|cc-by-4.0|marian|75M|Trained on OPUS.",
          "fi+et-en+fj|translation|Marian|fi,et,en,fj|cc-by-4.0|marian|75M|Trained on OPUS.",
          "de-eo|translation|Marian|de,eo|cc-by-4.0|marian|75M|Trained on OPUS.",
          "kde4-en-to-zh|text2text-generation|Marian||cc-by-4.0|pytorch|75M|Fine-tuned.",
          "ja_core_news_sm|part-of-speech-tagging|CNN|ja|mit|spacy|12M|Pipeline of tagger and"
              + " parser.",
          "ppo-lunarlander|reinforcement-learning|PPO||mit|stable-baselines3|1M|Policy for"
              + " LunarLander-v2.",
          "xgboost-churn|tabular-classification|XGBoost||mit|xgboost|1M|Churn of customers.",
          "squeezenet1_1|image-classification|SqueezeNet||bsd-3-clause|onnx|1M|Fire modules.");

  @BeforeAll
  static void open() throws IOException {
    index = new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    List<MetadataRecord> records = new ArrayList<>();
    CATALOGUE.forEach(row -> records.add(record(row.split("\\|", -1))));
    records.add(titled("attend-read", "Attend and Read:A Baseline for Reading Irregular Text"));
    records.add(titled("tnt-small", "Transformer in Transformer"));
    records.add(MetadataRecord.builder(RecordId.model("zoo", "transformer in a row")).build());
    index.apply(
        records.stream()
            .<IndexChange>map(
                record -> new IndexChange.Index(new SearchDocument(record, List.of())))
            .toList(),
        1);
    index.refresh();
  }

  @AfterAll
  static void close() {
    index.close();
  }

  private static MetadataRecord record(String[] row) {
    return MetadataRecord.builder(RecordId.model("zoo", row[0]))
        .description(row[7])
        .structural(
            Structural.builder()
                .architectures(List.of(row[2]))
                .framework(row[5])
                .parameterCount(parameters(row[6]))
                .build())
        .contextual(
            Contextual.builder()
                .tasks(List.of(row[1]))
                .languages(row[3].isEmpty() ? List.of() : Arrays.asList(row[3].split(",", -1)))
                .license(row[4])
                .build())
        .build();
  }

  private static long parameters(String text) {
    long unit = text.endsWith("B") ? 1_000_000_000L : 1_000_000L;
    return Long.parseLong(text.substring(0, text.length() - 1)) * unit;
  }

  private static MetadataRecord titled(String name, String title) {
    return MetadataRecord.builder(RecordId.model("zoo", name))
        .contextual(Contextual.builder().papers(List.of(new Paper(title, null))).build())
        .build();
  }

  private static List<String> names(String text) {
    return search(text).hits().stream().map(hit -> hit.id().name()).toList();
  }

  private static SearchResults search(String text) {
    return index.search(SearchRequest.of(new Query.Words(text), 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          faster rcnn                              | Faster-RCNN_r50_fpn_1x
          fasterrcnn                               | Faster-RCNN_r50_fpn_1x
          Faster R-CNN                             | Faster-RCNN_r50_fpn_1x
          fast rcnn                                | Fast-RCNN_r50_fpn_1x
          faster rcnn resnet50                     | Faster-RCNN_r50_fpn_1x
          yolo v8 n                                | YOLOv8n
          yolov8n                                  | YOLOv8n
          YOLO-v8-L                                | yolo-v8-l
          you only look once nano                  | YOLOv8n
          resnet 50                                | resnet50_in1k
          ResNet-50                                | resnet50_in1k
          resnet101                                | resnet101_in1k
          r101                                     | resnet101_in1k
          mobilenet v3                             | mobilenet_v3_small
          MobileNetV3                              | mobilenet_v3_small
          small image classifier in TensorFlow     | mobilenet_v3_small
          vit base patch 16                        | vit_base_patch16_224
          vision transformer                       | vit_base_patch16_224
          label every pixel of a street scene      | segformer-b0-cityscapes
          segformer b0                             | segformer-b0-cityscapes
          panoptic                                 | mask2former-panoptic
          how far away things are in a photo       | midas-small
          find the joints of a human body          | hrnet-w32-pose
          enlarge small photos and make them sharp | esrgan-x4
          gan that invents faces                   | stylegan2-ffhq
          paint a picture from words               | stable-diffusion-v1-5
          stable diffusion 1.5                     | stable-diffusion-v1-5
          OCR                                      | trocr-base-handwritten
          read handwriting                         | trocr-base-handwritten
          Dutch ASR                                | wav2vec2-large-nl
          Dutch speech recognition                 | wav2vec2-large-nl
          transcribe podcasts in many languages    | whisper-small
          German voice synthesis                   | tacotron2-de
          TTS in German                            | tacotron2-de
          hear dogs barking                        | yamnet
          who is speaking                          | ecapa-voxceleb
          NER                                      | bert-base-ner
          names of people and places in text       | bert-base-ner
          Arabic BERT                              | bert-base-arabic
          is a movie review positive               | distilbert-sst2
          answers to questions about a document    | roberta-squad2
          sum up a news article                    | bart-cnn
          sentence vectors                         | all-minilm-l6
          do two sentences mean the same           | all-minilm-l6
          llama 7b                                 | llama-7b
          llama with 7 billion parameters          | llama-7b
          LLM of 13B                               | llama-13b
          llama under 10B parameters               | llama-7b
          translate Fijian to English              | fj-en
          translate English to Fijian              | en-fj
          Fijian-English translation               | fj-en
          translation from English into Fijian     | en-fj
          translate into Esperanto                 | de-eo
          translate Finnish to English             | fi+et-en+fj
          spaCy pipeline for Japanese              | ja_core_news_sm
          Japanese POS tagger                      | ja_core_news_sm
          an agent that learns to land             | ppo-lunarlander
          which customers will leave               | xgboost-churn
          squeeze net 1.1                          | squeezenet1_1
          Transformer in Transformer               | tnt-small
          Attend and Read:A Baseline               | attend-read
          translate English to Chinese             | kde4-en-to-zh
          Übersetzung von Deutsch nach Esperanto   | de-eo
          reconnaissance vocale en néerlandais     | wav2vec2-large-nl
          """)
  void finds(String text, String name) {
    List<String> names = search(text).hits().stream().map(hit -> hit.id().name()).toList();
    assertThat(names).first().isEqualTo(name);
  }

  @Test
  void saysHowItUnderstoodASentence() {
    assertThat(
            search("small Apache-2.0 model that can label every pixel in PyTorch").interpretation())
        .extracting(meaning -> meaning.field() + "=" + meaning.value())
        .contains(
            "TASK=semantic-segmentation",
            "LICENSE=apache-2.0",
            "FRAMEWORK=pytorch",
            "PARAMETERS=<30M");
  }

  @Test
  void leavesNothingOutForWhatItUnderstood() {
    assertThat(search("resnet in TensorFlow").hits())
        .extracting(hit -> hit.id().name())
        .contains("resnet50_in1k", "resnet101_in1k");
  }

  @ParameterizedTest
  @CsvSource({
    "'detector, not YOLO', YOLOv8n",
    "image classification not in pytorch, resnet50_in1k",
    "models without BERT, bert-base-ner",
    "without BERT, bert-base-ner",
  })
  void leavesOutWhatASentencePlainlyExcludes(String text, String name) {
    SearchResults found = search(text);
    assertThat(found.hits()).isNotEmpty().extracting(hit -> hit.id().name()).doesNotContain(name);
    assertThat(found.interpretation()).anyMatch(Interpretation::isExclusion);
    SearchRequest.Sort byName = new SearchRequest.Sort.ByField(SearchField.NAME, false);
    SearchRequest ordered =
        new SearchRequest(new Query.Words(text), List.of(), List.of(), byName, 100, null);
    assertThat(index.search(ordered).hits())
        .extracting(hit -> hit.id().name())
        .doesNotContain(name);
  }

  @Test
  void saysWhatAScoreComesFrom() {
    SearchRequest request = SearchRequest.of(new Query.Words("label every pixel"), 1);
    Hit hit = index.search(request.explained(true)).hits().getFirst();
    assertThat(hit.reasons())
        .extracting(Reason::type)
        .contains(Reason.Type.WORD, Reason.Type.MEANING);
    double sum = hit.reasons().stream().mapToDouble(Reason::score).sum();
    assertThat(sum).isCloseTo(hit.score(), org.assertj.core.data.Offset.offset(0.01));
    assertThat(index.search(request).hits().getFirst().reasons()).isEmpty();
  }

  @Test
  void functionWordsAroundANameDoNotHideIt(@TempDir Path folder) {
    try (RecordIndex records = new RecordIndex(folder)) {
      for (int i = 0; i < 100; i++) {
        records.put(MetadataRecord.builder(RecordId.model("p", "other" + i)).build());
      }
      records.put(
          MetadataRecord.builder(RecordId.model("p", "slow_r50"))
              .description("A network for videos that is built on ResNet50.")
              .structural(Structural.builder().architectures(List.of("ResNet50")).build())
              .build(),
          MetadataRecord.builder(RecordId.model("p", "resnet50")).build());
      for (String text : List.of("resnet50", "like a resnet50", "the best resnet50 for me")) {
        Query words = new Query.Words(text);
        assertThat(records.index().search(SearchRequest.of(words, 2)).hits().getFirst().id().name())
            .as(text)
            .isEqualTo("resnet50");
      }
    }
  }

  @Test
  void theBoundsOfASizeAreNotLookedForAsWords() {
    SearchRequest request =
        SearchRequest.of(new Query.Words("residual network under 60M parameters"), 10);
    List<Reason> reasons =
        index.search(request.explained(true)).hits().stream()
            .flatMap(hit -> hit.reasons().stream())
            .toList();
    assertThat(reasons).extracting(Reason::text).contains("residual", "<60M");
    assertThat(reasons).extracting(Reason::text).doesNotContain("60M", "parameters");
    assertThat(index.search(request).total()).isEqualTo(search("residual network").total());
  }

  @Test
  void alternativesCountForAScoreOnlyWhereTheyMatch() {
    Query query =
        new Query.Or(
            List.of(
                new Query.And(
                    List.of(
                        new Query.Words("small"),
                        new Query.FieldIs(SearchField.FRAMEWORK, "pytorch"))),
                new Query.Words("residual")));
    List<Hit> hits = index.search(SearchRequest.of(query, 10).explained(true)).hits();
    assertThat(hits).hasSizeGreaterThan(1);
    assertThat(hits)
        .allSatisfy(hit ->
            assertThat(hit.reasons().stream().mapToDouble(Reason::score).sum())
                .as(hit.id().toString())
                .isCloseTo(hit.score(), org.assertj.core.data.Offset.offset(0.01)));
  }

  @Test
  void saysInWhichFieldsAWordWasFound() {
    SearchRequest request = SearchRequest.of(new Query.Words("residual"), 1).explained(true);
    assertThat(index.search(request).hits().getFirst().reasons())
        .filteredOn(reason -> reason.type() == Reason.Type.WORD)
        .singleElement()
        .extracting(Reason::fields)
        .isEqualTo(List.of(SearchField.DESCRIPTION));
  }

  @Test
  void understandsWordsThatOnlyLookLikeAClauseAsText() {
    assertThat(search("Attend and Read:A Baseline").interpretation())
        .filteredOn(meaning -> meaning.field() == null)
        .extracting(Interpretation::text)
        .containsExactly("Read:A");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void answersWhateverIsAsked(String text) {
    assertThat(search(text).hits()).hasSizeLessThanOrEqualTo(10);
  }

  static List<String> hostile() {
    return List.of(
        "x".repeat(65_536),
        "ab1".repeat(20_000),
        "\uD83E\uDD17".repeat(10_000),
        "\u05D0\u202E\u05D1 ".repeat(5_000),
        "e\u0301\u0302\u0303".repeat(10_000),
        "\uD83D ".repeat(5_000),
        "\uDE00\uD83D",
        "\"".repeat(1_000),
        "word ".repeat(10_000),
        "\u56FE\u50CF".repeat(5_000),
        "a:b ".repeat(5_000),
        "7 billion ".repeat(2_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          more than 1 billion parameters              | llama-7b,llama-13b
          models under 2M parameters                  | ppo-lunarlander,xgboost-churn,squeezenet1_1
          MIT license, English, over 300M parameters  | trocr-base-handwritten,bart-cnn
          """)
  void whatFulfilsAllThatIsDemandedComesFirst(String text, String names) {
    List<String> wanted = List.of(names.split(","));
    assertThat(names(text)).hasSizeGreaterThanOrEqualTo(wanted.size());
    assertThat(names(text).subList(0, wanted.size())).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void aLanguageDoesNotOutweighTheTask() {
    assertThat(names("object detection, english only").subList(0, 4))
        .allMatch(name -> name.matches("(?i).*(rcnn|yolo).*"));
  }
}
