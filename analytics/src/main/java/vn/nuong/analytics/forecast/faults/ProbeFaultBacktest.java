package vn.nuong.analytics.forecast.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureBacktest;
import vn.nuong.telemetry.json.Json;

/**
 * Sets the limits by some recorded stations and judges others, day after day, as if each day's end were now: as they are, and with faults put
 * in. Every finding on a recording as it is counts as a false alarm, though some are real faults.
 */
public final class ProbeFaultBacktest {

    private static final Pattern TARGET = Pattern.compile("soil_moisture_(\\d{1,4})cm");
    private static final String METHOD =
            "expectation from other probes and three weather buckets: ridge regression and a kernel on"
                    + " what it leaves, learned 45 days late from the probe's own good days; weighted means of 20 and 4 days,"
                    + " rises of 60 days, scatter and effect of temperature against their habit";

    private static final int HOURS = 24;
    private static final int FIRST_ONSET_DAYS = 150;
    private static final int LEAST_AFTER_DAYS = 90;
    private static final int LOOKED_AT_DAYS = 180;
    private static final int SOON_DAYS = 60;
    private static final double DAYS_A_YEAR = 365.25;

    private static final Map<Injection.Kind, Set<Fault>> FITTING = fitting();

    private final ProbeFaultOptions options;
    private final @Nullable RuleFlags rules;
    private final Progress progress;
    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param rules to compare with; null to do without */
    public ProbeFaultBacktest(ProbeFaultOptions options, @Nullable RuleFlags rules, Progress progress) {
        this.options = options;
        this.rules = rules;
        this.progress = progress;
    }

    private static Map<Injection.Kind, Set<Fault>> fitting() {
        Map<Injection.Kind, Set<Fault>> fitting = new EnumMap<>(Injection.Kind.class);
        fitting.put(Injection.Kind.NONE, EnumSet.noneOf(Fault.class));
        fitting.put(Injection.Kind.DRIFT, EnumSet.of(Fault.DRIFT));
        fitting.put(Injection.Kind.STEP, EnumSet.of(Fault.STEP));
        fitting.put(Injection.Kind.GAIN, EnumSet.of(Fault.RESPONSE));
        fitting.put(Injection.Kind.LAG, EnumSet.of(Fault.RESPONSE));
        fitting.put(Injection.Kind.STICKING, EnumSet.of(Fault.RESPONSE));
        fitting.put(Injection.Kind.NOISE, EnumSet.of(Fault.NOISE));
        fitting.put(Injection.Kind.TEMPERATURE, EnumSet.of(Fault.TEMPERATURE));
        fitting.put(Injection.Kind.AIR_GAP, EnumSet.of(Fault.STEP, Fault.AIR));
        return fitting;
    }

    /**
     * Runs it.
     *
     * @return the files that were not used, with the reason; empty when all went well
     * @throws IllegalArgumentException when there is nothing to set the limits by or nothing to judge
     * @throws InterruptedException when the thread was asked to stop; nothing was written then
     */
    public Map<String, String> run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        int depth = depth(options.target());
        Map<String, String> trainFiles = new TreeMap<>();
        Map<String, String> testFiles = new TreeMap<>();
        Path trainFolder = options.train();
        List<ProbeRecord> train = trainFolder == null ? List.of() : read(trainFolder, "--train", trainFiles);
        List<ProbeRecord> test = read(options.test(), "--test", testFiles);
        Tuning tuning = new Tuning(depth, options.falseAlarms(), progress);
        LimitTable limits = train.isEmpty() ? LimitTable.usual() : tuning.tune(train);

        Map<ProbeRecord, ProbeJudge> sound = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (ProbeRecord record : test) {
            progress.checkNotStopped();
            ProbeJudge judge = judge(record, depth, limits);
            sound.put(record, judge);
            findings.addAll(judge.findings());
            progress.say(record.station() + ": " + judge.findings().size() + " findings in "
                    + Math.round(judge.judgedDays() / DAYS_A_YEAR * 10) / 10.0 + " probe-years");
        }
        List<ProbeFaultReport.Found> injected = options.injected() == 0 ? List.of() : inject(sound, depth, limits);
        Path findingsFile = options.findings();
        if (findingsFile != null) {
            write(findingsFile, FindingFile.of(findings));
        }
        Path report = options.report();
        if (report != null) {
            double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
            write(
                    report,
                    Json.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(
                                    report(sound, findings, injected, limits, tuning, trainFiles, testFiles, seconds)));
        }
        return refused;
    }

    private static int depth(String target) {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--target " + target + " is no soil moisture of a depth; name one like soil_moisture_20cm");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private List<ProbeRecord> read(Path folder, String option, Map<String, String> hashes)
            throws IOException, InterruptedException {
        List<ProbeRecord> records = new ArrayList<>();
        for (Path file : SoilMoistureBacktest.files(folder, option)) {
            progress.checkNotStopped();
            try {
                records.add(ProbeRecordFile.read(file, options.target(), notes::add));
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            } catch (IllegalArgumentException e) {
                refused.put(file.toString(), String.valueOf(e.getMessage()));
                progress.say("not used: " + e.getMessage());
            }
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException(
                    option + " " + folder + ": nothing to use: " + String.join("; ", refused.values()));
        }
        return records;
    }

    private static ProbeJudge judge(ProbeRecord record, int depth, LimitTable limits) {
        return new PlotJudge(record, limits).run().probe(depth);
    }

    private List<ProbeFaultReport.Found> inject(Map<ProbeRecord, ProbeJudge> sound, int depth, LimitTable limits)
            throws InterruptedException {
        List<ProbeFaultReport.Found> found = new ArrayList<>();
        Map<ProbeRecord, NavigableSet<Long>> flagged = new LinkedHashMap<>();
        for (Injection injection : Injection.all()) {
            Tally tally = new Tally(injection, rules != null);
            for (Map.Entry<ProbeRecord, ProbeJudge> station : sound.entrySet()) {
                ProbeRecord record = station.getKey();
                Random random =
                        new Random(options.seed() * 31 + record.station().hashCode());
                int room = record.length() / HOURS - FIRST_ONSET_DAYS - LEAST_AFTER_DAYS;
                for (int i = 0; i < options.injected() && room > 0; i++) {
                    progress.checkNotStopped();
                    int onset = HOURS * (FIRST_ONSET_DAYS + random.nextInt(room));
                    Random own = new Random(random.nextLong());
                    long day = Math.floorDiv(record.firstHour() + onset, HOURS);
                    if (station.getValue().isSuspectOn(day) || Double.isNaN(record.readings(depth)[onset])) {
                        continue;
                    }
                    // What comes half a year later changes nothing of what is looked at.
                    ProbeRecord cut = record.until(Math.min(record.length(), onset + (LOOKED_AT_DAYS + 2) * HOURS));
                    ProbeRecord faulty = injection.into(cut, depth, onset, own);
                    tally.add(judge(faulty, depth, limits).findings(), day);
                    RuleFlags compare = rules;
                    if (compare != null) {
                        NavigableSet<Long> before = flagged.computeIfAbsent(
                                record, r -> compare.flagged(r.firstHour(), r.moisture(), r.water(), depth));
                        tally.addRules(
                                compare.flagged(faulty.firstHour(), faulty.moisture(), faulty.water(), depth),
                                before,
                                record.firstHour() + onset);
                    }
                }
            }
            found.add(tally.found());
            progress.say(tally.found().toString());
        }
        return found;
    }

    private ProbeFaultReport report(
            Map<ProbeRecord, ProbeJudge> sound,
            List<Finding> findings,
            List<ProbeFaultReport.Found> injected,
            LimitTable limits,
            Tuning tuning,
            Map<String, String> trainFiles,
            Map<String, String> testFiles,
            double seconds) {
        double years = sound.values().stream().mapToInt(ProbeJudge::judgedDays).sum() / DAYS_A_YEAR;
        double suspect =
                sound.values().stream().mapToInt(ProbeJudge::suspectDays).sum() / DAYS_A_YEAR;
        Map<String, Integer> byKind = new TreeMap<>();
        Map<String, Integer> byStation = new TreeMap<>();
        sound.keySet().forEach(r -> byStation.put(r.station(), 0));
        findings.forEach(f -> {
            byKind.merge(FindingFile.name(f.fault()), 1, Integer::sum);
            byStation.merge(f.station(), 1, Integer::sum);
        });
        Map<String, Limits> named = new LinkedHashMap<>();
        Map<String, Double> trainYears = new LinkedHashMap<>();
        for (LimitTable.With way : LimitTable.WAYS) {
            String name = way.others() + " others, weather " + (way.weather() ? "known" : "not known");
            named.put(name, limits.with(way.others(), way.weather()));
            trainYears.put(name, rounded(tuning.years(way)));
        }
        return new ProbeFaultReport(
                options.target(),
                METHOD,
                options.seed(),
                Map.of("nuong", options.version(), "java", System.getProperty("java.version")),
                seconds,
                options.falseAlarms(),
                named,
                trainYears,
                trainFiles,
                testFiles,
                new ProbeFaultReport.AsRecorded(
                        rounded(years),
                        rounded(years == 0 ? 0 : suspect / years),
                        findings.size(),
                        rounded(years == 0 ? 0 : findings.size() / years),
                        rounded(years == suspect ? 0 : findings.size() / (years - suspect)),
                        byKind,
                        byStation),
                injected,
                refused,
                notes);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Counts what was found of one fault. */
    private static final class Tally {
        private final Injection injection;
        private final boolean withRules;
        private final List<Integer> delays = new ArrayList<>();
        private final List<Integer> ruleDelays = new ArrayList<>();
        private int cases;
        private int named;

        Tally(Injection injection, boolean withRules) {
            this.injection = injection;
            this.withRules = withRules;
        }

        void add(List<Finding> findings, long onset) {
            cases++;
            findings.stream()
                    .filter(f ->
                            f.flaggedOn().toEpochDay() >= onset && f.flaggedOn().toEpochDay() < onset + LOOKED_AT_DAYS)
                    .findFirst()
                    .ifPresent(f -> {
                        delays.add((int) (f.flaggedOn().toEpochDay() - onset) + 1);
                        named += Objects.requireNonNull(FITTING.get(injection.kind()))
                                        .contains(f.fault())
                                ? 1
                                : 0;
                    });
        }

        void addRules(NavigableSet<Long> flagged, NavigableSet<Long> before, long onset) {
            flagged.tailSet(onset, true).stream()
                    .filter(h -> !before.contains(h) && h < onset + (long) LOOKED_AT_DAYS * HOURS)
                    .findFirst()
                    .ifPresent(h -> ruleDelays.add((int) ((h - onset) / HOURS) + 1));
        }

        ProbeFaultReport.Found found() {
            return new ProbeFaultReport.Found(
                    injection.kind().name().toLowerCase(Locale.ROOT),
                    injection.size(),
                    injection.kind().unit(),
                    cases,
                    share(delays.size()),
                    share((int) delays.stream().filter(d -> d <= SOON_DAYS).count()),
                    share(named),
                    median(delays),
                    withRules ? share(ruleDelays.size()) : null,
                    withRules ? median(ruleDelays) : null);
        }

        private double share(int n) {
            return cases == 0 ? 0 : rounded(n / (double) cases);
        }

        private static @Nullable Double median(List<Integer> days) {
            double[] sorted = days.stream().mapToDouble(Integer::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted.length == 0 ? null : Double.valueOf(ProbeDays.middle(sorted));
        }
    }
}
