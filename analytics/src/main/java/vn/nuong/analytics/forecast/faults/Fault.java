package vn.nuong.analytics.forecast.faults;

/** What may be wrong with a probe. */
public enum Fault {
    /** It moves away from what it should read, over weeks. */
    DRIFT,
    /** It reads higher or lower from one day to the next, and stays there. */
    STEP,
    /** It answers rain and irrigation less than it should. */
    RESPONSE,
    /** Its readings scatter more than they did. */
    NOISE,
    /** It goes with the temperature more than it did. */
    TEMPERATURE,
    /** It reads as little as a probe in air. */
    AIR
}
