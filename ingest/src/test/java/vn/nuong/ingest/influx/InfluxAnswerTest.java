package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfluxAnswerTest {

    private static final String ANSWER = """
            {"results":[
              {"statement_id":0,"series":[
                {"name":"readings","tags":{"site":"pilot"},"columns":["time","battery","received"],
                 "values":[[1760000000000000001,3.4,1790000000000000001],[1760000000000000002,null,5]]},
                {"name":"readings","tags":{"site":"other"},"columns":["time","battery","received"],"values":[[3,1e-7,6]]}]},
              {"statement_id":1},
              {"statement_id":2,"messages":[{"level":"warning","text":"x"}],"series":[
                {"columns":["key"],"values":[["readings,device=a,site=b"]]}]}]}
            """;

    private static List<String> read(String json) throws IOException {
        List<String> rows = new ArrayList<>();
        InfluxAnswer.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), row -> {
            List<String> values = new ArrayList<>();
            row.columns().forEach(column -> values.add(column + "=" + row.find(column)));
            rows.add(row.measurement() + " " + row.find("site") + " " + String.join(" ", values));
        });
        return rows;
    }

    @Test
    void readsTheRowsOfEveryQuestionExactly() throws Exception {
        assertThat(read(ANSWER))
                .containsExactly(
                        "readings pilot time=1760000000000000001 battery=3.4 received=1790000000000000001",
                        "readings pilot time=1760000000000000002 battery=null received=5",
                        "readings other time=3 battery=1e-7 received=6",
                        " null key=readings,device=a,site=b");
        assertThat(read("{\"results\":[{\"statement_id\":0}]}")).isEmpty();
    }

    @Test
    void anAnswerThatWasCutOffIsAFailureWhereverItWasCut() {
        String whole = ANSWER.strip();
        for (int length = 0; length < whole.length(); length++) {
            String half = whole.substring(0, length);
            assertThatThrownBy(() -> read(half)).as("cut at %d", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anErrorIsAFailureThoughOtherQuestionsWereAnswered() {
        assertThatThrownBy(() -> read("{\"error\":\"timeout\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> read("""
                {"results":[{"statement_id":0,"series":[{"name":"a","columns":["time"],"values":[[1]]}]},
                {"statement_id":1,"error":"database not found: nope"}]}"""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("database not found: nope");
    }

    @Test
    void aPartOfAnAnswerIsAFailure() {
        assertThatThrownBy(() -> read("""
                {"results":[{"statement_id":0,"partial":true,
                "series":[{"name":"a","columns":["time"],"values":[[1]],"partial":true}]}]}""")).isInstanceOf(IOException.class).hasMessageContaining("only a part");
    }

    @Test
    void whatIsNoAnswerOfInfluxIsAFailure() {
        for (String other : List.of(
                "<html>sign in</html>",
                "[]",
                "null",
                "{\"results\":7}",
                "{\"results\":[{\"series\":[{\"name\":\"a\",\"columns\":[\"time\"],\"values\":[[1,2]]}]}]}",
                "{\"results\":[{\"series\":[{\"name\":\"a\",\"columns\":[\"time\"],\"values\":[[[1]]]}]}]}")) {
            assertThatThrownBy(() -> read(other)).as(other).isInstanceOf(IOException.class);
        }
    }
}
