package vn.nuong.telemetry.advice;

/** How sure a statement is. */
public enum Confidence {
    /** Fresh, believable readings of every input the rule needs. */
    HIGH(new Text("chắc", "sure")),
    /** Something was estimated. */
    MEDIUM(new Text("khá chắc", "fairly sure")),
    /** Something important was doubtful or old. */
    LOW(new Text("chưa chắc", "not sure"));

    private final Text label;

    Confidence(Text label) {
        this.label = label;
    }

    public Text label() {
        return label;
    }
}
