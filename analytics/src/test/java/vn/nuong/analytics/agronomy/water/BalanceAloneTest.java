package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BalanceAloneTest {

    private static final BalanceSettings SETTINGS = BalanceSettings.defaults();

    @Test
    void theLikelyBalanceIsFao56Example37sAndLiesBetweenTheOtherTwo() {
        // FAO-56 Example 37: TAW 160, RAW 64 (p 0.4), Dr 55, ETc 6.
        double[] printed = {61, 67, 72.8, 78.3, 83.4, 88.2, 92.6, 96.9, 100.8, 104.5};
        BalanceAlone balance = BalanceAlone.of(55);
        for (double depletion : printed) {
            balance = balance.step(0.0, 0, 6.0, 160, 0.4, RootZoneRunoff.NONE, SETTINGS);
            assertThat(balance.likelyMm()).isCloseTo(depletion, within(0.1));
            assertThat(balance.wettestMm()).isLessThan(balance.likelyMm());
            assertThat(balance.driestMm()).isGreaterThan(balance.likelyMm());
        }
    }

    @Test
    void rainThatFillsTheRootZoneBringsTheThreeTogether() {
        BalanceAlone apart = new BalanceAlone(20, 40, 60, 0, 0);
        BalanceAlone filled = apart.step(100.0, 0, 3.0, 100, 0.4, RootZoneRunoff.NONE, SETTINGS);
        assertThat(filled.widthMm()).isLessThan(1.5);
        assertThat(filled.surelyMm()).isCloseTo(85 - 60, within(1e-9));
    }

    @Test
    void ofHeavyRainNothingRunsOffInTheWettestAndTwiceAsMuchInTheDriest() {
        RootZoneRunoff runoff = new RootZoneRunoff(79);
        BalanceAlone balance = BalanceAlone.of(90).step(60.0, 0, 0.0, 100, 0.4, runoff, SETTINGS);
        double lost = runoff.runoffMm(60, 90, 100);
        assertThat(lost).isGreaterThan(3);
        assertThat(balance.wettestMm()).isCloseTo(90 - 1.15 * 60, within(1e-9));
        assertThat(balance.likelyMm()).isCloseTo(90 - 60 + lost, within(1e-9));
        assertThat(balance.driestMm()).isCloseTo(90 - 0.85 * (60 - 2 * lost), within(1e-9));
    }

    @Test
    void unknownRainMayHaveFilledItAndUnknownEvapotranspirationDriedIt() {
        BalanceAlone before = BalanceAlone.of(30);
        BalanceAlone rainUnknown = before.step(null, 0, 4.0, 100, 0.4, RootZoneRunoff.NONE, SETTINGS);
        assertThat(rainUnknown.wettestMm()).isLessThan(5);
        assertThat(rainUnknown.driestMm()).isGreaterThan(34);
        BalanceAlone etoUnknown = before.step(0.0, 0, null, 100, 0.4, RootZoneRunoff.NONE, SETTINGS);
        assertThat(etoUnknown.wettestMm()).isEqualTo(30);
        assertThat(etoUnknown.driestMm()).isGreaterThan(35);
    }

    @Test
    void staysInOrderAndWithinTheSoilOnRandomSeasons() {
        Random random = new Random(5);
        for (int season = 0; season < 100; season++) {
            BalanceAlone balance = BalanceAlone.of(100 * random.nextDouble());
            for (int day = 0; day < 100; day++) {
                Double rain = random.nextInt(10) == 0 ? null : random.nextInt(3) == 0 ? 60 * random.nextDouble() : 0;
                Double etc = random.nextInt(10) == 0 ? null : 7 * random.nextDouble();
                balance = balance.step(
                        rain, random.nextInt(8) == 0 ? 15 : 0, etc, 100, 0.4, new RootZoneRunoff(72), SETTINGS);
                if (random.nextInt(20) == 0) {
                    balance = balance.wetted(10, 100).lacking(5, 100);
                }
                assertThat(balance.wettestMm()).isBetween(0.0, balance.likelyMm() + 1e-9);
                assertThat(balance.driestMm()).isBetween(balance.likelyMm() - 1e-9, 100.0);
            }
        }
    }
}
