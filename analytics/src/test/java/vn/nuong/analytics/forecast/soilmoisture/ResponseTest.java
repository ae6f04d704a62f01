package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseTest {

    private static final double[][] RANGE = {
        {0.15, 0.28, 0.34, 0.38}, {0.17, 0.29, 0.35, 0.39}, {0.18, 0.30, 0.36, 0.40}
    };

    private record Constant(double rain, double eto) implements Response.Weather {
        @Override
        public double own(int hour) {
            return rain;
        }

        @Override
        public double near(int hour) {
            return rain;
        }

        @Override
        public double eto(int hour) {
            return eto;
        }
    }

    private static double change(Response response, double[] start, double rain, double eto, int target) {
        double[] change = new double[1];
        response.run(start, RANGE, new Constant(rain, eto), 0, new int[] {48}, target, change);
        return change[0];
    }

    @Test
    void withoutRainAndSunASoilBelowFieldCapacityGainsNoWater() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            double[] start = {0.2 + 0.05 * random.nextDouble(), 0.22, 0.24};
            assertThat(change(Response.draw(random), start, 0, 0, 0)).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void moreRainNeverLeavesTheFirstLayerDrierAndMoreSunNeverWetter() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            Response response = Response.draw(random);
            double[] start = {0.25, 0.26, 0.28};
            assertThat(change(response, start, 1, 0.2, 0)).isGreaterThanOrEqualTo(change(response, start, 0, 0.2, 0));
            assertThat(change(response, start, 0, 0.3, 0)).isLessThanOrEqualTo(change(response, start, 0, 0.1, 0));
        }
    }

    @Test
    void aWetSoilDrainsTowardsFieldCapacity() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            assertThat(change(Response.draw(random), new double[] {0.45, 0.45, 0.45}, 0, 0, 0))
                    .isNegative();
        }
    }

    @Test
    void theWayToAHorizonDoesNotDependOnTheOthers() {
        Response response = Response.draw(new Random(6));
        double[] start = {0.3, 0.3, 0.3};
        double[] both = new double[2];
        response.run(start, RANGE, new Constant(0.5, 0.1), 0, new int[] {24, 48}, 1, both);
        assertThat(both[1]).isEqualTo(change(response, start, 0.5, 0.1, 1));
    }
}
