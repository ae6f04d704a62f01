package vn.nuong.telemetry.advice;

import java.util.Locale;

/** The languages of the pages; Vietnamese unless asked otherwise. */
public enum Language {
    VI,
    EN;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
