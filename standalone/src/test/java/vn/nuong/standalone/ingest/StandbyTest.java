package vn.nuong.standalone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.telemetry.http.HttpService.Address;

class StandbyTest {

    @Test
    void itIsAliveNotReadyAndShowsInTheMetricsThatItStandsBy() throws Exception {
        int port = Ports.free("--http", 0);
        Vertx vertx = Vertx.vertx();
        try (Standby standby = new Standby(vertx, new Address(Ports.HOST, port))) {
            standby.listenIfFree();

            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(port, "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(port, "/metrics").body().lines()).contains("nuong_ingest_standby 1");
            assertThat(get(port, "/api/v1/accounting"))
                    .returns(503, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("stands by"));
        } finally {
            vertx.close().await();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + Ports.HOST + ":" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
