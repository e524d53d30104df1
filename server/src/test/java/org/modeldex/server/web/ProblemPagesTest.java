package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.Problem;
import org.modeldex.server.web.SearchState.Look;
import org.modeldex.server.web.SearchState.View;

/** What a page says when something cannot be shown, and which way it points out. */
final class ProblemPagesTest {
  private static final Assets ASSETS = new Assets();

  @Test
  void everyProblemSaysWhatToDoNext() {
    for (ErrorCode code : ErrorCode.values()) {
      String page = page(Problem.of(new ModeldexException(code, "the reason")));
      assertThat(page).as(code.word()).contains("The reason", "class=\"next\"", "Request r1");
    }
    assertThat(page(Problem.of(new ModeldexException(ErrorCode.NOT_FOUND, "gone"))))
        .contains("Not found", "href=\"/\"");
    assertThat(page(Problem.of(new ModeldexException(ErrorCode.INDEX_BEHIND, "3 s behind"))))
        .contains("Not ready yet", "<a class=\"button\" href=\"\">Try again</a>");
    assertThat(page(Problem.of(new ModeldexException(ErrorCode.UNAVAILABLE, "took too long"))))
        .contains("Not possible just now", "Try again</a>")
        .doesNotContain("Not ready yet");
    assertThat(page(Problem.of(new ModeldexException(ErrorCode.TOO_LARGE, "too much"))))
        .contains("Too large", "<code>modeldex import</code>");
  }

  @Test
  void aSearchThatTheTimeLimitCutShortSaysSo() {
    String nothing = search("0 models", List.of());
    assertThat(nothing)
        .contains("Nothing was found in time", "there may be more", "href=\"/?q=slow\">Try again");
    assertThat(nothing).contains("the time limit cut this search short");
    assertThat(nothing).doesNotContain("Nothing matches all of this");
  }

  private static String search(String summary, List<SearchView.HitView> hits) {
    SearchState state =
        new SearchState(
            "slow",
            "model",
            List.of(),
            new LinkedHashMap<>(),
            SearchState.RELEVANCE,
            new Look(View.CARDS, List.of(), true),
            null);
    SearchView view =
        new SearchView(
            state,
            summary,
            "1000",
            true,
            false,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            hits,
            null,
            null,
            List.of(),
            new SearchView.Share("", "", "", ""));
    Page page = new Page("slow", Page.Section.SEARCH, "slow", ASSETS);
    return text(Html.bytes((out, none) -> JtesearchGenerated.render(out, none, page, view)));
  }

  private static String page(Problem problem) {
    Page page = Page.of(ProblemView.title(problem), Page.Section.NONE, ASSETS);
    ProblemView view = ProblemView.of(problem, "r1");
    return text(Html.bytes((out, none) -> JteproblemGenerated.render(out, none, page, view)));
  }

  private static String text(byte[] html) {
    return new String(html, StandardCharsets.UTF_8);
  }
}
