package vn.nuong.ingest.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.Conflict;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;

/** Says in sentences what is wrong with a device's last messages. */
final class Findings {

    private static final Map<Refusal.Reason, Text> REASONS = new EnumMap<>(Map.of(
            Refusal.Reason.UNPARSEABLE,
            new Text(
                    "Bản tin không đọc được: không phải JSON, hoặc là JSON sai dạng",
                    "The message cannot be read: it is not JSON, or JSON of another shape"),
            Refusal.Reason.BAD_TOPIC,
            new Text(
                    "Chủ đề (topic) hoặc mã trong chủ đề không đúng",
                    "The topic, or an id in it, is not one of Nương's"),
            Refusal.Reason.UNKNOWN_PROPERTY,
            new Text("Không có đại lượng nào tên như vậy", "No property is called so"),
            Refusal.Reason.NOT_A_NUMBER,
            new Text("Giá trị không phải là số", "The value is not a number"),
            Refusal.Reason.WRONG_UNIT,
            new Text("Đơn vị không phải của đại lượng này", "The unit is not the property's"),
            Refusal.Reason.BAD_TIME,
            new Text(
                    "Thời gian đo sai: sai dạng, thiếu múi giờ, hoặc đồng hồ chưa được đặt",
                    "The time is none, lacks its offset, or comes from a clock that was never set"),
            Refusal.Reason.FROM_THE_FUTURE,
            new Text(
                    "Thời gian đo ở tương lai: đồng hồ của thiết bị chạy nhanh, hoặc sai múi giờ",
                    "Measured in the future: the device's clock is fast, or its time zone is wrong"),
            Refusal.Reason.NOT_STORABLE,
            new Text("Kho số đo không thể giữ số đo này", "The store can never keep this reading")));

    /** Different faults that are named each by itself. */
    private static final int MOST_FAULTS = 12;

    private static final Text OTHERWISE = new Text("Bị từ chối", "Refused");

    private Findings() {}

    /**
     * What is known when a device is looked at.
     *
     * @param device null when it was never heard
     * @param wrongTopic a topic that only just misses it, from the dead letters; null when there is none
     * @param assignable whether its site has plots that it could stand in
     * @param refusedAbout what it last said of itself and could not be read; null when there is none, or one was read
     * @param conflict the newest of the device; null when there is none
     */
    record Known(
            String id,
            @Nullable DeviceJson device,
            @Nullable String wrongTopic,
            boolean assignable,
            List<DeviceCheckJson.LastMessage> lastMessages,
            List<DeadLetterJson> deadLetters,
            @Nullable DeadLetterJson refusedAbout,
            @Nullable Conflict conflict) {}

    /** The worst first. */
    static List<Finding> of(Known known) {
        List<Finding> findings = new ArrayList<>();
        DeviceJson device = known.device();
        if (device == null || device.status().lastReceived() == null) {
            findings.add(notHeard(known));
        }
        findings.addAll(refused(known));
        if (device != null) {
            addState(device, known, findings);
        }
        addFlags(known.lastMessages(), findings);
        addConflict(known.conflict(), findings);
        if (known.lastMessages().stream().anyMatch(m -> m.timeSource() == TimeSource.INGEST)) {
            findings.add(Finding.ok(
                    "no_time",
                    "Thiết bị không gửi thời gian đo; lấy giờ nhận. Bản tin gửi trễ sẽ mang giờ sai.",
                    "The device sends no time, so that of receiving counts. What it sends late gets a wrong one."));
        }
        if (findings.stream().allMatch(f -> f.severity() == Finding.Severity.OK)) {
            findings.add(Finding.ok(
                    "all_well",
                    "Các bản tin gần đây đều đọc được và đã được lưu.",
                    "The last messages were all read and stored."));
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return findings;
    }

    private static Finding notHeard(Known known) {
        if (known.wrongTopic() != null) {
            return Finding.error(
                    "bad_topic",
                    "Chưa nhận được gì từ " + known.id() + ", nhưng có bản tin trên chủ đề \"" + known.wrongTopic()
                            + "\". Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối.",
                    "Nothing was ever received from " + known.id() + ", but something came on the topic \""
                            + known.wrongTopic() + "\". Ids have lower-case letters, digits and hyphens only.");
        }
        return known.deadLetters().isEmpty()
                ? Finding.error(
                        "never_heard",
                        "Chưa nhận được gì từ " + known.id() + ". Kiểm tra địa chỉ máy chủ MQTT, tài khoản, và chủ đề"
                                + " nuong/{site}/" + known.id() + "/readings.",
                        "Nothing was ever received from " + known.id()
                                + ". Check the broker's address, the account, and" + " the topic nuong/{site}/"
                                + known.id() + "/readings.")
                : Finding.error(
                        "nothing_taken",
                        "Chưa có số đo nào của " + known.id() + " được nhận: mọi bản tin đều bị từ chối.",
                        "No reading of " + known.id() + " was ever taken: every message was refused.");
    }

    /**
     * What was refused.
     *
     * @param detail only of a message that could not be read as a whole, without its numbers: the same fault of two messages is one
     */
    private record Fault(
            String reason, @Nullable String name, @Nullable String detail) {
        static Fault of(DeadLetterJson.Item item) {
            return new Fault(
                    item.reason(),
                    item.name(),
                    item.name() == null ? item.detail().replaceAll("[0-9]+", "0") : null);
        }
    }

    /** Faults that one sentence tells: they differ only in the name of the property. The newest of each counts. */
    private record Group(String reason, String detail) {
        static Group of(DeadLetterJson.Item item) {
            return new Group(
                    item.reason(),
                    item.name() == null || item.name().isEmpty()
                            ? item.detail()
                            : item.detail().replace(item.name(), "*"));
        }
    }

    /** What a sentence is made of. */
    private record Told(DeadLetterJson letter, DeadLetterJson.Item item, Set<Fault> faults) {}

    /** One finding for each different fault, up to a limit. It is an error when the device's newest message has it. */
    private static List<Finding> refused(Known known) {
        Map<Group, Told> groups = new LinkedHashMap<>();
        Set<Fault> seen = new HashSet<>();
        for (DeadLetterJson letter : known.deadLetters()) { // the newest first
            for (DeadLetterJson.Item item : letter.items()) {
                Fault fault = Fault.of(item);
                if (seen.add(fault)) {
                    groups.computeIfAbsent(Group.of(item), group -> new Told(letter, item, new LinkedHashSet<>()))
                            .faults()
                            .add(fault);
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        groups.values().stream().limit(MOST_FAULTS).forEach(told -> findings.add(refused(told, known)));
        int more = groups.size() - findings.size();
        if (more > 0) {
            findings.add(Finding.warning(
                    "more_faults",
                    "Còn " + more + " lỗi khác; xem tất cả: nuong deadletter list --device " + known.id(),
                    more + (more == 1 ? " more fault" : " more faults")
                            + "; see all with: nuong deadletter list --device " + known.id()));
        }
        return findings;
    }

    private static Finding refused(Told told, Known known) {
        DeadLetterJson letter = told.letter();
        DeadLetterJson.Item item = told.item();
        Text what = text(item.reason());
        String names =
                told.faults().stream().map(Fault::name).filter(Objects::nonNull).collect(Collectors.joining(", "));
        String name = names.isEmpty() ? "" : " (" + names + ")";
        long times = known.deadLetters().stream()
                .filter(l -> l.items().stream().map(Fault::of).anyMatch(told.faults()::contains))
                .count();
        int letters = known.deadLetters().size();
        return new Finding(
                isPresent(letter, known) ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                item.reason(),
                new Text(
                        what.vi() + name + ": " + times + " trong " + letters + " bản tin bị từ chối gần nhất; bản tin "
                                + letter.id() + " lúc " + letter.received() + ": " + item.detail(),
                        what.en() + name + ": " + times + " of the last " + letters + " messages refused; number "
                                + letter.id() + " of " + letter.received() + ": " + item.detail()));
    }

    private static boolean isPresent(DeadLetterJson letter, Known known) {
        DeviceJson device = known.device();
        return device == null
                || device.status().lastReceived() == null
                || !letter.received().isBefore(device.status().lastReceived());
    }

    private static Text text(String reason) {
        for (Map.Entry<Refusal.Reason, Text> known : REASONS.entrySet()) {
            if (known.getKey().code().equals(reason)) {
                return known.getValue();
            }
        }
        return OTHERWISE;
    }

    private static void addState(DeviceJson device, Known known, List<Finding> findings) {
        if (device.silentSince() != null) {
            findings.add(Finding.error(
                    "silent",
                    "Thiết bị im lặng: bản tin cuối lúc " + device.silentSince() + ".",
                    "The device is silent: its last message came at " + device.silentSince() + "."));
        }
        ClockJson clock = device.clock();
        if (clock != null && !clock.state().equals("good") && !clock.state().equals("unknown")) {
            findings.add(new Finding(Finding.Severity.WARNING, "clock_" + clock.state(), clock.text()));
        }
        if (device.status().about() == null) {
            findings.add(notDescribed(known.refusedAbout()));
        }
        if (device.status().plot() == null && known.assignable()) {
            findings.add(Finding.warning(
                    "not_assigned",
                    "Chưa gắn ô: site.yaml chưa ghi thiết bị này vào nương nào, nên không lời khuyên nào dùng nó.",
                    "Not assigned: site.yaml names it in no plot, so no advice uses it."));
        }
    }

    private static Finding notDescribed(@Nullable DeadLetterJson refused) {
        if (refused == null) {
            return Finding.warning(
                    "not_described",
                    "Thiết bị chưa tự giới thiệu: gửi một bản tin giữ lại (retained) lên .../about, có interval_s.",
                    "The device has not described itself: publish a retained message on …/about, with interval_s.");
        }
        return Finding.warning(
                "not_described",
                "Thiết bị có tự giới thiệu nhưng không đọc được: bản tin " + refused.id() + " lúc " + refused.received()
                        + ": " + refused.detail() + ". Sửa rồi gửi lại (retained) lên " + refused.topic() + ".",
                "The device has described itself, but that could not be read: number " + refused.id() + " of "
                        + refused.received() + ": " + refused.detail() + ". Put it right and publish it, retained, on "
                        + refused.topic() + ".");
    }

    private static void addFlags(List<DeviceCheckJson.LastMessage> messages, List<Finding> findings) {
        Map<Flag, DeviceCheckJson.Value> newest = new EnumMap<>(Flag.class);
        Map<Flag, Integer> counts = new EnumMap<>(Flag.class);
        for (DeviceCheckJson.LastMessage message : messages) {
            for (DeviceCheckJson.Value value : message.readings()) {
                for (Flag flag : value.flags()) {
                    newest.putIfAbsent(flag, value);
                    counts.merge(flag, 1, Integer::sum);
                }
            }
        }
        newest.forEach((flag, value) -> {
            String example = value.property() + " = " + number(value.value()) + " " + value.unit();
            findings.add(Finding.warning(
                    "flag_" + flag.code(),
                    "Đáng ngờ (" + flag.vietnamese() + "): " + counts.get(flag) + " số đo gần đây, mới nhất " + example
                            + ". Số đo vẫn được giữ nguyên.",
                    "Doubtful (" + flag.english() + "): " + counts.get(flag) + " of the last readings, the newest "
                            + example + ". The values are kept as they are."));
        });
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    private static void addConflict(@Nullable Conflict conflict, List<Finding> findings) {
        if (conflict != null) {
            findings.add(Finding.warning(
                    "conflict",
                    "Hai giá trị khác nhau cho cùng một lần đo: " + conflict.key() + " lúc " + conflict.measured()
                            + " là " + conflict.kept() + ", sau đó là " + conflict.other() + ". Giữ giá trị đến trước.",
                    "Two values for the same measured time: " + conflict.key() + " at " + conflict.measured() + " was "
                            + conflict.kept() + " and then " + conflict.other() + ". The first is kept."));
        }
    }
}
