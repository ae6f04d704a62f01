package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.TimeSource;

/** What the store makes of every answer that is not the usual one. */
class InfluxFailuresTest {

    private static final PropertyKey RAIN = PropertyKey.of(ObservedProperty.RAIN);
    private static final PropertyKey BATTERY = PropertyKey.of(ObservedProperty.BATTERY);
    private static final Duration SILENCE = Duration.ofMillis(300);

    private final InfluxStub influx = new InfluxStub();
    private final InfluxReadingStore store = new InfluxReadingStore(influx.settings(), SILENCE);

    @AfterEach
    void stop() {
        store.close();
        influx.close();
    }

    @Test
    void timesItsRequestsByKindAndByWhatWasAnswered() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        store.write(points(1), List.of());
        store.bindTo(metrics);
        store.write(points(1), List.of());
        influx.answer(401, "{\"message\":\"unauthorized access\"}");
        assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
        influx.close();
        assertThatThrownBy(() -> store.write(points(1), List.of())).isInstanceOf(StoreException.class);

        assertThat(metrics.find("nuong.ingest.influx.requests").timers())
                .allSatisfy(timer -> assertThat(timer.count()).isEqualTo(1))
                .extracting(timer ->
                        timer.getId().getTag("kind") + " " + timer.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("write 204", "query 401", "write none");
    }

    private static Point point(int second, double rain, double battery) {
        return new Point(
                "pilot",
                "probe",
                second,
                100 + second,
                TimeSource.DEVICE,
                true,
                List.of(new Point.Value(RAIN, rain), new Point.Value(BATTERY, battery)));
    }

    private static List<Point> points(int count) {
        return IntStream.range(0, count).mapToObj(i -> point(i, i, 3.5)).toList();
    }

    private StoreException failureOfWrite() {
        return catchThrowableOfType(StoreException.class, () -> store.write(points(3), List.of()));
    }

    @Test
    void everyAnswerThatIsNotAboutTheLinesIsAnOutageThatSaysWhatToDo() {
        record Case(int status, String hint) {}
        for (Case c : List.of(
                new Case(401, "give a token that may read and write the bucket"),
                new Case(403, "give a token that may read and write the bucket"),
                new Case(404, "name an organisation and a bucket that are there"),
                new Case(408, ""),
                new Case(429, "left alone for a while"),
                new Case(500, "see what its log says"),
                new Case(502, "see what its log says"),
                new Case(503, "see what its log says"),
                new Case(504, "see what its log says"))) {
            influx.answer(c.status(), "{\"code\":\"some code\",\"message\":\"in its own words\"}");
            assertThat(failureOfWrite())
                    .as("%d", c.status())
                    .isNotNull()
                    .hasMessageContaining(influx.settings().url())
                    .hasMessageContaining("bucket readings")
                    .hasMessageContaining("in its own words (" + c.status() + ")")
                    .hasMessageContaining(c.hint())
                    .hasMessageNotContaining("secret-token");
            assertThatThrownBy(store::check).isInstanceOf(StoreException.class).hasMessageContaining("" + c.status());
            assertThatThrownBy(() -> store.removeBefore(5)).isInstanceOf(StoreException.class);
        }
        influx.answer(influx::take);
        assertThat(store.write(points(3), List.of())).isEmpty();
        assertThat(influx.written()).hasSize(3);
    }

    @Test
    void anAnswerWithoutWordsOrInHtmlIsAnOutageToo() {
        for (String body : List.of("", "<html><body>Bad gateway</body></html>", "{\"cut of")) {
            influx.answer(502, body);
            assertThat(failureOfWrite()).as(body).isNotNull().hasMessageContaining("(502)");
            influx.answer(503, body, "Retry-After", "17");
            assertThat(failureOfWrite().retryAfter()).as(body).contains(Duration.ofSeconds(17));
        }
    }

    @Test
    void manyPointsGoInTwoRequestsAtOnceAndAreConfirmedOnlyWhenBothAre() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        influx.answer((exchange, body) -> {
            both.countDown();
            try {
                assertThat(both.await(10, TimeUnit.SECONDS))
                        .as("neither waits for the other")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            influx.take(exchange, body);
        });
        assertThat(store.write(points(5_000), List.of())).isEmpty();
        assertThat(influx.requests()).hasSize(2);
        assertThat(influx.written()).hasSize(5_000);
    }

    @Test
    void manyPointsAreNotConfirmedWhenEitherRequestFails() {
        for (String failing : List.of(" 0\n", " 4999\n")) { // the first line's time, and the last one's
            influx.answer((exchange, body) -> {
                if (body.concat("\n").contains(failing)) {
                    InfluxStub.send(exchange, 503, "");
                } else {
                    influx.take(exchange, body);
                }
            });
            assertThatThrownBy(() -> store.write(points(5_000), List.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void saysHowLongInfluxAsksToBeLeftAlone() {
        influx.answer(429, "{\"message\":\"slow down\"}", "Retry-After", "90");
        assertThat(failureOfWrite().retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(catchThrowableOfType(StoreException.class, store::check).retryAfter())
                .contains(Duration.ofSeconds(90));
        influx.answer(503, "{\"message\":\"busy\"}");
        assertThat(failureOfWrite().retryAfter()).isEmpty();
        influx.answer(503, "{\"message\":\"busy\"}", "Retry-After", "soon");
        assertThat(failureOfWrite().retryAfter()).isEmpty();

        Instant now = Instant.parse("2026-11-24T06:00:00Z");
        assertThat(InfluxConnection.retryAfter("Tue, 24 Nov 2026 06:01:30 GMT", now))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(InfluxConnection.retryAfter("Tue, 24 Nov 2026 05:00:00 GMT", now))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void silenceIsAnOutage() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        influx.answer((exchange, body) -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(failureOfWrite()).isNotNull().hasMessageContaining("see that it runs and can be reached");
        assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
        end.countDown();
    }

    @Test
    void nobodyThereIsAnOutage() {
        influx.close();
        assertThat(failureOfWrite()).isNotNull().hasMessageContaining("see that it runs and can be reached");
    }

    @Test
    void anotherServersPageIsNoConfirmation() {
        influx.answer(200, "<html>Please sign in</html>");
        assertThat(failureOfWrite()).isNotNull().hasMessageContaining("something else listens there");
        assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
        assertThatThrownBy(store::newestTimes).isInstanceOf(StoreException.class);
        influx.answer(202, "");
        assertThat(failureOfWrite()).isNotNull();
    }

    @Test
    void anAnswerCutOffIsAnOutage() throws Exception {
        String row = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
                + "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"readings\",\"columns\":[\"time\"],\"values\":[[1]";
        for (String half : List.of("", "HTTP/1.1 20", "HTTP/1.1 204 No Content\r\nX-", row, row + "]}]}]}")) {
            try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerAll(server, half));
                InfluxSettings settings =
                        new InfluxSettings("http://127.0.0.1:" + server.getLocalPort(), "nuong", "readings", "t");
                try (InfluxReadingStore cut = new InfluxReadingStore(settings, SILENCE)) {
                    assertThatThrownBy(() -> cut.write(points(1), List.of()))
                            .as(half)
                            .isInstanceOf(StoreException.class);
                    assertThatThrownBy(() -> cut.find(ReadingQuery.all(10).ofDevice("pilot", "probe")))
                            .as(half)
                            .isInstanceOf(StoreException.class);
                }
                server.close();
                served.join();
            }
        }
    }

    /** Reads a request's head and answers every connection the same, then ends it. */
    private static void answerAll(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] head = new byte[100_000];
                int read = socket.getInputStream().read(head);
                if (read > 0) {
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } catch (IOException e) {
                continue; // the store, or the test, has had enough
            }
        }
    }

    @Test
    void theBadReadingsAreFoundWhateverTheWordsAndTheGoodOnesWritten() {
        for (int status : List.of(400, 422)) {
            influx.answer((exchange, body) -> refuseWhere("rain=13", status, exchange, body));
            List<Point> points = points(40);

            List<RefusedReading> refused = store.write(points, List.of());

            assertThat(refused)
                    .containsExactly(new RefusedReading(
                            points.get(13), new Point.Value(RAIN, 13), "I do not like a line of it"));
            assertThat(influx.written())
                    .hasSize(40)
                    .contains("readings,device=probe,site=pilot battery=3.5,received=113i 13")
                    .contains("readings,device=probe,site=pilot rain=14,battery=3.5,received=114i 14")
                    .noneMatch(line -> line.contains("rain=13"));
        }
    }

    private void refuseWhere(String bad, int status, HttpExchange exchange, String body) throws IOException {
        if (body.contains(bad)) {
            InfluxStub.send(exchange, status, "{\"code\":\"invalid\",\"message\":\"I do not like a line of it\"}");
        } else {
            influx.take(exchange, body);
        }
    }

    @Test
    void manyReadingsWithTheSameFaultCostFewRequests() {
        influx.answer((exchange, body) -> {
            long bad = body.lines().filter(line -> line.contains("battery")).count();
            if (bad > 0) {
                InfluxStub.send(
                        exchange,
                        422,
                        "{\"code\":\"unprocessable entity\",\"message\":\"partial write: field type conflict: input field"
                                + " \\\"battery\\\" on measurement \\\"readings\\\" is type float, already exists as type"
                                + " string dropped=" + bad + "\"}");
            } else {
                influx.take(exchange, body);
            }
        });

        List<RefusedReading> refused = store.write(points(5_000), List.of());

        assertThat(refused).hasSize(5_000).allSatisfy(r -> {
            assertThat(r.value()).isEqualTo(new Point.Value(BATTERY, 3.5));
            assertThat(r.why()).contains("already exists as type string");
        });
        assertThat(influx.written()).hasSize(5_000).allMatch(line -> line.contains(" rain="));
        assertThat(influx.requests()).as("three for each half").hasSize(6);
    }

    @Test
    void aFaultThatNoReadingIsNamedInIsStillFoundReadingByReading() {
        influx.answer((exchange, body) -> InfluxStub.send(
                exchange,
                422,
                "{\"message\":\"field type conflict: input field \\\"received\\\" on measurement \\\"readings\\\" is type"
                        + " integer, already exists as type float dropped="
                        + body.lines().count() + "\"}"));
        assertThat(store.write(points(1_000), List.of())).hasSize(2_000);
        assertThat(influx.requests()).hasSize(2);
    }

    @Test
    void pointsOlderThanTheBucketKeepsAreRefusedAtOnce() {
        influx.answer((exchange, body) -> {
            long old = body.lines().filter(line -> line.matches(".* [0-4]")).count();
            if (old > 0) {
                InfluxStub.send(
                        exchange,
                        422,
                        "{\"message\":\"partial write: points beyond retention policy dropped=" + old + "\"}");
            } else {
                influx.take(exchange, body);
            }
        });
        List<RefusedReading> refused = store.write(points(1_000), List.of());

        assertThat(refused)
                .hasSize(10)
                .allMatch(r -> r.point().measuredNs() < 5 && r.why().contains("retention"));
        assertThat(influx.written())
                .filteredOn(line -> !line.matches(".* [0-4]"))
                .hasSize(995);
        assertThat(influx.requests()).hasSizeLessThan(30);
    }

    @Test
    void aRequestTooLargeIsSentInPartsAndTheNextOnesAreSmaller() {
        AtomicInteger tooLarge = new AtomicInteger();
        influx.answer((exchange, body) -> {
            if (body.length() > 200_000) {
                tooLarge.incrementAndGet();
                InfluxStub.send(exchange, 413, "<html>Request Entity Too Large</html>");
            } else {
                influx.take(exchange, body);
            }
        });
        List<Point> points = points(10_000);
        assertThat(store.write(points, List.of())).isEmpty();
        assertThat(influx.written()).hasSize(10_000);
        int learning = tooLarge.get();
        assertThat(learning).isBetween(1, 4);

        assertThat(store.write(points, List.of())).isEmpty();
        assertThat(tooLarge).as("asks no more for what is too large").hasValue(learning);
    }

    @Test
    void aReadingTooLargeByItselfIsRefusedAndDoesNotMakeTheNextRequestsSmall() {
        influx.answer(413, "");
        assertThat(store.write(points(2), List.of())).hasSize(4);
        influx.answer(influx::take);
        int before = influx.requests().size();
        store.write(points(500), List.of());
        assertThat(influx.requests()).hasSize(before + 1);
    }

    @Test
    void anOutageWhileTheBadReadingsAreLookedForIsAnOutage() {
        AtomicInteger requests = new AtomicInteger();
        influx.answer((exchange, body) -> {
            if (requests.incrementAndGet() > 3) {
                InfluxStub.send(exchange, 503, "{\"message\":\"gone\"}");
            } else {
                refuseWhere("rain=13", 422, exchange, body);
            }
        });
        assertThat(catchThrowableOfType(StoreException.class, () -> store.write(points(40), List.of())))
                .hasMessageContaining("gone");

        influx.answer((exchange, body) -> refuseWhere("rain=13", 422, exchange, body));
        assertThat(store.write(points(40), List.of())).hasSize(1);
        assertThat(influx.written())
                .filteredOn(line -> line.contains("battery"))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void largeWritesAreSentInSeveralRequests() {
        List<Point> points = new ArrayList<>(points(2 * InfluxWriter.LINES_PER_REQUEST + 1));
        assertThat(store.write(points, List.of())).isEmpty();
        assertThat(influx.written()).hasSize(points.size());
        assertThat(influx.requests()).hasSize(3);
    }
}
