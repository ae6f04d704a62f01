package vn.nuong.telemetry.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;

/**
 * Where water is drawn from: an entry of {@code sources} in {@code site.yaml}, or a plot's own {@code source}. docs/source.md
 * says what follows from it. Immutable.
 *
 * @param id as in topics and addresses; {@code source} when left out
 * @param name what people call it; by its kind when left out
 * @param kind what it is
 * @param levels how much it holds by level, its last point the full level; null for what holds no store. Needed for pond and tank
 * @param lockoutLevelM the level at which pumping stops, m; null for none
 * @param resumeLevelM once stopped, pumping goes on from this level, m; null for {@value #RESUME_ABOVE_M} m above the lockout
 * @param inflowM3PerHour what flows into it, or past, m³/h; null when not known
 * @param leaveM3PerHour what has to be left to flow on, m³/h; null for nothing
 * @param seepageM3PerDay what seeps away, m³/day; null for nothing
 * @param limitM3PerDay what may be drawn in a day by all users together, m³; null for no limit
 * @param covered whether neither rain nor sun reach it; null for open ponds, streams and canals, covered tanks and wells
 * @param openings when it gives water; empty for always. Needed for a canal
 * @param pump the pump that draws from it; null to go by each plot's own
 * @param quality limits of what may be pumped onto tea; null for the defaults
 * @param rule how a short source is shared; null for {@link Rule#AREA}
 * @param users who draws from it; empty for one plot alone
 * @param devices ids of the devices that measure it: {@code water_level}, {@code water_ec}, {@code water_ph}
 */
public record WaterSource(
        String id,
        String name,
        Kind kind,
        @Nullable List<LevelPoint> levels,
        @Nullable Double lockoutLevelM,
        @Nullable Double resumeLevelM,
        @Nullable Double inflowM3PerHour,
        @Nullable Double leaveM3PerHour,
        @Nullable Double seepageM3PerDay,
        @Nullable Double limitM3PerDay,
        Boolean covered,
        List<Opening> openings,
        @Nullable Pump pump,
        @Nullable Quality quality,
        Rule rule,
        List<User> users,
        List<String> devices) {

    /** How far above the lockout pumping goes on, m, where the source does not say. This project's choice. */
    public static final double RESUME_ABOVE_M = 0.10;

    /** What a source is. */
    public enum Kind {
        STREAM("suối", "stream", false, false),
        POND("ao", "pond", true, false),
        TANK("bể", "tank", true, true),
        WELL("giếng", "well", false, true),
        CANAL("kênh", "canal", false, false);

        private final String vietnamese;
        private final String english;
        private final boolean isStore;
        private final boolean isCovered;

        Kind(String vietnamese, String english, boolean isStore, boolean isCovered) {
            this.vietnamese = vietnamese;
            this.english = english;
            this.isStore = isStore;
            this.isCovered = isCovered;
        }

        public String vietnamese() {
            return vietnamese;
        }

        public String english() {
            return english;
        }
    }

    /** How a short source is shared. */
    public enum Rule {
        /** By the area that is watered. */
        AREA,
        /** By what each needs today; those whose tea is short of water come first. */
        NEED,
        /** The same for each. */
        EQUAL,
        /** By agreed shares. */
        SHARES
    }

    @SuppressWarnings("NullAway") // the YAML may leave anything out; what must be there is checked here
    public WaterSource {
        id = id == null ? "source" : id;
        Ids.check("source", id);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "source \"" + id + "\" has no kind; say whether it is a stream, pond, tank, well or canal");
        }
        name = name == null ? kind.vietnamese : name;
        levels = levels == null ? null : List.copyOf(levels);
        openings = openings == null ? List.of() : List.copyOf(openings);
        users = users == null ? List.of() : List.copyOf(users);
        devices = devices == null ? List.of() : List.copyOf(devices);
        rule = rule == null ? Rule.AREA : rule;
        covered = covered == null ? kind.isCovered : covered;
        devices.forEach(d -> Ids.check("device", d));
        String the = "source \"" + id + "\": ";
        if (kind.isStore && levels == null) {
            throw new IllegalArgumentException(the + "a " + kind.english
                    + " needs levels; survey its surface at two levels at least: levels: [{level_m: 0, area_m2: 400},"
                    + " {level_m: 1.5, area_m2: 900}]");
        }
        if (kind == Kind.CANAL && openings.isEmpty()) {
            throw new IllegalArgumentException(
                    the + "a canal needs openings, the calendar by which it gives water, as in openings: [{days:"
                            + " [monday], from: \"06:00\", to: \"18:00\"}]");
        }
        if (levels != null) {
            checkLevels(the, levels);
        }
        within(the + "lockout_level_m", lockoutLevelM, -100, 100, "m");
        within(the + "resume_level_m", resumeLevelM, -100, 100, "m");
        within(the + "inflow_m3_per_hour", inflowM3PerHour, 0, 1e6, "m³/h");
        within(the + "leave_m3_per_hour", leaveM3PerHour, 0, 1e6, "m³/h");
        within(the + "seepage_m3_per_day", seepageM3PerDay, 0, 1e6, "m³");
        within(the + "limit_m3_per_day", limitM3PerDay, 0, 1e7, "m³");
        checkLockout(the, levels, lockoutLevelM, resumeLevelM);
        checkUsers(the, rule, users);
    }

    /**
     * A point of the curve. All points of a source give either the surface or the volume.
     *
     * @param levelM level as the gauge reads it, m
     * @param areaM2 water surface at that level, m², above 0; null where the volume is given
     * @param volumeM3 water below that level, m³; null where the surface is given
     */
    public record LevelPoint(
            Double levelM,
            @Nullable Double areaM2,
            @Nullable Double volumeM3) {
        public LevelPoint {
            if (levelM == null) {
                throw new IllegalArgumentException("a point of levels has no level_m; give the level of the gauge, m");
            }
            within("level_m", levelM, -100, 100, "m");
            if ((areaM2 == null) == (volumeM3 == null)) {
                throw new IllegalArgumentException("levels at level_m " + levelM
                        + " needs either area_m2, the water surface, or volume_m3, the water below it");
            }
            if (areaM2 != null && !(areaM2 > 0 && areaM2 <= 1e8)) {
                throw new IllegalArgumentException("area_m2 " + areaM2 + " at level_m " + levelM
                        + " is outside 0..1e8 m², 0 not included; give the water surface at that level");
            }
            within("volume_m3 at level_m " + levelM, volumeM3, 0, 1e9, "m³");
        }
    }

    /**
     * A time in which the source gives water.
     *
     * @param days days of the week; empty for every one
     * @param firstDate first day; null for no first
     * @param lastDate last day; null for no last
     * @param from begin on each of those days, local time; null for midnight
     * @param to end on each of those days; null for the midnight that ends the day
     */
    public record Opening(
            List<DayOfWeek> days,
            @Nullable LocalDate firstDate,
            @Nullable LocalDate lastDate,
            @Nullable LocalTime from,
            @Nullable LocalTime to) {
        @SuppressWarnings("NullAway") // the YAML may leave it out
        public Opening {
            days = days == null ? List.of() : List.copyOf(days);
            if (firstDate != null && lastDate != null && lastDate.isBefore(firstDate)) {
                throw new IllegalArgumentException("last_date " + lastDate + " of an opening lies before first_date "
                        + firstDate + "; exchange them");
            }
            if (to != null && !to.isAfter(from == null ? LocalTime.MIN : from)) {
                throw new IllegalArgumentException("to " + to + " of an opening is not after from "
                        + (from == null ? LocalTime.MIN : from) + "; split what lasts over midnight into two");
            }
        }
    }

    /**
     * A pump by its curve, as its maker or a trial gives it.
     *
     * @param curve points of flow and head; head falls as flow rises
     * @param staticHeadM height of the outlets above the gauge's zero, plus the pressure that sprinklers want, m
     * @param lossHeadM head lost in the pipes at the curve's greatest flow, m; null for none
     * @param efficiency of motor and pump together, 0 to 1; null for 0.5
     */
    public record Pump(
            List<PumpPoint> curve,
            Double staticHeadM,
            @Nullable Double lossHeadM,
            @Nullable Double efficiency) {

        /** Motor and pump together, where nothing is known. */
        public static final double EFFICIENCY = 0.5;

        @SuppressWarnings("NullAway") // the YAML may leave anything out
        public Pump {
            if (curve == null || curve.size() < 2) {
                throw new IllegalArgumentException(
                        "pump needs a curve of two points of flow and head at least, as in curve:"
                                + " [{flow_m3_per_hour: 0, head_m: 45}, {flow_m3_per_hour: 12, head_m: 30}]; leave pump out to go by"
                                + " pump_m3_per_hour of each plot");
            }
            curve = List.copyOf(curve);
            for (int i = 1; i < curve.size(); i++) {
                PumpPoint a = curve.get(i - 1);
                PumpPoint b = curve.get(i);
                if (!(b.flowM3PerHour() > a.flowM3PerHour() && b.headM() < a.headM())) {
                    throw new IllegalArgumentException(
                            "pump curve: flow " + b.flowM3PerHour() + " m³/h at head " + b.headM()
                                    + " m follows flow " + a.flowM3PerHour() + " m³/h at head " + a.headM()
                                    + " m; flow has to rise and head to fall from point to point");
                }
            }
            if (staticHeadM == null) {
                throw new IllegalArgumentException("pump has no static_head_m; give the height of the outlets above the"
                        + " gauge's zero plus the pressure that sprinklers want, m");
            }
            within("static_head_m", staticHeadM, 0, 500, "m");
            within("loss_head_m", lossHeadM, 0, 500, "m");
            if (efficiency != null && !(efficiency > 0 && efficiency <= 1)) {
                throw new IllegalArgumentException(
                        "pump efficiency " + efficiency + " is not a share above 0 and up to 1; write 50 % as 0.5");
            }
        }
    }

    /**
     * A point of a pump's curve.
     *
     * @param flowM3PerHour flow, m³/h
     * @param headM head, m
     */
    public record PumpPoint(Double flowM3PerHour, Double headM) {
        @SuppressWarnings("NullAway") // the YAML may leave anything out
        public PumpPoint {
            if (flowM3PerHour == null || headM == null) {
                throw new IllegalArgumentException("a point of the pump's curve has "
                        + (flowM3PerHour == null ? "no flow_m3_per_hour" : "no head_m") + "; give both");
            }
            within("flow_m3_per_hour", flowM3PerHour, 0, 10_000, "m³/h");
            within("head_m", headM, 0, 1000, "m");
        }
    }

    /**
     * What water may be pumped onto tea; null asks for the default that docs/source.md gives.
     *
     * @param ecMaxDsPerM saltiest, dS/m
     * @param phMin sourest
     * @param phMax most alkaline
     */
    public record Quality(
            @Nullable Double ecMaxDsPerM,
            @Nullable Double phMin,
            @Nullable Double phMax) {
        public Quality {
            within("ec_max_ds_per_m", ecMaxDsPerM, 0.05, 20, "dS/m");
            within("ph_min", phMin, 2, 12, "");
            within("ph_max", phMax, 2, 12, "");
            if (phMin != null && phMax != null && !(phMin < phMax)) {
                throw new IllegalArgumentException(
                        "ph_min " + phMin + " is not below ph_max " + phMax + "; exchange them");
            }
        }
    }

    /**
     * Who draws from a source: a plot of this site, or somebody else's field that it does not know.
     *
     * @param plot id of the plot, or a name for the field
     * @param areaM2 area that is watered, m²; null for that of the plot
     * @param share agreed share, in any unit; needed by {@link Rule#SHARES}
     * @param needLitres what it wants today, litres; null to go by its advice, or when nothing is known
     */
    public record User(
            String plot,
            @Nullable Double areaM2,
            @Nullable Double share,
            @Nullable Long needLitres) {
        @SuppressWarnings("NullAway") // the YAML may leave anything out
        public User {
            Ids.check("plot", plot == null ? "" : plot);
            if (areaM2 != null && !(areaM2 > 0 && areaM2 <= 1e8)) {
                throw new IllegalArgumentException(
                        "area_m2 " + areaM2 + " of user \"" + plot + "\" is outside 0..1e8 m², 0 not included");
            }
            if (share != null && !(share > 0 && share <= 1e9)) {
                throw new IllegalArgumentException("share " + share + " of user \"" + plot
                        + "\" is outside 0..1e9, 0 not included; leave out who gets nothing");
            }
            if (needLitres != null && !(needLitres >= 0 && needLitres <= 1_000_000_000_000L)) {
                throw new IllegalArgumentException(
                        "need_litres " + needLitres + " of user \"" + plot + "\" is outside 0..1e12 litres");
            }
        }
    }

    /** Whether it holds a store that is known by its level. */
    public boolean isStore() {
        return levels != null;
    }

    /** The level from which pumping goes on, m; null without a lockout. */
    public @Nullable Double resumesAtM() {
        return lockoutLevelM == null ? null : Objects.requireNonNullElse(resumeLevelM, lockoutLevelM + RESUME_ABOVE_M);
    }

    private static void checkLevels(String the, List<LevelPoint> levels) {
        if (levels.size() < 2) {
            throw new IllegalArgumentException(the + "levels has " + levels.size() + " point; two are needed at least");
        }
        for (int i = 1; i < levels.size(); i++) {
            LevelPoint a = levels.get(i - 1);
            LevelPoint b = levels.get(i);
            if (!(b.levelM() > a.levelM())) {
                throw new IllegalArgumentException(the + "levels does not increase: level_m " + b.levelM() + " follows "
                        + a.levelM() + "; write the points from the bottom up");
            }
            Double below = a.volumeM3();
            Double above = b.volumeM3();
            if ((below == null) != (above == null)) {
                throw new IllegalArgumentException(
                        the + "levels has points with area_m2 and points with volume_m3; give the same for all");
            }
            if (below != null && above != null && !(above > below)) {
                throw new IllegalArgumentException(the + "levels does not increase: volume_m3 " + above + " at level_m "
                        + b.levelM() + " follows " + below + " at level_m " + a.levelM());
            }
        }
    }

    private static void checkLockout(
            String the, @Nullable List<LevelPoint> levels, @Nullable Double lockout, @Nullable Double resume) {
        if (lockout == null) {
            if (resume != null) {
                throw new IllegalArgumentException(
                        the + "resume_level_m " + resume + " without a lockout_level_m; give both or none");
            }
            return;
        }
        double again = resume == null ? lockout + RESUME_ABOVE_M : resume;
        if (levels != null) {
            double bottom = levels.get(0).levelM();
            double full = levels.get(levels.size() - 1).levelM();
            if (!(lockout >= bottom && lockout < full)) {
                throw new IllegalArgumentException(the + "lockout_level_m " + lockout + " is outside " + bottom + ".."
                        + full + " m, from the lowest level to below the full one; no water would ever be drawn");
            }
            if (!(again <= full)) {
                throw new IllegalArgumentException(the + "pumping would go on from "
                        + String.format(Locale.ROOT, "%.2f", again) + " m, above the full level " + full
                        + " m; give a resume_level_m between lockout_level_m and it");
            }
        }
        if (resume != null && !(resume >= lockout)) {
            throw new IllegalArgumentException(the + "resume_level_m " + resume + " lies below lockout_level_m "
                    + lockout + "; pumping goes on from a level above that at which it stops");
        }
    }

    private static void checkUsers(String the, Rule rule, List<User> users) {
        Set<String> seen = new HashSet<>();
        for (User user : users) {
            if (!seen.add(user.plot())) {
                throw new IllegalArgumentException(the + "users names \"" + user.plot() + "\" twice; keep one");
            }
            if (rule == Rule.SHARES && user.share() == null) {
                throw new IllegalArgumentException(the + "users: \"" + user.plot()
                        + "\" has no share, which the rule shares goes by; give it one");
            }
            if (rule != Rule.SHARES && user.share() != null) {
                throw new IllegalArgumentException(the + "users: \"" + user.plot() + "\" has a share, but the rule is "
                        + rule.name().toLowerCase(Locale.ROOT) + "; write rule: shares, or leave shares out");
            }
        }
    }

    /**
     * Checks that every user has an area.
     *
     * @param areas areas of plots that are known, m², by id
     * @throws IllegalArgumentException naming the user that has none
     */
    void checkAreas(Map<String, Double> areas) {
        for (User user : users) {
            if (user.areaM2() == null && !areas.containsKey(user.plot())) {
                throw new IllegalArgumentException("users of source \"" + id + "\": \"" + user.plot()
                        + "\" is no plot that is known here; give its area_m2");
            }
        }
    }

    private static void within(String name, @Nullable Double value, double min, double max, String unit) {
        if (value != null && !(value >= min && value <= max)) { // written so that NaN is refused too
            throw new IllegalArgumentException(
                    name + " " + value + " is outside " + min + ".." + max + (unit.isEmpty() ? "" : " " + unit));
        }
    }
}
