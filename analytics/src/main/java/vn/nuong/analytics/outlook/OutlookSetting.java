package vn.nuong.analytics.outlook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.files.HistoryFile;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.site.Plot;

/**
 * Where a site's outlooks come from, as configured: {@code none}; {@code csv:FILE} for all plots; {@code climatology}, the usual rain of a
 * public station near the plot; {@code climatology:FILE}, a table of past
 * rain as for {@code nuong advise --history}; or the address of a service that speaks Open-Meteo's format, asked for each plot's place.
 *
 * @param text as configured
 */
public record OutlookSetting(String text) {

    private static final String CSV = "csv:";
    private static final String STATION = "climatology";
    private static final String CLIMATOLOGY = "climatology:";

    /** Nothing is known of the weather to come. */
    public static final OutlookSetting NONE = new OutlookSetting("none");

    /** @throws IllegalArgumentException when it is none of these */
    public OutlookSetting {
        boolean known = text.equals("none")
                || text.equals(STATION)
                || (text.startsWith(CSV) && text.length() > CSV.length())
                || (text.startsWith(CLIMATOLOGY) && text.length() > CLIMATOLOGY.length())
                || text.matches("https?://.+");
        if (!known) {
            throw new IllegalArgumentException("outlook \"" + text
                    + "\" is none of none, csv:FILE, climatology, climatology:FILE and an address such as"
                    + " https://api.open-meteo.com/v1/forecast");
        }
    }

    /**
     * The source for a plot.
     *
     * @param reports takes a line for whatever a file has that cannot be read
     */
    public OutlookSource source(Plot plot, Consumer<String> reports) {
        if (text.startsWith(CSV)) {
            return new CsvOutlook(Path.of(text.substring(CSV.length())), reports);
        }
        if (text.startsWith(CLIMATOLOGY)) {
            Path file = Path.of(text.substring(CLIMATOLOGY.length()));
            return now -> climatology(plot, file, now, reports);
        }
        if (text.equals(STATION)) {
            return ClimatologyOutlook.of((from, to) -> OptionalDouble.empty(), plot.place());
        }
        return text.equals("none") ? OutlookSource.NONE : new OpenMeteoOutlook(URI.create(text), plot.place());
    }

    private static Outlook climatology(Plot plot, Path file, Instant now, Consumer<String> reports) throws IOException {
        Plot measured = plot.withDevices(List.of(HistoryFile.DEVICE));
        PlotHistory past = HistoryMaker.make(
                measured,
                AdviceMaker.soil(measured),
                HistoryFile.read(file, plot.areaM2(), now, reports).readings(),
                Optional.empty(),
                Map.of(),
                now);
        return ClimatologyOutlook.of(past::rainMm, plot.place()).outlook(now);
    }
}
