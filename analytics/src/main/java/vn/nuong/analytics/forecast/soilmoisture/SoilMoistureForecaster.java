package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.json.Json;

/**
 * Forecasts the soil moisture at a probe hourly to 24 h and six-hourly to 7 days, with quantiles. What makes it at each lead is {@link
 * Choice}; where a model's inputs leave what it was trained on, or there is none for the depth, physics or persistence take over with wider
 * quantiles, and the forecast says so. Immutable; any thread may ask, each with tracks of its own.
 */
public final class SoilMoistureForecaster {

    private static final Pattern DEPTH = Pattern.compile("soil_moisture_(\\d+)cm, .*");
    private static final String SHIPPED = "/model";

    /** A model speaks for a probe up to so far from its depth, cm. */
    private static final int NEAR_CM = 15;

    /** How much wider quantiles are where the model is outside of what it knows. */
    private static final double OUTSIDE = 1.5;

    private static final double STRANGER = 0.5;
    private static final int WEEK = 168;
    private static final int DAY = 24;
    private static final int STEP = 6;

    /** So many changes of its own a probe must have shown for its quantiles to be taken from them: ten days of hours. */
    private static final int LEAST_CHANGES = 240;

    private record Key(int depthCm, boolean weather) {}

    private final ModelCard card;
    private final Map<Key, SoilMoistureModel> models = new HashMap<>();
    private final Map<Key, List<Choice>> choices = new HashMap<>();
    private final List<Integer> depths;

    private SoilMoistureForecaster(Pieces pieces) throws IOException {
        try (InputStream json = pieces.open(ModelCard.FILE)) {
            card = Json.read(json.readAllBytes(), ModelCard.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(ModelCard.FILE + " is no model card: " + e.getMessage(), e);
        }
        depths = card.skill().stream()
                .map(r -> DEPTH.matcher(r.what()))
                .filter(Matcher::matches)
                .map(m -> Integer.valueOf(m.group(1)))
                .distinct()
                .sorted()
                .toList();
        if (depths.isEmpty()) {
            throw new IOException(ModelCard.FILE + " names no depth of soil moisture; train the model anew");
        }
        for (int depth : depths) {
            for (boolean weather : new boolean[] {false, true}) {
                Key key = new Key(depth, weather);
                SoilMoistureModel model = SoilMoistureModel.read(pieces, depth, weather);
                models.put(key, model);
                choices.put(
                        key,
                        model.target().horizons().stream()
                                .map(h -> Choice.of(card, depth, weather, h))
                                .toList());
            }
        }
    }

    /** The model in the jar. */
    public static SoilMoistureForecaster shipped() {
        try {
            return new SoilMoistureForecaster(Pieces.inJar(SHIPPED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException naming the file, when the folder holds no whole model */
    public static SoilMoistureForecaster read(Path folder) throws IOException {
        return new SoilMoistureForecaster(Pieces.in(folder));
    }

    /** What the model is, learned from and is worth. */
    public ModelCard card() {
        return card;
    }

    /**
     * The forecast of one probe.
     *
     * @param track what came of this probe's forecasts so far
     * @param recession how the plot's soil dries
     * @return empty when the probe was not read in the last six hours
     */
    public Optional<Offer> forecast(Known known, int depthCm, ProbeTrack track, Recession recession) {
        OptionalLong fresh = known.start(depthCm);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        long start = fresh.getAsLong();
        HourlySeries probe = Objects.requireNonNull(known.probes().get(depthCm));
        track.settle(probe, start);
        int nearest = depths.stream()
                .min(Comparator.comparingInt(d -> Math.abs(d - depthCm)))
                .orElseThrow();
        MoistureForecast physics = physics(known, depthCm, nearest, probe, start, recession);
        if (Math.abs(nearest - depthCm) > NEAR_CM) {
            return Optional.of(new Offer(physics, physics, List.of()));
        }
        Run run = new Run(known, depthCm, nearest, probe, start, track, recession);
        MoistureForecast made = run.forecast();
        return Optional.of(new Offer(made, physics, List.copyOf(run.beyondNetworks), List.copyOf(run.outside)));
    }

    /** The anchor at one horizon. */
    private record Anchor(int hours, String by, double value, double[] quantiles, boolean weather) {}

    /** One forecast in the making. */
    private final class Run {
        private final Known known;
        private final int depthCm;
        private final int modelDepth;
        private final HourlySeries probe;
        private final long start;
        private final ProbeTrack track;
        private final double now;
        private final double[] dried;
        private final List<Text> notes = new ArrayList<>();
        private final Set<String> outside = new TreeSet<>();
        private final Set<String> beyondNetworks = new TreeSet<>();

        Run(
                Known known,
                int depthCm,
                int modelDepth,
                HourlySeries probe,
                long start,
                ProbeTrack track,
                Recession recession) {
            this.known = known;
            this.depthCm = depthCm;
            this.modelDepth = modelDepth;
            this.probe = probe;
            this.start = start;
            this.track = track;
            this.now = probe.at(start);
            this.dried = recession.after(now, WeatherAhead.HOURS);
        }

        MoistureForecast forecast() {
            long first = known.first(depthCm, start);
            int hour = Math.toIntExact(start - first);
            SoilMoistureModel without = model(false);
            Station past = known.station(depthCm, without.depths(), modelDepth, first, start, null);
            Doubt doubt = Doubt.byHour(past.depth(modelDepth), depthCm)[hour];
            List<Anchor> anchors = doubt == Doubt.NONE ? anchors(past, first, hour) : doubtful(doubt, without);
            if (!outside.isEmpty()) {
                String names = String.join(", ", outside);
                note(
                        "Đầu vào nằm ngoài những gì mô hình đã học (" + names + "): khoảng dự báo rộng hơn.",
                        "Inputs lie outside of what the model learned from (" + names + "): the range is wider.");
            }
            Anchor day = anchors.get(TrainingOptions.HORIZONS.indexOf(DAY));
            Choice choice = choice(day.weather(), TrainingOptions.HORIZONS.indexOf(DAY));
            return new MoistureForecast(
                    known.issued(),
                    depthCm,
                    doubt == Doubt.NONE ? choice.method() : Method.PERSISTENCE,
                    points(anchors),
                    choice.skill(),
                    choice.skill() == null ? null : source(choice, day.weather()),
                    leads(anchors),
                    anchors.stream().anyMatch(Anchor::weather) ? known.ahead().size() : 0,
                    List.copyOf(notes));
        }

        private SoilMoistureModel model(boolean weather) {
            return Objects.requireNonNull(models.get(new Key(modelDepth, weather)));
        }

        /** By horizon, whether they make the forecast. */
        private boolean[] networks(boolean weather) {
            boolean[] asked = new boolean[TrainingOptions.HORIZONS.size()];
            for (int h = 0; h < asked.length; h++) {
                asked[h] = choice(weather, h).by().equals(HeldOutSkill.NETWORKS);
            }
            return asked;
        }

        private Choice choice(boolean weather, int h) {
            return Objects.requireNonNull(choices.get(new Key(modelDepth, weather)))
                    .get(h);
        }

        private List<Anchor> anchors(Station past, long first, int hour) {
            List<List<SoilMoistureModel.Now>> with = List.of();
            if (!known.ahead().isEmpty()) {
                SoilMoistureModel model = model(true);
                with = model.now(
                        hour,
                        known.ahead().stream()
                                .map(way -> known.station(depthCm, model.depths(), modelDepth, first, start, way))
                                .toList(),
                        networks(true));
            }
            List<Boolean> foreseen = new ArrayList<>();
            for (int h = 0; h < TrainingOptions.HORIZONS.size(); h++) {
                foreseen.add(!with.isEmpty() && with.get(h).stream().allMatch(SoilMoistureModel.Now::rainKnown));
            }
            // The model without weather takes as long, and where the other answers nobody asks for it.
            List<List<SoilMoistureModel.Now>> without =
                    foreseen.contains(false) ? model(false).now(hour, List.of(past), networks(false)) : List.of();
            Hours read = new Hours(past.depth(modelDepth));
            double stranger = 1 + STRANGER * (1 - Math.min(1, read.known(hour - WEEK, hour) / (WEEK / 2.0)));
            List<Anchor> anchors = new ArrayList<>();
            for (int h = 0; h < TrainingOptions.HORIZONS.size(); h++) {
                boolean weather = foreseen.get(h);
                anchors.add(anchor(h, weather, weather ? with.get(h) : without.get(h), stranger));
            }
            return anchors;
        }

        private Anchor anchor(int h, boolean weather, List<SoilMoistureModel.Now> ways, double stranger) {
            int horizon = TrainingOptions.HORIZONS.get(h);
            String by = choice(weather, h).by();
            double wider = stranger;
            List<String> beyond = ways.stream()
                    .map(SoilMoistureModel.Now::outside)
                    .flatMap(Stream::ofNullable)
                    .distinct()
                    .toList();
            if (!beyond.isEmpty()) {
                wider *= OUTSIDE;
                if (by.equals(HeldOutSkill.NETWORKS)) {
                    by = HeldOutSkill.COLUMNS; // physics holds where networks were not shown anything
                    beyondNetworks.addAll(beyond);
                }
                outside.addAll(beyond);
            }
            AdaptiveQuantiles adaptive = track.quantiles(model(weather).models().get(h), horizon, weather);
            List<double[]> each = new ArrayList<>();
            double sum = 0;
            for (SoilMoistureModel.Now way : ways) {
                double change = switch (by) {
                    case HeldOutSkill.NETWORKS -> way.learned();
                    case HeldOutSkill.COLUMNS -> way.physics();
                    case HeldOutSkill.RECESSION -> dried[horizon - 1] - now;
                    default -> 0;
                };
                double value = clamp(now + (Double.isNaN(change) ? 0 : change));
                sum += value;
                each.add(adaptive.of(value, wider * way.below(), wider * way.above()));
            }
            double[] quantiles = Mixture.of(each);
            track.issued(start, horizon, weather, quantiles);
            return new Anchor(horizon, by, sum / ways.size(), quantiles, weather);
        }

        /** From a reading that cannot be believed only the usual range of such soils can be said. */
        private List<Anchor> doubtful(Doubt doubt, SoilMoistureModel model) {
            if (doubt == Doubt.STANDS_STILL) {
                note(
                        "Đầu đo đã đứng yên " + Doubt.stillHours(depthCm) / DAY + " ngày: không dự báo được từ nó.",
                        "The probe has stood still for " + Doubt.stillHours(depthCm) / DAY
                                + " days: nothing can be foreseen from it.");
            } else {
                note(
                        "Số đo thấp hơn mọi loại đất: không dự báo được từ nó.",
                        "The reading is below that of any soil: nothing can be foreseen from it.");
            }
            double[] usual = model.usual();
            double low = Math.min(now, usual[0]);
            double high = Math.max(now, usual[3]);
            double[] quantiles = {low, (low + now) / 2, now, (now + high) / 2, high};
            return TrainingOptions.HORIZONS.stream()
                    .map(h -> new Anchor(h, Choice.PERSISTENCE, now, quantiles, false))
                    .toList();
        }

        private void note(String vi, String en) {
            Text text = new Text(vi, en);
            if (!notes.contains(text)) {
                notes.add(text);
            }
        }

        private List<MoistureForecast.Point> points(List<Anchor> anchors) {
            List<MoistureForecast.Point> points = new ArrayList<>();
            for (int hour = 1; hour <= WeatherAhead.HOURS; hour += hour < DAY ? 1 : STEP) {
                int to = 0;
                while (anchors.get(to).hours() < hour) {
                    to++;
                }
                Anchor next = anchors.get(to);
                int fromHour = to == 0 ? 0 : anchors.get(to - 1).hours();
                double along = (double) (hour - fromHour) / (next.hours() - fromHour);
                double before = to == 0 ? now : anchors.get(to - 1).value();
                double value = before + along * (next.value() - before);
                // Errors grow with the root of time where moisture wanders.
                double root = (Math.sqrt(hour) - Math.sqrt(fromHour)) / (Math.sqrt(next.hours()) - Math.sqrt(fromHour));
                double[] quantiles = new double[next.quantiles().length];
                for (int q = 0; q < quantiles.length; q++) {
                    double spread = to == 0 ? 0 : anchors.get(to - 1).quantiles()[q] - before;
                    quantiles[q] = value + spread + root * (next.quantiles()[q] - next.value() - spread);
                }
                points.add(point(start + hour, value, quantiles));
            }
            return points;
        }

        private List<MoistureForecast.Lead> leads(List<Anchor> anchors) {
            List<MoistureForecast.Lead> leads = new ArrayList<>();
            for (int h = 0; h < anchors.size(); h++) {
                Anchor anchor = anchors.get(h);
                leads.add(new MoistureForecast.Lead(
                        anchor.hours(), anchor.by(), choice(anchor.weather(), h).skill()));
            }
            return leads;
        }

        private Text source(Choice choice, boolean weather) {
            return new Text(
                    choice.where() + ", sâu " + modelDepth + " cm, trước 24 giờ"
                            + (weather ? ", khi biết đúng mưa sắp tới" : ", không biết mưa sắp tới"),
                    choice.where() + ", " + modelDepth + " cm deep, 24 h ahead"
                            + (weather ? ", with the rain to come known" : ", without knowing the rain to come"));
        }
    }

    /** By the soil's drying alone, with quantiles from how this probe changed so far. */
    private MoistureForecast physics(
            Known known, int depthCm, int nearest, HourlySeries probe, long start, Recession recession) {
        double now = probe.at(start);
        double[] after = recession.after(now, WeatherAhead.HOURS);
        SoilMoistureModel model = Objects.requireNonNull(models.get(new Key(nearest, false)));
        List<MoistureForecast.Point> points = new ArrayList<>();
        TreeMap<Integer, double[]> changes = new TreeMap<>();
        for (int h = 0; h < TrainingOptions.HORIZONS.size(); h++) {
            int horizon = TrainingOptions.HORIZONS.get(h);
            changes.put(
                    horizon,
                    changes(
                            probe,
                            known.first(depthCm, start),
                            start,
                            horizon,
                            model.models().get(h)));
        }
        for (int hour = 1; hour <= WeatherAhead.HOURS; hour += hour < DAY ? 1 : STEP) {
            double value = clamp(after[hour - 1]);
            double[] quantiles = Objects.requireNonNull(changes.ceilingEntry(hour))
                    .getValue()
                    .clone();
            for (int q = 0; q < quantiles.length; q++) {
                quantiles[q] += now;
            }
            quantiles[0] = Math.min(quantiles[0], value);
            quantiles[quantiles.length - 1] = Math.max(quantiles[quantiles.length - 1], value);
            points.add(point(start + hour, value, quantiles));
        }
        return new MoistureForecast(
                known.issued(),
                depthCm,
                Method.PHYSICS,
                points,
                null,
                null,
                List.of(),
                0,
                List.of(new Text(
                        "Tính theo đất khô dần, không kể mưa; khoảng dự báo rộng.",
                        "Reckoned by how the soil dries, without rain; the range is wide.")));
    }

    /** Quantiles of how much the probe changed over a horizon; while it has shown too little, those of the training stations, doubled. */
    private static double[] changes(HourlySeries probe, long first, long start, int horizon, HorizonModel model) {
        double[] came = new double[Math.toIntExact(Math.max(0, start - horizon - first + 1))];
        int n = 0;
        for (long h = first; h + horizon <= start; h++) {
            double change = probe.at(h + horizon) - probe.at(h);
            if (!Double.isNaN(change)) {
                came[n++] = change;
            }
        }
        if (n < LEAST_CHANGES) {
            double low = 2 * model.persistenceLow();
            double high = 2 * model.persistenceHigh();
            return new double[] {low, low / 2, 0, high / 2, high};
        }
        double[] sorted = Arrays.copyOf(came, n);
        Arrays.sort(sorted);
        double[] quantiles = new double[Quantiles.SHARES.size()];
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] = OUTSIDE * sorted[(int) Math.round(Quantiles.SHARES.get(q) * (n - 1))];
        }
        return quantiles;
    }

    private static MoistureForecast.Point point(long hour, double value, double[] quantiles) {
        double[] q = new double[quantiles.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = round(clamp(quantiles[i]));
        }
        return new MoistureForecast.Point(
                HourlySeries.instant(hour), round(clamp(value)), q[0], q[4], q[1], q[2], q[3]);
    }

    /** Finer than any probe resolves, m³/m³. */
    private static double round(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
