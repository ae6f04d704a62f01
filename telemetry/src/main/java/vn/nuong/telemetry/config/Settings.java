package vn.nuong.telemetry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A service's settings, taken from environment variables. Secrets come from a file named by {@code NAME_FILE} or from
 * {@code NAME} itself, and are never part of a message. Immutable.
 */
public final class Settings {

    private final Map<String, String> environment;

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The value, or empty when the variable is missing or blank. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    public String get(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    /**
     * @param meaning what the variable is for, for the message
     * @throws IllegalArgumentException when it is missing
     */
    public String require(String name, String meaning) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set: it gives " + meaning));
    }

    /** @throws IllegalArgumentException when it is set and not a whole number within the limits */
    public int getInt(String name, int otherwise, int min, int max) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " is \"" + text.get() + "\", not a whole number from " + min + " to " + max, e);
        }
        throw new IllegalArgumentException(name + " is " + text.get() + ", outside " + min + " to " + max);
    }

    /**
     * A secret from the file that {@code NAME_FILE} names, or else from {@code NAME}.
     *
     * @throws IllegalArgumentException when the file cannot be read
     */
    public Optional<String> findSecret(String name) {
        Optional<String> file = find(name + "_FILE");
        if (file.isEmpty()) {
            return find(name);
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + "_FILE names " + file.get() + ", which cannot be read: " + e.getMessage(), e);
        }
    }
}
