package vn.nuong.portal.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.nuong.telemetry.advice.Text;

/**
 * Why a message was refused, for whoever has to see to it.
 *
 * @param code as in the API
 * @param what in a few words
 * @param todo what can be done, and whether trying again helps
 */
public record Reason(String code, Text what, Text todo) {

    /** Those known, in the order in which a message is looked at. */
    public static final List<Reason> ALL = List.of(
            new Reason(
                    "unparseable",
                    new Text("Không đọc được bản tin", "The message cannot be read"),
                    new Text(
                            "Nội dung không đúng dạng JSON hay SenML. Người làm thiết bị so với docs/telemetry.md, sửa"
                                    + " rồi gửi lại. Thử lại chỉ có ích khi Nương đã được sửa.",
                            "It is neither JSON nor SenML. The maker of the device compares it with docs/telemetry.md,"
                                    + " mends it and sends it again. Trying again helps only once Nương was mended.")),
            new Reason(
                    "bad_topic",
                    new Text("Gửi sai địa chỉ", "Sent to a wrong address"),
                    new Text(
                            "Đặt lại địa chỉ gửi (topic) trên thiết bị: nuong/vùng/thiết-bị/readings, chỉ chữ thường"
                                    + " không dấu, số và gạch nối.",
                            "Set the address (topic) on the device: nuong/site/device/readings, in lower-case letters,"
                                    + " digits and hyphens.")),
            new Reason(
                    "unknown_property",
                    new Text("Đại lượng lạ", "An unknown property"),
                    new Text(
                            "Sửa tên đại lượng trên thiết bị theo bảng trong docs/telemetry.md. Nếu là đại lượng mới, báo"
                                    + " người bảo trì; khi Nương đã biết nó thì bấm Thử lại.",
                            "Name the property on the device as in docs/telemetry.md. If it is a new one, tell the"
                                    + " maintainer; once Nương knows it, try again.")),
            new Reason(
                    "not_a_number",
                    new Text("Giá trị không phải là số", "The value is not a number"),
                    new Text(
                            "Thường do đầu đo lỗi, hoặc số viết thành chữ hay dùng dấu phẩy. Xem lại đầu đo và cách"
                                    + " thiết bị viết số.",
                            "Often a broken probe, or a number written as text or with a comma. Look at the probe and at"
                                    + " how the device writes numbers.")),
            new Reason(
                    "wrong_unit",
                    new Text("Sai đơn vị", "A wrong unit"),
                    new Text(
                            "Đặt thiết bị gửi đúng đơn vị ghi trong docs/telemetry.md.",
                            "Have the device send the unit given in docs/telemetry.md.")),
            new Reason(
                    "bad_time",
                    new Text("Giờ đo không dùng được", "The measured time cannot be used"),
                    new Text(
                            "Đặt giờ cho thiết bị, và gửi giờ kèm múi giờ, như 2026-11-23T07:15:00+07:00.",
                            "Set the device's clock, and send times with their offset, as in"
                                    + " 2026-11-23T07:15:00+07:00.")),
            new Reason(
                    "from_the_future",
                    new Text("Giờ đo ở tương lai", "Measured in the future"),
                    new Text(
                            "Xem đồng hồ của thiết bị ở trang thiết bị. Đồng hồ thiết bị sai thì đặt lại giờ và đừng thử"
                                    + " lại: giờ sai sẽ vào sổ. Nếu là đồng hồ máy chủ chậm thì sửa máy chủ; khi đó Nương tự"
                                    + " thử lại.",
                            "Look at the device's clock on its page. If that is wrong, set it and do not try again: the"
                                    + " wrong time would be kept. If the server's clock was slow, mend that; Nương then"
                                    + " tries again by itself.")),
            new Reason(
                    "not_storable",
                    new Text("Kho không giữ được", "It cannot be stored"),
                    new Text(
                            "Kho số đo từ chối, thường vì giờ đo quá xa ngày nay. Xem chi tiết; sửa xong thì bấm Thử lại.",
                            "The store of readings refused it, mostly for a time too far from today. See the detail; once"
                                    + " that is mended, try again.")));

    private static final Map<String, Reason> BY_CODE =
            ALL.stream().collect(Collectors.toMap(Reason::code, Function.identity()));

    /** The reason of that code; one that this version does not know is called by its code. */
    public static Reason of(String code) {
        return Optional.ofNullable(BY_CODE.get(code))
                .orElseGet(() -> new Reason(
                        code,
                        new Text("Lý do khác: " + code, "Another reason: " + code),
                        new Text(
                                "Xem chi tiết; sửa xong thì bấm Thử lại.", "See the detail; once mended, try again.")));
    }
}
