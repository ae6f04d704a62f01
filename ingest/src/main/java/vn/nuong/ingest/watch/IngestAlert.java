package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.device.DeviceAlert.Cause;
import vn.nuong.telemetry.device.DeviceAlert.Kind;

/**
 * One trouble of ingest itself, such as a full disk, as an alert: opened when it has held for {@link #HELD}, closed when it has
 * been away for {@link #AWAY}. Not thread-safe.
 */
public final class IngestAlert {

    static final Duration HELD = Duration.ofSeconds(30);
    static final Duration AWAY = Duration.ofMinutes(1);

    private final String site;
    private final String name;
    private final ZoneId zone;
    private final boolean sample;
    private final List<DeviceAlert>
            open; // more than one only when an earlier process could not keep that one was closed
    private @Nullable Instant turned;

    /**
     * @param name of the trouble, as part of alerts' ids: lower-case letters and hyphens
     * @param known open alerts of an earlier process
     */
    public IngestAlert(String site, String name, Collection<DeviceAlert> known, ZoneId zone, boolean sample) {
        this.site = site;
        this.name = name;
        this.zone = zone;
        this.sample = sample;
        this.open = known.stream()
                .filter(a -> a.isOpen() && a.kind() == Kind.INGEST && a.id().contains("/" + name + "/"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private String prefix() {
        return "ingest/" + site + "/" + name + "/";
    }

    /**
     * Looks once.
     *
     * @param trouble what is wrong, in a sentence; null when nothing is
     * @return the alerts that were opened or closed, to be stored and published; none when nothing changed
     */
    public List<DeviceAlert> tick(Instant now, @Nullable Text trouble) {
        if ((trouble != null) == !open.isEmpty()) {
            turned = null;
            return List.of();
        }
        Instant since = turned == null ? now : turned;
        turned = since;
        if (now.isBefore(since.plus(trouble == null ? AWAY : HELD))) {
            return List.of();
        }
        turned = null;
        if (trouble == null) {
            List<DeviceAlert> closed =
                    open.stream().map(held -> closed(held, since)).toList();
            open.clear();
            return closed;
        }
        DeviceAlert opened = new DeviceAlert(
                prefix() + since.getEpochSecond(),
                site,
                null,
                Kind.INGEST,
                List.of(),
                since,
                null,
                Cause.INGEST,
                new Text("Máy chủ không nhận được số đo", "The server cannot take readings"),
                trouble,
                null,
                sample);
        open.add(opened);
        return List.of(opened);
    }

    private DeviceAlert closed(DeviceAlert held, Instant since) {
        Text lasted = Words.duration(Duration.between(held.openedAt(), since));
        String when = Words.moment(since, zone);
        return held.closed(
                since,
                new Text(
                        "Đã nhận lại từ " + when + ", sau " + lasted.vi() + ".",
                        "It takes them again since " + when + ", after " + lasted.en() + "."));
    }
}
