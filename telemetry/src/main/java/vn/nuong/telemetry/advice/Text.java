package vn.nuong.telemetry.advice;

/**
 * The same thing said in both languages of the product.
 *
 * @param vi Vietnamese, in a farmer's words
 * @param en English
 */
public record Text(String vi, String en) {

    public Text {
        if (vi.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a text needs both languages, got vi \"" + vi + "\", en \"" + en + "\"");
        }
    }

    public String in(Language language) {
        return language == Language.VI ? vi : en;
    }
}
