package vn.nuong.telemetry.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.json.MappingFault;

/**
 * The site as the Economics Office writes it in {@code site.yaml}: its plots, and which device stands in which plot.
 *
 * @param site the id used in topics
 * @param name what people call it
 * @param sample true when the readings are samples and not from the site: every page and export then says so
 * @param plots every plot, control plots included
 * @param devices what must be said of devices that cannot be changed; most need nothing
 * @param sources where plots that share one draw their water from
 */
public record SiteConfig(
        String site,
        String name,
        boolean sample,
        List<Plot> plots,
        List<DeviceProfile> devices,
        List<WaterSource> sources) {

    private static final Pattern PLACE = Pattern.compile("^ in .*, line (\\d+), column (\\d+)");

    @SuppressWarnings("NullAway") // the YAML may leave anything out; what must be there is checked here
    public SiteConfig {
        Ids.check("site", site == null ? "" : site);
        name = name == null ? site : name;
        plots = plots == null ? List.of() : List.copyOf(plots);
        devices = devices == null ? List.of() : List.copyOf(devices);
        sources = sources == null ? List.of() : List.copyOf(sources);
        Set<String> plotIds = new HashSet<>();
        Set<String> standing = new HashSet<>();
        for (Plot plot : plots) {
            if (!plotIds.add(plot.id())) {
                throw new IllegalArgumentException("plot \"" + plot.id() + "\" is there twice; give each its own id");
            }
            for (String device : plot.devices()) {
                if (!standing.add(device)) {
                    throw new IllegalArgumentException(
                            "device \"" + device + "\" stands in two plots; a device belongs to one");
                }
            }
        }
        for (Plot plot : plots) {
            String control = plot.controlPlot();
            if (control != null && (!plotIds.contains(control) || control.equals(plot.id()))) {
                throw new IllegalArgumentException("control_plot \"" + control + "\" of plot \"" + plot.id()
                        + "\" is not another plot of this site; name one or leave it out");
            }
        }
        Set<String> described = new HashSet<>();
        for (DeviceProfile device : devices) {
            if (!described.add(device.id())) {
                throw new IllegalArgumentException(
                        "device \"" + device.id() + "\" is described twice under devices; join the two");
            }
        }
        checkSources(plots, sources);
    }

    private static void checkSources(List<Plot> plots, List<WaterSource> sources) {
        Map<String, Double> areas = plots.stream().collect(Collectors.toMap(Plot::id, Plot::areaM2));
        Set<String> ids = new HashSet<>();
        Map<String, String> drawsFrom = new HashMap<>();
        plots.stream().filter(p -> p.source() != null).forEach(p -> drawsFrom.put(p.id(), "its own source"));
        for (WaterSource source : sources) {
            if (!ids.add(source.id())) {
                throw new IllegalArgumentException(
                        "sources: \"" + source.id() + "\" is there twice; give each source its own id");
            }
            if (source.users().isEmpty()) {
                throw new IllegalArgumentException("sources: \"" + source.id()
                        + "\" has no users; name the plots that draw from it, as in users: [{plot: plot-1}]");
            }
            source.checkAreas(areas);
            for (WaterSource.User user : source.users()) {
                String other = areas.containsKey(user.plot()) ? drawsFrom.put(user.plot(), source.id()) : null;
                if (other != null) {
                    throw new IllegalArgumentException("sources: plot \"" + user.plot() + "\" draws from \"" + other
                            + "\" and from \"" + source.id() + "\"; a plot draws from one source");
                }
            }
        }
    }

    /** A site of which no device needs a word. */
    public SiteConfig(String site, String name, boolean sample, List<Plot> plots) {
        this(site, name, sample, plots, List.of(), List.of());
    }

    /**
     * Reads {@code site.yaml}.
     *
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public static SiteConfig load(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read the site's configuration " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The demonstration's site, shipped with the product. */
    public static SiteConfig sampleSite() {
        try (InputStream in = Objects.requireNonNull(SiteConfig.class.getResourceAsStream("/sample-site.yaml"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException saying what is wrong and where */
    public static SiteConfig parse(String yaml) {
        return read(yaml, SiteConfig.class);
    }

    /**
     * Reads one plot from a file of its own: what stands under {@code plots} in {@code site.yaml}, without the dash.
     *
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public static Plot loadPlot(Path file) {
        try {
            return read(Files.readString(file), Plot.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the plot's file " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static <T> T read(String yaml, Class<T> type) {
        ObjectMapper mapper = YAMLMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try {
            T value = mapper.readValue(yaml, type);
            if (value == null) {
                throw new IllegalArgumentException("the file is empty");
            }
            return value;
        } catch (JsonMappingException e) {
            String what = MappingFault.explain(e);
            throw new IllegalArgumentException(what + " (line " + line(yaml, e, what) + ")", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(syntax(e), e);
        }
    }

    private static int line(String yaml, JsonMappingException e, String what) {
        try {
            return YamlPlace.line(yaml, e.getPath(), what);
        } catch (IOException unreadable) { // behind the fault; the rest of the file was never read
            return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        }
    }

    /** The parser's words: what is wrong stands in the last line that is not indented, the place in the last that names one. */
    private static String syntax(JsonProcessingException e) {
        String what = "";
        String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        for (String words : e.getOriginalMessage().split("\\R")) {
            Matcher place = PLACE.matcher(words);
            if (place.find()) {
                line = " (line " + place.group(1) + ", column " + place.group(2) + ")";
            } else if (!words.startsWith(" ")) {
                what = words;
            }
        }
        return "it is no YAML: " + what + line;
    }

    /** The plots that get advice: all but the control plots, which are farmed as before. */
    public List<Plot> pilotPlots() {
        return plots.stream().filter(p -> pilotPlotOf(p) == null).toList();
    }

    /** Where a plot's water comes from: its own source, or that of the site which names it. */
    public Optional<WaterSource> findSource(Plot plot) {
        return plot.source() != null
                ? Optional.of(plot.source())
                : sources.stream()
                        .filter(s -> s.users().stream().anyMatch(u -> u.plot().equals(plot.id())))
                        .findFirst();
    }

    /** The devices that measure a plot's source; those of the plot for a source of its own that names none. */
    public List<String> devicesOf(WaterSource source, Plot plot) {
        return source.devices().isEmpty() && plot.source() != null ? plot.devices() : source.devices();
    }

    public Optional<Plot> findPlot(String plotId) {
        return plots.stream().filter(p -> p.id().equals(plotId)).findFirst();
    }

    /** The plot in which the device stands; empty for one not yet assigned ("chưa gắn ô"). */
    public Optional<Plot> findPlotOf(String siteId, String device) {
        return siteId.equals(site)
                ? plots.stream().filter(p -> p.devices().contains(device)).findFirst()
                : Optional.empty();
    }

    /** The plot for which this one is the control, if it is one. */
    public @Nullable Plot pilotPlotOf(Plot control) {
        return plots.stream()
                .filter(p -> control.id().equals(p.controlPlot()))
                .findFirst()
                .orElse(null);
    }
}
