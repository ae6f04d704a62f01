package vn.nuong.sim.sample;

import java.util.List;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.publish.Message;
import vn.nuong.telemetry.device.DeviceAbout;

/**
 * A device of the sample site with all that it says during a replay.
 *
 * @param id its id
 * @param about what it says of itself
 * @param messages in the order of sending
 * @param truth for a simulated device what was really so; empty for a recording
 */
public record SampleDevice(String id, DeviceAbout about, List<Message> messages, List<Packet> truth) {

    public SampleDevice {
        messages = List.copyOf(messages);
        truth = List.copyOf(truth);
    }
}
