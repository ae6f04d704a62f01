package vn.nuong.analytics.forecast;

/**
 * How much better than "it stays as it is" forecasts were: 1 − SSE/SSE(persistence) (Murphy 1988, Mon. Wea. Rev. 116:2417). 1 is
 * perfect, 0 is no better than persistence, below 0 is worse.
 *
 * @param n number of forecasts compared with what came
 * @param squaredError sum of squared errors of the forecasts
 * @param squaredChange sum of squared errors of persistence, that is of the changes that came
 */
public record Skill(int n, double squaredError, double squaredChange) {

    public static final Skill NONE = new Skill(0, 0, 0);

    /** One more forecast of a change, and the change that came. */
    public Skill plus(double forecast, double came) {
        return new Skill(n + 1, squaredError + (forecast - came) * (forecast - came), squaredChange + came * came);
    }

    /** Both together. */
    public Skill plus(Skill other) {
        return new Skill(n + other.n, squaredError + other.squaredError, squaredChange + other.squaredChange);
    }

    /** The score; NaN as long as nothing changed. */
    public double score() {
        return squaredChange > 0 ? 1 - squaredError / squaredChange : Double.NaN;
    }
}
