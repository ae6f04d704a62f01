package vn.nuong.telemetry.diary;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.AdviceTopic;

/**
 * One line of a plot's diary: what the pilot will be judged by, kept for pilot and control plots alike. Money is in đồng.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DiaryEntry.IrrigationDone.class, name = "irrigation"),
    @JsonSubTypes.Type(value = DiaryEntry.Picking.class, name = "picking"),
    @JsonSubTypes.Type(value = DiaryEntry.Input.class, name = "input"),
    @JsonSubTypes.Type(value = DiaryEntry.Labour.class, name = "labour"),
    @JsonSubTypes.Type(value = DiaryEntry.AdviceAnswer.class, name = "advice")
})
public sealed interface DiaryEntry {

    /** Chosen by whoever writes it, so that writing it twice is harmless. */
    String id();

    String plot();

    /**
     * Water given.
     *
     * @param start when the pump was started
     * @param pumpMinutes how long it ran, min; null when not known
     * @param volumeM3 water given, m³; null when not known
     * @param energyKwh electricity used, kWh; null when not known
     */
    record IrrigationDone(
            String id,
            String plot,
            Instant start,
            @Nullable Double pumpMinutes,
            @Nullable Double volumeM3,
            @Nullable Double energyKwh)
            implements DiaryEntry {
        public IrrigationDone {
            required("start", start);
            check("pump_minutes", pumpMinutes, 7 * 24 * 60);
            check("volume_m3", volumeM3, 100_000);
            check("energy_kwh", energyKwh, 100_000);
        }
    }

    /**
     * One picking round.
     *
     * @param date the day it was picked
     * @param freshKg fresh leaf, kg; null when not weighed
     * @param madeTeaKg made tea, kg; null when not known yet
     * @param priceVndPerKg price of made tea, đồng/kg; null when not sold yet
     */
    record Picking(
            String id,
            String plot,
            LocalDate date,
            @Nullable Double freshKg,
            @Nullable Double madeTeaKg,
            @Nullable Double priceVndPerKg)
            implements DiaryEntry {
        public Picking {
            required("date", date);
            check("fresh_kg", freshKg, 1_000_000);
            check("made_tea_kg", madeTeaKg, 1_000_000);
            check("price_vnd_per_kg", priceVndPerKg, 1e9);
        }
    }

    /**
     * Fertiliser, pesticide or another thing put into the plot.
     *
     * @param date the day
     * @param what its name as on the bag
     * @param quantity how much, in {@code unit}; null when not known
     * @param unit such as kg, l
     * @param costVnd what it cost, đồng; null when not known
     * @param sprayedAt when spraying ended, by the plot's clock; null when not known or nothing was sprayed
     * @param rainFastHours how long no water may fall on it, by its label, h, 0 to 168; null when not known or nothing was sprayed
     */
    record Input(
            String id,
            String plot,
            LocalDate date,
            String what,
            @Nullable Double quantity,
            @Nullable String unit,
            @Nullable Double costVnd,
            @Nullable LocalTime sprayedAt,
            @Nullable Double rainFastHours)
            implements DiaryEntry {

        /** Without what only a spray has. */
        public Input(
                String id,
                String plot,
                LocalDate date,
                String what,
                @Nullable Double quantity,
                @Nullable String unit,
                @Nullable Double costVnd) {
            this(id, plot, date, what, quantity, unit, costVnd, null, null);
        }

        public Input {
            required("date", date);
            if (what == null || what.isBlank() || what.length() > 200) {
                throw new IllegalArgumentException("what is missing or longer than 200 characters; name the input");
            }
            check("quantity", quantity, 1_000_000);
            check("rain_fast_hours", rainFastHours, 168);
            check("cost_vnd", costVnd, 1e12);
        }
    }

    /**
     * Work done.
     *
     * @param date the day
     * @param what what was done
     * @param hours hours of all people together; null when not known
     * @param costVnd wages, đồng; null when not known
     */
    record Labour(
            String id,
            String plot,
            LocalDate date,
            String what,
            @Nullable Double hours,
            @Nullable Double costVnd) implements DiaryEntry {
        public Labour {
            required("date", date);
            if (what == null || what.isBlank() || what.length() > 200) {
                throw new IllegalArgumentException("what is missing or longer than 200 characters; name the work");
            }
            check("hours", hours, 100_000);
            check("cost_vnd", costVnd, 1e12);
        }
    }

    /**
     * Whether an advice was followed.
     *
     * @param at when it was answered
     * @param topic what the advice was about
     * @param adviceAt the time of the advice it answers
     * @param followed whether it was done
     * @param note in the farmer's words; null for none
     */
    record AdviceAnswer(
            String id,
            String plot,
            Instant at,
            AdviceTopic topic,
            Instant adviceAt,
            boolean followed,
            @Nullable String note)
            implements DiaryEntry {
        public AdviceAnswer {
            required("at", at);
            required("topic", topic);
            required("advice_at", adviceAt);
            if (note != null && note.length() > 1000) {
                throw new IllegalArgumentException("note has " + note.length() + " characters, more than 1000");
            }
        }
    }

    /** Jackson passes null for what a line leaves out. */
    private static void required(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; give it");
        }
    }

    private static void check(String name, @Nullable Double value, double limit) {
        if (value != null && !(value >= 0 && value <= limit)) {
            throw new IllegalArgumentException(name + " " + value + " is outside 0.." + limit + "; correct the number");
        }
    }
}
