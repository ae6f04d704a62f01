package vn.nuong.telemetry.advice;

/** The four matters on which every plot has a statement. */
public enum AdviceTopic {
    IRRIGATION(new Text("Nước tưới", "Irrigation")),
    DRAINAGE(new Text("Tiêu nước", "Drainage")),
    SPRAYING(new Text("Phun thuốc", "Spraying")),
    FERTILISING(new Text("Bón phân", "Fertilising"));

    private final Text title;

    AdviceTopic(Text title) {
        this.title = title;
    }

    public Text title() {
        return title;
    }
}
