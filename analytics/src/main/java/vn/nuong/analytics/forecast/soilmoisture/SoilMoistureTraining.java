package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.registry.Licence;
import vn.nuong.analytics.forecast.registry.ModelCard;

/**
 * Trains the model of the service: for each depth one that knows the weather to come and one that does not. The end of each record is held
 * out; how good the model is there stands in its {@code card.json}, beside what the physical columns alone and the recession are worth. Interrupted, it
 * goes on where it was.
 */
public final class SoilMoistureTraining {

    /** What is learned when no depth is asked for: those that at least one station has, up to so many. */
    private static final int MOST_DEPTHS = 6;

    /** So much of the record before the held-out part is known to the forecasts for it, h: as much as the service keeps. */
    private static final int KNOWN_HOURS = 45 * 24;

    private static final double HELD_OUT = 0.2;
    private static final int LEAST_HOURS = 14 * 24;
    private static final String METHOD =
            "four physical columns of up to three layers (infiltration, bypass, SWAT drainage,"
                    + " FAO-56 evapotranspiration, exchange) and for 6, 24, 72 and 168 h three perceptrons of 64 and 32 tanh units on"
                    + " what they leave, one on the size of errors, conformal quantiles; fitted by Deeplearning4j, Adam, one thread";

    private final TrainingOptions options;
    private final Progress progress;
    private final Map<Path, String> hashes = new LinkedHashMap<>();
    private final Map<Path, ModelCard.Learned> learned = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    public SoilMoistureTraining(TrainingOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Trains and writes the model.
     *
     * @return what was odd in the files
     * @throws IllegalArgumentException when there is nothing to learn from, or the folder holds a model already
     * @throws InterruptedException when the thread was asked to stop; started again with the same options it goes on from there
     */
    public List<String> run() throws IOException, InterruptedException {
        if (Files.exists(options.out().resolve(ModelCard.FILE))) {
            throw new IllegalArgumentException(options.out() + " holds a model already; choose another --out");
        }
        List<Path> files = new ArrayList<>();
        for (Path folder : options.train()) {
            files.addAll(SoilMoistureBacktest.files(folder, "--train"));
        }
        for (Path file : files) {
            hashes.put(file, Sha256.of(file));
        }
        Files.createDirectories(options.out());
        List<ModelCard.SkillAt> skill = new ArrayList<>();
        Set<String> features = new LinkedHashSet<>();
        SortedMap<String, ModelCard.Range> ranges = new TreeMap<>();
        for (int depth : depths(files)) {
            List<Trained> stations = stations(files, depth);
            for (boolean observed : new boolean[] {false, true}) {
                SoilMoistureModel model = fit(stations, depth, observed);
                model.write(options.out());
                skill.addAll(new HeldOutSkill(model, progress).of(stations));
                for (int h = 0; h < model.models().size(); h++) {
                    features.addAll(model.features(h));
                    widen(ranges, model, h);
                }
            }
        }
        notes.add(
                "Skill is that of the networks, of the adapted columns alone and of the recession in a loam, on the held-out end of each"
                        + " record; where the weather to come is known it is an upper bound, since no forecast of rain is as good as the rain"
                        + " that came.");
        new ModelCard(
                        ModelCard.SOIL_MOISTURE,
                        options.name(),
                        options.created(),
                        METHOD,
                        List.copyOf(learned.values()),
                        List.copyOf(features),
                        options.version(),
                        options.seed(),
                        skill,
                        ranges,
                        new TreeMap<>(),
                        List.copyOf(notes))
                .write(options.out());
        return List.copyOf(notes);
    }

    /**
     * A station and what of it was learned from.
     *
     * @param whole the record
     * @param learnedHours hours from its begin that are learned from; the rest is held out
     */
    record Trained(Station whole, int learnedHours) {

        Station learned() {
            return whole.until(learnedHours);
        }

        /** What forecasts for the held-out part are made from. */
        Station tested() {
            return whole.from(knownFrom());
        }

        /** Hour of {@link #tested()} at which the held-out part begins. */
        int heldOutFrom() {
            return learnedHours - knownFrom();
        }

        private int knownFrom() {
            return Math.max(0, learnedHours - KNOWN_HOURS);
        }
    }

    private List<Integer> depths(List<Path> files) throws IOException {
        if (!options.depths().isEmpty()) {
            return options.depths();
        }
        Set<Integer> found = new LinkedHashSet<>();
        for (Path file : files) {
            found.addAll(Station.depths(file));
        }
        List<Integer> depths = found.stream().sorted().toList();
        if (depths.isEmpty() || depths.size() > MOST_DEPTHS) {
            throw new IllegalArgumentException("the stations have " + depths.size() + " depths " + depths
                    + "; choose up to " + MOST_DEPTHS + " with --depths");
        }
        return depths;
    }

    private List<Trained> stations(List<Path> files, int depth) throws IOException {
        List<Trained> stations = new ArrayList<>();
        for (Path file : files) {
            String target = "soil_moisture_" + depth + "cm";
            if (!Station.depths(file).contains(depth)) {
                continue;
            }
            try {
                Station station = Station.read(file, target);
                int until = learnedHours(station);
                if (until < LEAST_HOURS) {
                    notes.add(file.getFileName() + ": less than " + LEAST_HOURS / 24 + " days to learn from; not used");
                    continue;
                }
                notes.addAll(station.notes());
                stations.add(new Trained(station, until));
                learned.put(file, learned(file, station, until));
            } catch (IllegalArgumentException e) {
                notes.add("not used: " + e.getMessage());
                progress.say("not used: " + e.getMessage());
            }
        }
        if (stations.isEmpty()) {
            throw new IllegalArgumentException("no station has " + depth + " cm to learn from; "
                    + (notes.isEmpty() ? "choose other --depths" : String.join("; ", notes)));
        }
        return stations;
    }

    private int learnedHours(Station station) {
        Instant until = options.until();
        if (until == null) {
            return (int) Math.round((1 - HELD_OUT) * station.length());
        }
        long hours = Math.floorDiv(until.getEpochSecond(), 3600) - station.firstHour();
        return (int) Math.max(0, Math.min(station.length(), hours));
    }

    private ModelCard.Learned learned(Path file, Station station, int hours) throws IOException {
        return new ModelCard.Learned(
                file.getFileName().toString(),
                hashes.getOrDefault(file, ""),
                station.name(),
                Licence.of(file, options.licence()),
                day(station.time(0)),
                day(station.time(hours - 1)));
    }

    private static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private SoilMoistureModel fit(List<Trained> stations, int depth, boolean observed)
            throws IOException, InterruptedException {
        String name = depth + "cm-" + (observed ? "observed" : "none");
        String key = Sha256.of(String.join(
                "\n",
                options.version(),
                METHOD,
                name,
                String.valueOf(options.seed()),
                String.valueOf(options.until()),
                hashes.values().toString()));
        WorkFolder work = WorkFolder.open(options.out().resolve(name), key);
        Progress of = new Progress(line -> progress.say(name + ": " + line));
        SoilMoistureModel model = SoilMoistureModel.fit(
                stations.stream().map(Trained::learned).toList(),
                new SoilMoistureModel.Target(depth, observed, TrainingOptions.HORIZONS),
                options.seed(),
                work.folder(),
                of);
        work.remove();
        return model;
    }

    private static void widen(SortedMap<String, ModelCard.Range> ranges, SoilMoistureModel model, int h) {
        HorizonModel.Numbers numbers = model.models().get(h).numbers();
        List<String> names = model.features(h);
        IntStream.range(0, names.size())
                .forEach(i -> ranges.merge(
                        names.get(i),
                        new ModelCard.Range(
                                numbers.least().get(i), numbers.most().get(i)),
                        (a, b) -> new ModelCard.Range(Math.min(a.low(), b.low()), Math.max(a.high(), b.high()))));
    }
}
