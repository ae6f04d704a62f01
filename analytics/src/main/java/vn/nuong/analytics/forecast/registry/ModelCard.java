package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.telemetry.json.Json;

/**
 * What a model is, what it learned from and what it is worth: {@code card.json} in the model's folder. Immutable.
 *
 * @param kind what it forecasts, such as {@link #SOIL_MOISTURE}
 * @param version its name, the same as its folder's: lower-case letters, digits, dots, hyphens and plus signs
 * @param created when it was trained
 * @param method in a sentence
 * @param learnedFrom the files, each with where it comes from
 * @param features what it looks at, in order
 * @param code version of the product that trained it
 * @param seed of every random draw in training
 * @param skill on what it had not seen, by horizon and season
 * @param inputs range of every input in training: outside of it the model knows nothing
 * @param files the model's files beside the card and their SHA-256; empty for a model that is shipped in the jar
 * @param notes whatever else a reader should know, such as what the skill does not show
 */
public record ModelCard(
        String kind,
        String version,
        Instant created,
        String method,
        List<Learned> learnedFrom,
        List<String> features,
        String code,
        long seed,
        List<SkillAt> skill,
        SortedMap<String, Range> inputs,
        SortedMap<String, String> files,
        List<String> notes) {

    /** Kind of the models that forecast soil moisture. */
    public static final String SOIL_MOISTURE = "soil-moisture";

    /** Kind of the models that forecast catches of pests. */
    public static final String PEST = "pest";

    /** Name of the card in a model's folder. */
    public static final String FILE = "card.json";

    private static final String NAME = "[a-z0-9][a-z0-9.+-]{0,79}";

    public ModelCard {
        if (!kind.matches(NAME) || !version.matches(NAME)) {
            throw new IllegalArgumentException(
                    "kind \"" + kind + "\" and version \"" + version
                            + "\": each is 1 to 80 lower-case letters, digits, dots, hyphens and plus signs, and begins with a letter or digit");
        }
        learnedFrom = List.copyOf(learnedFrom);
        features = List.copyOf(features);
        skill = List.copyOf(skill);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        notes = List.copyOf(notes);
    }

    /**
     * A file that a model learned from.
     *
     * @param file its name
     * @param sha256 of its bytes as they were read, in hexadecimal digits
     * @param site where it was recorded, and who published it
     * @param licence its licence, or that none is stated
     * @param from first day that was learned from
     * @param to last day that was
     */
    public record Learned(String file, String sha256, String site, String licence, LocalDate from, LocalDate to) {

        public Learned {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "SHA-256 \"" + sha256 + "\" of " + file + " is not 64 hexadecimal digits");
            }
            if (to.isBefore(from)) {
                throw new IllegalArgumentException(
                        file + " was learned from " + from + " to " + to + ", which is earlier");
            }
        }
    }

    /**
     * Skill on what the model had not seen.
     *
     * @param what was forecast, such as {@code soil_moisture_20cm}
     * @param where and when, in words
     * @param horizonHours how far ahead, h
     * @param season which part of the year
     * @param n forecasts that were compared with what came
     * @param skill 1 − SSE/SSE(persistence); null while nothing changed
     * @param inside80 share of what came inside the 80 % interval, 0 to 1; null where there was none
     */
    public record SkillAt(
            String what,
            String where,
            int horizonHours,
            Season season,
            int n,
            @Nullable Double skill,
            @Nullable Double inside80) {}

    /** Quarters of the year, and all of it. */
    public enum Season {
        ALL,
        DEC_FEB,
        MAR_MAY,
        JUN_AUG,
        SEP_NOV;

        /** The quarter of a month. */
        public static Season of(Month month) {
            return values()[1 + month.getValue() % 12 / 3];
        }
    }

    /**
     * From the smallest to the largest value of an input in training.
     *
     * @param low in the input's own unit
     * @param high the same, not less than {@code low}
     */
    public record Range(double low, double high) {

        public Range {
            if (!(low <= high)) {
                throw new IllegalArgumentException("a range from " + low + " to " + high);
            }
        }

        public boolean contains(double value) {
            return value >= low && value <= high;
        }
    }

    /** The first day of all that it learned from; null when the card names nothing. */
    public @Nullable LocalDate firstDay() {
        return learnedFrom.stream().map(Learned::from).min(LocalDate::compareTo).orElse(null);
    }

    /** The last day of all that it learned from; null when the card names nothing. */
    public @Nullable LocalDate lastDay() {
        return learnedFrom.stream().map(Learned::to).max(LocalDate::compareTo).orElse(null);
    }

    /**
     * Writes the card into the model's folder, with the SHA-256 of every other file there. Write it last: a folder without a card is not
     * a model yet.
     *
     * @return the card as written
     */
    public ModelCard write(Path folder) throws IOException {
        ModelCard whole = new ModelCard(
                kind,
                version,
                created,
                method,
                learnedFrom,
                features,
                code,
                seed,
                skill,
                inputs,
                hashes(folder),
                notes);
        Path part = folder.resolve(FILE + ".part");
        Files.write(part, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(whole));
        Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return whole;
    }

    /**
     * Reads the card of a folder and checks every file that it names.
     *
     * @throws IOException naming the fault, when the card is missing or no card, or a file is missing or not the one it was
     */
    public static ModelCard read(Path folder) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(folder.resolve(FILE));
        } catch (NoSuchFileException e) {
            throw new IOException(folder + " has no " + FILE + "; its training was not finished", e);
        }
        ModelCard card;
        try {
            card = Json.read(json, ModelCard.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(FILE) + " is no model card: " + e.getMessage(), e);
        }
        for (Map.Entry<String, String> file : card.files.entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            if (!folder.normalize().equals(path.getParent())) {
                throw new IOException(folder.resolve(FILE) + " names a file outside of its folder: " + file.getKey());
            }
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + " is missing; train the model again or take its folder from a backup");
            }
            if (!Sha256.of(path).equals(file.getValue())) {
                throw new IOException(path + " is not the file that was trained (its SHA-256 differs from the card's);"
                        + " train the model again or take its folder from a backup");
            }
        }
        return card;
    }

    private static SortedMap<String, String> hashes(Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().startsWith(FILE))
                    .toList();
        }
        for (Path file : files) {
            hashes.put(file.getFileName().toString(), Sha256.of(file));
        }
        return hashes;
    }
}
