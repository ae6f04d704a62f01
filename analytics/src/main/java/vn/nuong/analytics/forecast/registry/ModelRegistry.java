package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;

/**
 * The models of a folder: each a folder of its own with a {@link ModelCard}, and {@code active.json}, which says which of each kind is in
 * use and how that came. Models that are shipped in the jar stand beside them; a kind's shipped model is in use until another took over.
 *
 * <p>What is in a model's folder beside the card is not looked at, only that it is what was trained. A damaged folder is named and
 * otherwise treated as if it were not there: what was in use before it is in use again.
 *
 * <p>Thread-safe, and safe between processes: {@code active.json} is only ever replaced whole, under a lock.
 */
public final class ModelRegistry {

    private static final String ACTIVE = "active.json";
    private static final String LOCK = "active.lock";

    /** Entries of the history that are kept; a model in use is never forgotten. */
    private static final int KEPT = 200;

    /** Two threads of one process cannot both ask for the file's lock. */
    private static final Object IN_PROCESS = new Object();

    private final Path folder;
    private final List<ModelCard> shipped;

    /**
     * @param folder of the registry; it need not be there yet
     * @param shipped cards of the models in the jar, at most one a kind
     */
    public ModelRegistry(Path folder, List<ModelCard> shipped) {
        this.folder = folder;
        this.shipped = List.copyOf(shipped);
    }

    /**
     * A model.
     *
     * @param folder of its files; null when it is shipped in the jar
     */
    public record Model(ModelCard card, @Nullable Path folder) {

        public boolean isShipped() {
            return folder == null;
        }
    }

    /**
     * All that is there.
     *
     * @param models by kind, then the newest first
     * @param damaged folders that are no models, with the reason
     */
    public record Listing(List<Model> models, Map<String, String> damaged) {}

    /** What was done about which model is in use. */
    public enum Act {
        PROMOTED,
        REFUSED,
        ROLLED_BACK
    }

    /**
     * An entry of the history.
     *
     * @param at when
     * @param kind of the models
     * @param act what was done
     * @param version the model that it was about; after {@link Act#PROMOTED} and {@link Act#ROLLED_BACK} the one in use
     * @param before the model in use before
     * @param forced whether it was promoted although it had not been better in a trial
     * @param why in a sentence
     * @param trial the figures that decided; null where none did
     */
    public record Change(
            Instant at,
            String kind,
            Act act,
            String version,
            @Nullable String before,
            boolean forced,
            String why,
            @Nullable TrialResult trial) {}

    private record History(List<Change> history) {}

    /** Everything in the folder and everything shipped. */
    public Listing list() throws IOException {
        List<Model> models = new ArrayList<>();
        Map<String, String> damaged = new TreeMap<>();
        shipped.forEach(card -> models.add(new Model(card, null)));
        for (Path path : folders()) {
            String name = path.getFileName().toString();
            try {
                models.add(read(path));
            } catch (IOException e) {
                damaged.put(name, String.valueOf(e.getMessage()));
            }
        }
        models.sort(Comparator.<Model, String>comparing(m -> m.card().kind())
                .thenComparing(m -> m.card().created(), Comparator.reverseOrder()));
        return new Listing(List.copyOf(models), damaged);
    }

    /** A name that no model of the kind has yet: {@code pest-3} after {@code pest-2}. */
    public String nextVersion(String kind) throws IOException {
        Pattern numbered = Pattern.compile(Pattern.quote(kind) + "-(\\d{1,6})");
        int last = Stream.concat(
                        shipped.stream().map(ModelCard::version),
                        folders().stream().map(f -> f.getFileName().toString()))
                .map(numbered::matcher)
                .filter(Matcher::matches)
                .mapToInt(m -> Integer.parseInt(m.group(1)))
                .max()
                .orElse(0);
        return kind + "-" + (last + 1);
    }

    private Model read(Path path) throws IOException {
        ModelCard card = ModelCard.read(path);
        String name = path.getFileName().toString();
        if (!card.version().equals(name)) {
            throw new IOException(path + " holds the card of " + card.version() + "; name the folder after it");
        }
        if (shipped.stream().anyMatch(s -> s.version().equals(name))) {
            throw new IOException(path + " has the name of a shipped model; give it another version");
        }
        return new Model(card, path);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) { // nothing was trained here yet
            return List.of();
        }
    }

    /**
     * A model by its version.
     *
     * @return empty when there is none
     * @throws IOException naming the fault, when it is there and damaged
     */
    public Optional<Model> find(String version) throws IOException {
        Optional<ModelCard> inJar =
                shipped.stream().filter(c -> c.version().equals(version)).findFirst();
        if (inJar.isPresent()) {
            return Optional.of(new Model(inJar.get(), null));
        }
        Optional<Path> path = folders().stream()
                .filter(f -> f.getFileName().toString().equals(version))
                .findFirst();
        return path.isEmpty() ? Optional.empty() : Optional.of(read(path.get()));
    }

    /**
     * The model of a kind that is in use.
     *
     * @param passedOver models that should be in use and are damaged or gone are added here with the reason; the one before stands in
     * @return empty when the kind has no model at all
     */
    public Optional<Model> active(String kind, Map<String, String> passedOver) throws IOException {
        for (String version : inUseOrder(history(kind))) {
            try {
                Optional<Model> model = find(version);
                if (model.isPresent()) {
                    return model;
                }
                passedOver.put(version, folder.resolve(version) + " is gone");
            } catch (IOException e) {
                passedOver.put(version, String.valueOf(e.getMessage()));
            }
        }
        return shipped(kind).map(card -> new Model(card, null));
    }

    /** Since when the model in use has been; null when it has been from the first. */
    public @Nullable Instant activeSince(String kind) throws IOException {
        List<Change> switches = switches(history(kind));
        return switches.isEmpty() ? null : switches.get(switches.size() - 1).at();
    }

    private Optional<ModelCard> shipped(String kind) {
        return shipped.stream().filter(c -> c.kind().equals(kind)).findFirst();
    }

    /** The stack of promotions less what was rolled back, the latest first; the shipped model is below all. */
    private static List<String> inUseOrder(List<Change> history) {
        List<String> stack = new ArrayList<>();
        for (Change change : history) {
            switch (change.act()) {
                case PROMOTED -> stack.add(0, change.version());
                case ROLLED_BACK -> {
                    if (!stack.isEmpty()) {
                        stack.remove(0);
                    }
                }
                case REFUSED -> {}
            }
        }
        return stack;
    }

    private static List<Change> switches(List<Change> history) {
        return history.stream().filter(c -> c.act() != Act.REFUSED).toList();
    }

    /** What was done about the models of a kind, the oldest first. */
    public List<Change> history(String kind) throws IOException {
        return readHistory().stream().filter(c -> c.kind().equals(kind)).toList();
    }

    private List<Change> readHistory() throws IOException {
        Path file = folder.resolve(ACTIVE);
        try {
            return Json.read(Files.readAllBytes(file), History.class).history();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " cannot be read: " + e.getMessage()
                            + "; mend it, or remove it to go back to the shipped models",
                    e);
        }
    }

    /**
     * Puts a model into use.
     *
     * @param forced whether the trial, if any, did not speak for it
     * @throws IllegalArgumentException when there is no such model, or it is in use already
     */
    public Change promote(String version, Instant at, boolean forced, String why, @Nullable TrialResult trial)
            throws IOException {
        Model model = find(version)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model " + version + " in " + folder + "; see: nuong models list"));
        String kind = model.card().kind();
        return change(history -> {
            String before = inUse(kind, history);
            if (version.equals(before)) {
                throw new IllegalArgumentException(version + " is in use already");
            }
            return new Change(at, kind, Act.PROMOTED, version, before, forced, why, trial);
        });
    }

    /** Notes that a model was not put into use, with the figures that spoke against it. */
    public Change refuse(ModelCard card, Instant at, String why, @Nullable TrialResult trial) throws IOException {
        return change(history -> new Change(
                at, card.kind(), Act.REFUSED, card.version(), inUse(card.kind(), history), false, why, trial));
    }

    /**
     * Goes back to the model that was in use before the last promotion.
     *
     * @throws IllegalArgumentException when nothing was promoted
     */
    public Change rollback(String kind, Instant at, String why) throws IOException {
        return change(history -> {
            List<String> stack = inUseOrder(ofKind(kind, history));
            if (stack.isEmpty()) {
                throw new IllegalArgumentException("no " + kind + " model was promoted; there is none to go back to");
            }
            String back = stack.size() > 1
                    ? stack.get(1)
                    : shipped(kind)
                            .map(ModelCard::version)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    stack.get(0) + " is the first " + kind + " model; there is none to go back to"));
            return new Change(at, kind, Act.ROLLED_BACK, back, stack.get(0), false, why, null);
        });
    }

    private @Nullable String inUse(String kind, List<Change> history) {
        List<String> stack = inUseOrder(ofKind(kind, history));
        return stack.isEmpty() ? shipped(kind).map(ModelCard::version).orElse(null) : stack.get(0);
    }

    private static List<Change> ofKind(String kind, List<Change> history) {
        return history.stream().filter(c -> c.kind().equals(kind)).toList();
    }

    private interface Step {
        Change after(List<Change> history);
    }

    private Change change(Step step) throws IOException {
        Files.createDirectories(folder);
        synchronized (IN_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                List<Change> history = new ArrayList<>(readHistory());
                Change change = step.after(history);
                history.add(change);
                write(shorten(history));
                return change;
            }
        }
    }

    /** Refusals are forgotten first, since what is in use follows from the others. */
    private static List<Change> shorten(List<Change> history) {
        int tooMany = history.size() - KEPT;
        List<Change> kept = new ArrayList<>();
        for (Change change : history) {
            if (tooMany > 0 && change.act() == Act.REFUSED) {
                tooMany--;
            } else {
                kept.add(change);
            }
        }
        return kept;
    }

    private void write(List<Change> history) throws IOException {
        Path part = Files.createTempFile(folder, ".active-", null);
        try {
            byte[] json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(new History(history));
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(java.nio.ByteBuffer.wrap(json));
                out.force(true);
            }
            Files.move(
                    part, folder.resolve(ACTIVE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
