package vn.nuong.telemetry.property;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one value of a payload is about: a property, and where it is not unique on a device its depth or its species.
 *
 * <p>Written as in a payload: {@code soil_moisture_20cm}, {@code trap_count_empoasca_onukii}, {@code rain}.
 *
 * @param property what is observed
 * @param depthCm depth below the surface in cm, 1 to {@value #MAX_DEPTH_CM}; only for properties of the soil, null when the
 *     device did not say
 * @param species lower-case scientific name joined by underscores; only and always for trap counts
 */
public record PropertyKey(
        ObservedProperty property,
        @Nullable Integer depthCm,
        @Nullable String species) {

    /** Deepest probe that is believed, cm. */
    public static final int MAX_DEPTH_CM = 500;

    private static final int MAX_SPECIES_LENGTH = 48;
    private static final String TRAP_PREFIX = ObservedProperty.TRAP_COUNT.code() + "_";

    public PropertyKey {
        if (depthCm != null && property.where() != ObservedProperty.Where.IN_SOIL) {
            throw new IllegalArgumentException(noDepth(property, depthCm));
        }
        if (depthCm != null && (depthCm < 1 || depthCm > MAX_DEPTH_CM)) {
            throw new IllegalArgumentException(depthOutside(depthCm));
        }
        if ((species != null) != (property == ObservedProperty.TRAP_COUNT)) {
            throw new IllegalArgumentException(speciesMissing());
        }
        if (species != null && !isSpecies(species)) {
            throw new IllegalArgumentException(notASpecies(species));
        }
    }

    public static PropertyKey of(ObservedProperty property) {
        return new PropertyKey(property, null, null);
    }

    public static PropertyKey of(ObservedProperty property, int depthCm) {
        return new PropertyKey(property, depthCm, null);
    }

    /** The key of catches of one species, named in lower case with underscores. */
    public static PropertyKey trapCount(String species) {
        return new PropertyKey(ObservedProperty.TRAP_COUNT, null, species);
    }

    /**
     * Reads a key as written in a payload or a table.
     *
     * @throws IllegalArgumentException naming the key and, when there is one, the nearest known property
     */
    @JsonCreator
    public static PropertyKey parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException(whyNot(text)));
    }

    /** The key that {@link #parse} reads, or empty when the text is none. */
    public static Optional<PropertyKey> find(String text) {
        Optional<ObservedProperty> plain = ObservedProperty.find(text);
        if (plain.isPresent()) {
            return plain.get() == ObservedProperty.TRAP_COUNT ? Optional.empty() : plain.map(PropertyKey::of);
        }
        if (text.startsWith(TRAP_PREFIX)) {
            String species = text.substring(TRAP_PREFIX.length());
            return isSpecies(species) ? Optional.of(trapCount(species)) : Optional.empty();
        }
        int depth = depthAtEnd(text);
        if (depth < 1 || depth > MAX_DEPTH_CM) {
            return Optional.empty();
        }
        return ObservedProperty.find(text.substring(0, text.lastIndexOf('_')))
                .filter(p -> p.where() == ObservedProperty.Where.IN_SOIL)
                .map(p -> PropertyKey.of(p, depth));
    }

    /** Why {@link #find} finds nothing: what is wrong with a text, and the nearest known property when one is really near. */
    public static String whyNot(String text) {
        if (text.equals(ObservedProperty.TRAP_COUNT.code())) {
            return speciesMissing();
        }
        if (text.startsWith(TRAP_PREFIX)) {
            return notASpecies(text.substring(TRAP_PREFIX.length()));
        }
        int depth = depthAtEnd(text);
        if (depth >= 0) {
            Optional<ObservedProperty> property = ObservedProperty.find(text.substring(0, text.lastIndexOf('_')));
            if (property.isPresent()) {
                return property.get().where() == ObservedProperty.Where.IN_SOIL
                        ? depthOutside(depth)
                        : noDepth(property.get(), depth);
            }
        }
        return "unknown property \"" + abbreviate(text) + "\"; "
                + NearestProperty.of(text)
                        .map(near -> "the nearest known one is " + near + ", all are listed in docs/telemetry.md")
                        .orElse("the known ones are listed in docs/telemetry.md");
    }

    /** The property without depth, as the API names it: {@code soil_moisture}, {@code trap_count_empoasca_onukii}. */
    public String name() {
        return species == null ? property.code() : TRAP_PREFIX + species;
    }

    /** The whole key as {@link #parse} reads it. */
    public String code() {
        return depthCm == null ? name() : name() + "_" + depthCm + "cm";
    }

    @Override
    public String toString() {
        return code();
    }

    private static String noDepth(ObservedProperty property, int depthCm) {
        return property.code() + " is not measured in the soil: it has no depth (" + depthCm
                + " cm); leave the depth out of its name";
    }

    private static String depthOutside(int depthCm) {
        return "depth " + depthCm + " cm is outside 1.." + MAX_DEPTH_CM + " cm; give the depth of the probe";
    }

    private static String speciesMissing() {
        return "a species belongs to trap_count and to nothing else, as in trap_count_empoasca_onukii";
    }

    private static String notASpecies(String species) {
        return "species \"" + abbreviate(species)
                + "\" is not written as 1 to 48 lower-case letters, digits and underscores that begin with a letter, as in"
                + " empoasca_onukii";
    }

    private static boolean isSpecies(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_SPECIES_LENGTH || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** The depth of {@code soil_moisture_20cm}: up to four digits between the last underscore and {@code cm}, else -1. */
    private static int depthAtEnd(String text) {
        int first = text.lastIndexOf('_') + 1;
        int end = text.length() - 2;
        if (first < 2
                || end <= first
                || end - first > 4
                || !text.endsWith("cm")
                || text.charAt(first) == '0' && end - first > 1) {
            return -1;
        }
        int depth = 0;
        for (int i = first; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            depth = depth * 10 + (c - '0');
        }
        return depth;
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
