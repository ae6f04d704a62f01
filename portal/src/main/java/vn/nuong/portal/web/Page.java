package vn.nuong.portal.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.advice.Text;

/**
 * What every page shows around its content.
 *
 * @param path the page's own path, with its query if it has one, for the language switch
 * @param siteName what people call the site
 * @param sample whether the readings are samples
 * @param format the reader's language and hours
 * @param now by the clock
 * @param replay how the clock runs when it replays; empty for the real time
 * @param recordedYears the years in which recordings shown were measured, in order
 * @param banners alerts that still hold and were not answered, newest first
 * @param openDeviceAlerts how many alerts about devices hold
 */
public record Page(
        String path,
        String siteName,
        boolean sample,
        Format format,
        Instant now,
        Optional<Replay> replay,
        List<Integer> recordedYears,
        List<Question> banners,
        int openDeviceAlerts) {

    /** In words for exports and notices. */
    public static final Text SAMPLE_NOTICE =
            new Text("DỮ LIỆU MẪU, không phải Tân Cương", "SAMPLE DATA, not from Tân Cương");

    private static final Map<String, String> ENGLISH_UNITS =
            Map.of("phút", "min", "giờ", "h", "ngày", "days", "khối", "m³", "con", "insects", "lần", "times");

    /**
     * @param speed replayed seconds per second
     * @param atEnd whether the replay has ended and the clock stands still
     */
    public record Replay(double speed, boolean atEnd) {}

    public Page {
        recordedYears = List.copyOf(recordedYears);
        banners = List.copyOf(banners);
    }

    /** The phrase in the reader's language. */
    public String t(String vi, String en) {
        return format.language() == Language.VI ? vi : en;
    }

    public String t(Text text) {
        return text.in(format.language());
    }

    public String lang() {
        return format.language().code();
    }

    /** The address of this page in the other language. */
    public String otherLanguage() {
        return path + (path.contains("?") ? "&" : "?") + "lang=" + (format.language() == Language.VI ? "en" : "vi");
    }

    public String asset(String name) {
        return Assets.url(name);
    }

    /** A unit as the reader writes it; advice comes with Vietnamese ones. */
    public String unit(String unit) {
        return format.language() == Language.EN ? ENGLISH_UNITS.getOrDefault(unit, unit) : unit;
    }

    public Look look(Decision decision) {
        return Look.of(decision);
    }

    /** "Đồng hồ diễn lại: 15:00 Thứ Ba 22/3/2026 (giờ Taipei)", or the real time. */
    public String clock() {
        String shown = format.clock(now);
        if (replay.isEmpty()) {
            return shown;
        }
        String zone = format.zone().getId();
        String city = zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
        return t("Đồng hồ diễn lại: ", "Replay clock: ") + shown + t(" (giờ " + city + ")", " (" + city + " time)");
    }

    /** In which years the recordings were really measured, such as "2018, 2022"; empty when there are none. */
    public String years() {
        return String.join(", ", recordedYears.stream().map(String::valueOf).toList());
    }
}
