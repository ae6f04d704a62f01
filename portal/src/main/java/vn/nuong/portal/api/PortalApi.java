package vn.nuong.portal.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.diary.Diary;
import vn.nuong.portal.store.AlertStore;
import vn.nuong.portal.web.Answers;
import vn.nuong.portal.web.Question;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.http.Api;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Clocks;

/** The whole API: the portal's own operations answered here, every other passed to the service that owns it. */
public final class PortalApi {

    private static final String OWN = "portal";

    private final Vertx vertx;
    private final SiteConfig site;
    private final Clock clock;
    private final Diary diary;
    private final AlertStore alerts;
    private final Answers answers;

    private record AnsweredAlert(@JsonUnwrapped Alert alert, Question.@Nullable Answer answer) {}

    public PortalApi(Vertx vertx, SiteConfig site, Clock clock, Diary diary, AlertStore alerts, Answers answers) {
        this.vertx = vertx;
        this.site = site;
        this.clock = clock;
        this.diary = diary;
        this.alerts = alerts;
        this.answers = answers;
    }

    /**
     * Operations by id.
     *
     * @param owners where the other services answer, by name; without {@code device-sim} the clock is our own
     */
    public Map<String, Operation> operations(Map<String, URI> owners, Forwarder forwarder) {
        Map<String, Operation> own = Map.of(
                "listPlots", request -> Future.succeededFuture(site),
                "listAlerts", this::listAlerts,
                "listDiary", this::listDiary,
                "addDiaryEntry", this::addDiaryEntry,
                "getClock", request -> Future.succeededFuture(Clocks.tell(clock)));
        Map<String, Operation> all = new LinkedHashMap<>();
        Api.owners().forEach((id, owner) -> {
            URI elsewhere = owner.equals(OWN) ? null : owners.get(owner);
            Operation mine = own.get(id);
            if (elsewhere != null) {
                all.put(id, forwarder.to(owner, elsewhere));
            } else if (mine != null) {
                all.put(id, mine);
            } else {
                throw new IllegalStateException("nobody answers " + id + ", which " + owner + " owns");
            }
        });
        return all;
    }

    private Future<?> listAlerts(ApiRequest request) {
        int limit = request.integer("limit", 1000, 1, 10_000);
        return vertx.executeBlocking(
                () -> {
                    List<AnsweredAlert> list = alerts.findNewest(limit).stream()
                            .map(alert -> new AnsweredAlert(
                                    alert,
                                    answers.findAnswer(alert.plot(), alert.topic(), alert.at())
                                            .orElse(null)))
                            .toList();
                    return Map.of("alerts", list);
                },
                false);
    }

    private Future<?> listDiary(ApiRequest request) {
        Plot plot = plot(request);
        Instant from = request.time("from");
        Instant to = request.time("to");
        return vertx.executeBlocking(() -> new Entries(diary.find(plot, from, to)), false);
    }

    /** Holds the type, without which Jackson would leave out the kind of each entry. */
    private record Entries(List<DiaryEntry> entries) {}

    private Future<?> addDiaryEntry(ApiRequest request) {
        Plot plot = plot(request);
        DiaryEntry entry = request.body(DiaryEntry.class);
        return vertx.executeBlocking(() -> diary.add(plot, entry), false);
    }

    private Plot plot(ApiRequest request) {
        String id = request.path("plot");
        return site.findPlot(id)
                .orElseThrow(() -> ApiError.notFound("there is no plot \"" + id + "\"; /api/v1/plots lists them"));
    }
}
