package vn.nuong.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.advice.WhatIf;

class WhatIfViewTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 26);

    private static final Page PAGE = new Page(
            "/",
            "site",
            false,
            new Format(Language.VI, ZoneId.of("Asia/Ho_Chi_Minh")),
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            List.of(),
            0);

    private static WhatIfView view(double netMm, LocalDate thirstyWith) {
        WhatIf.Course dry = new WhatIf.Course(40, 50, 60, 0.6, 1);
        WhatIf.Day day = new WhatIf.Day(FIRST, 32, dry, dry);
        return new WhatIfView(new WhatIf(netMm, 15, 5, 7, FIRST, thirstyWith, List.of(day)), 60, 5, 70);
    }

    @Test
    void turnsOnSeveralDaysAreNotCalledToday() {
        assertThat(view(15, null).withKey(PAGE)).isEqualTo("tưới hôm nay");
        assertThat(view(61.7, null).withKey(PAGE)).isEqualTo("tưới 5 ngày liền");
    }

    @Test
    void whereWaterDoesNotQuenchTheThirstItSaysSo() {
        assertThat(view(61.7, FIRST.plusDays(8)).with(PAGE)).isEqualTo("Tưới 62 mm tới rễ thì khoảng 3/4 mới khát.");
        assertThat(view(10, FIRST).with(PAGE)).isEqualTo("Tưới 10 mm tới rễ vẫn chưa hết khát.");
    }
}
