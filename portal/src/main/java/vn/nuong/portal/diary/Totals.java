package vn.nuong.portal.diary;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.diary.DiaryEntry;

/**
 * Sums over a plot's diary. A sum is null when no line gave the number: not recorded is not zero.
 *
 * @param irrigations how many
 * @param pumpMinutes min
 * @param volumeM3 m³
 * @param energyKwh kWh
 * @param pickings how many rounds
 * @param freshKg kg
 * @param madeTeaKg kg
 * @param meanPriceVndPerKg mean price of the made tea whose price is known, weighted by its kg, đồng/kg
 * @param inputCostVnd đồng
 * @param labourHours h
 * @param labourCostVnd đồng
 * @param answered advices answered
 * @param followed of these, how many were followed
 */
public record Totals(
        int irrigations,
        @Nullable Double pumpMinutes,
        @Nullable Double volumeM3,
        @Nullable Double energyKwh,
        int pickings,
        @Nullable Double freshKg,
        @Nullable Double madeTeaKg,
        @Nullable Double meanPriceVndPerKg,
        @Nullable Double inputCostVnd,
        @Nullable Double labourHours,
        @Nullable Double labourCostVnd,
        int answered,
        int followed) {

    /** @param entries one plot's lines, in order of time */
    public static Totals of(List<DiaryEntry> entries) {
        Sum minutes = new Sum();
        Sum volume = new Sum();
        Sum energy = new Sum();
        Sum fresh = new Sum();
        Sum made = new Sum();
        Sum priced = new Sum();
        Sum income = new Sum();
        Sum inputs = new Sum();
        Sum hours = new Sum();
        Sum wages = new Sum();
        int irrigations = 0;
        int pickings = 0;
        Map<String, Boolean> answers = new HashMap<>();
        for (DiaryEntry entry : entries) {
            if (entry instanceof DiaryEntry.IrrigationDone irrigation) {
                irrigations++;
                minutes.add(irrigation.pumpMinutes());
                volume.add(irrigation.volumeM3());
                energy.add(irrigation.energyKwh());
            } else if (entry instanceof DiaryEntry.Picking picking) {
                pickings++;
                fresh.add(picking.freshKg());
                made.add(picking.madeTeaKg());
                Double kg = picking.madeTeaKg();
                Double price = picking.priceVndPerKg();
                if (kg != null && price != null) {
                    priced.add(kg);
                    income.add(kg * price);
                }
            } else if (entry instanceof DiaryEntry.Input input) {
                inputs.add(input.costVnd());
            } else if (entry instanceof DiaryEntry.Labour labour) {
                hours.add(labour.hours());
                wages.add(labour.costVnd());
            } else if (entry instanceof DiaryEntry.AdviceAnswer answer) {
                // The later answer to the same advice is the one that counts.
                Instant advice = answer.adviceAt();
                answers.put(answer.topic() + " " + advice, answer.followed());
            }
        }
        Double kg = priced.value;
        Double money = income.value;
        return new Totals(
                irrigations,
                minutes.value,
                volume.value,
                energy.value,
                pickings,
                fresh.value,
                made.value,
                kg == null || money == null || kg == 0 ? null : money / kg,
                inputs.value,
                hours.value,
                wages.value,
                answers.size(),
                (int) answers.values().stream().filter(followed -> followed).count());
    }

    private static final class Sum {
        private @Nullable Double value;

        void add(@Nullable Double more) {
            if (more != null) {
                value = value == null ? more : value + more;
            }
        }
    }
}
