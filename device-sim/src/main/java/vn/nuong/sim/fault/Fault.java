package vn.nuong.sim.fault;

import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.Packet;

/**
 * Something that goes wrong between a probe and its broker. It changes what a device publishes, when it sends it and what time
 * it believes it is; never the truth.
 */
public sealed interface Fault permits Battery, ClockSkew, Disorder, Drift, DropOut, Duplicate, Reboot, Spike, Stuck {

    /** The name in options and in the truth file. */
    String kind();

    /**
     * What becomes of a device's packets.
     *
     * @param packets of one device in the order of time; never changed
     * @param random decides what is left to chance
     * @return every packet given, changed or not, and copies where the fault makes some
     */
    List<Packet> apply(List<Packet> packets, Random random);
}
