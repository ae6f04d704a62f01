package vn.nuong.analytics;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.forecast.Histories;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingsClient;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** Asks ingest and the portal for what is older than advice looks. Thread-safe. */
final class PastHistories implements Histories {

    private final ReadingsClient readings;
    private final JsonClient portal;
    private final SiteConfig site;

    private record Entries(List<DiaryEntry> entries) {}

    PastHistories(JsonClient ingest, JsonClient portal, SiteConfig site) {
        this.readings = new ReadingsClient(ingest);
        this.portal = portal;
        this.site = site;
    }

    /** {@inheritDoc} Without the diary water given by hand would look like rain that nobody saw, so it is needed too. */
    @Override
    public PlotHistory of(Plot plot, Instant from, Instant to) throws IOException {
        List<Reading> all = new ArrayList<>();
        for (String device : plot.devices()) {
            all.addAll(readings.find(site.site(), device, from, to));
        }
        List<DiaryEntry> diary = portal.get("/api/v1/plots/" + plot.id() + "/diary", Map.of(), Entries.class)
                .entries();
        return HistoryMaker.make(plot, AdviceMaker.soil(plot), all, Optional.of(diary), Map.of(), to);
    }
}
