package vn.nuong.portal.web;

import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Text;

/**
 * How a decision looks: a word, a shape and a colour each tell it alone.
 *
 * @param style the CSS class: {@code act}, {@code look}, {@code rest} or {@code unknown}
 * @param icon the shape in icon.jte
 * @param word in one or two words
 */
public record Look(String style, String icon, Text word) {

    public static Look of(Decision decision) {
        return switch (decision) {
            case IRRIGATE -> new Look("act", "drop", new Text("TƯỚI", "IRRIGATE"));
            case DO_NOT_IRRIGATE -> new Look("rest", "check", new Text("CHƯA CẦN TƯỚI", "NO WATERING YET"));
            case DRAIN -> new Look("act", "drain", new Text("TIÊU NƯỚC", "DRAIN"));
            case WATCH_DRAINAGE -> new Look("look", "eye", new Text("ĐỂ Ý NƯỚC ĐỌNG", "WATCH FOR WATER"));
            case DO_NOT_DRAIN -> new Look("rest", "check", new Text("CHƯA PHẢI TIÊU", "NO DRAINING"));
            case SCOUT -> new Look("look", "eye", new Text("ĐI KIỂM TRA", "GO AND LOOK"));
            case DO_NOT_SPRAY -> new Look("rest", "check", new Text("CHƯA PHẢI PHUN", "NO SPRAYING YET"));
            case FERTILISE -> new Look("act", "leaf", new Text("BÓN PHÂN", "FERTILISE"));
            case HOLD_FERTILISER -> new Look("rest", "hand", new Text("KHOAN BÓN", "HOLD FERTILISER"));
            case UNKNOWN -> new Look("unknown", "question", new Text("CHƯA BIẾT", "NOT KNOWN"));
        };
    }
}
