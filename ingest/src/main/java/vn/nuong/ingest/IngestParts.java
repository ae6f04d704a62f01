package vn.nuong.ingest;

import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.pipeline.IngestMetrics;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.register.DeviceRegister;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.site.SiteConfig;

/** How the pipeline is put together. */
final class IngestParts {

    private IngestParts() {}

    static IngestPipeline pipeline(
            Journal journal,
            ReadingStore store,
            RecordStore records,
            SiteConfig site,
            SteadyClock clock,
            IngestMetrics metrics,
            IngestPipeline.DeadLetterListener listener) {
        return new IngestPipeline(new IngestPipeline.Parts(
                journal,
                store,
                records,
                new DeviceRegister(records.devices()),
                PayloadParser::parse,
                point -> java.util.List.of(),
                new KnownDevices(site, records.devices(), records.abouts()),
                clock,
                metrics,
                listener));
    }
}
