package vn.nuong.ingest.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.site.SiteConfig;

/** Looks at a device's last messages, for whoever made it. Blocks; thread-safe. */
public final class DeviceCheck {

    private static final int LAST = 10;
    private static final int DAYS = 7;

    /** Dead letters in which a wrong topic, or a description that was refused, is looked for. */
    private static final int LOOKED_THROUGH = 500;

    private final RecordStore records;
    private final ReadingStore store;
    private final SiteConfig site;
    private final Devices devices;
    private final Days days;

    public DeviceCheck(RecordStore records, ReadingStore store, SiteConfig site, Devices devices, Days days) {
        this.records = records;
        this.store = store;
        this.site = site;
        this.devices = devices;
        this.days = days;
    }

    /**
     * @param ofSite its site; null when it is the only one with its id
     * @return for a device that was never heard as well: just that is then found
     */
    public DeviceCheckJson check(@Nullable String ofSite, String device) {
        DeviceJson found = devices.find(ofSite, device).orElse(null);
        DeviceStatus status = found == null
                ? new DeviceStatus(ofSite == null ? likelySite() : ofSite, device, null, null, null, null, 0)
                : found.status();
        List<DeviceCheckJson.LastMessage> last = status.lastMeasured() == null
                ? List.of()
                : LastMessages.find(store, status.site(), device, status.lastMeasured(), LAST);
        String searched = found == null ? ofSite : status.site();
        List<DeadLetterJson> letters = records.deadLetters(searched, device, null, Long.MAX_VALUE, LAST).stream()
                .map(DeadLetterJson::brief)
                .toList();
        Findings.Known known = new Findings.Known(
                device,
                found,
                status.lastReceived() == null ? wrongTopic(device) : null,
                status.site().equals(site.site()) && !site.plots().isEmpty(),
                last,
                letters,
                status.about() == null ? refusedAbout(searched, device) : null,
                records.conflicts(searched, device, 1).stream().findFirst().orElse(null));
        LocalDate today = days.today();
        return new DeviceCheckJson(
                status.site(),
                device,
                status.plot(),
                status.about(),
                Findings.of(known),
                last,
                letters,
                found == null ? null : found.clock(),
                found == null ? null : found.intervalS(),
                found == null ? null : found.intervalLearned(),
                days.find(searched, device, today.minusDays(DAYS - 1), today));
    }

    /** The newest description of itself that the device sent and ingest could not read. */
    private @Nullable DeadLetterJson refusedAbout(@Nullable String ofSite, String device) {
        return records
                .deadLetters(ofSite, device, Refusal.Reason.UNPARSEABLE.code(), Long.MAX_VALUE, LOOKED_THROUGH)
                .stream()
                .filter(letter -> letter.topic().endsWith("/about"))
                .findFirst()
                .map(DeadLetterJson::brief)
                .orElse(null);
    }

    /** The site of all devices, when they have only one. */
    private String likelySite() {
        List<String> sites = records.devices().stream()
                .map(DeviceRow::site)
                .distinct()
                .limit(2)
                .toList();
        return sites.size() == 1 ? sites.get(0) : site.site();
    }

    /** A topic with the id written otherwise, such as with capitals. */
    private @Nullable String wrongTopic(String device) {
        String wanted = letters(device);
        return records.deadLetters(null, null, Refusal.Reason.BAD_TOPIC.code(), Long.MAX_VALUE, LOOKED_THROUGH).stream()
                .map(DeadLetter::topic)
                .filter(topic -> !wanted.isEmpty() && letters(topic).contains(wanted))
                .findFirst()
                .orElse(null);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9/]", "");
    }
}
