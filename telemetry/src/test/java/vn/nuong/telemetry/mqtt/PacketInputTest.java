package vn.nuong.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketInputTest implements PacketInput.Receiver {

    private static final byte[] CONNACK = {0x20, 2, 0, 0};
    private static final byte[] PINGRESP = {(byte) 0xD0, 0};

    private final List<String> publications = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    @Override
    public void publication(String topic, byte[] payload, int id, boolean retained, boolean duplicate) {
        publications.add(topic + " " + text(payload) + " #" + id + (retained ? " retained" : "")
                + (duplicate ? " duplicate" : ""));
    }

    @Test
    void handsPublicationsOverAndPassesTheRestOn() throws IOException {
        byte[] sent = join(
                CONNACK,
                publish(0x32, "t/a", 7, "seven"),
                publish(0x3B, "t/â", 65_535, ""),
                publish(0x30, "t/c", 0, "at most once"),
                PINGRESP,
                publish(0x32, "t/d", 8, "x".repeat(200)));
        try (PacketInput input = input(sent)) {
            assertThat(input.readAllBytes()).isEqualTo(join(CONNACK, PINGRESP));
        }
        assertThat(publications)
                .containsExactly(
                        "t/a seven #7",
                        "t/â  #65535 retained duplicate",
                        "t/c at most once #0",
                        "t/d " + "x".repeat(200) + " #8");
    }

    @Override
    public void acknowledged(int packetId) {
        publications.add("acknowledged #" + packetId);
    }

    @Test
    void handsAcknowledgementsOver() throws IOException {
        byte[] sent = join(new byte[] {0x40, 2, 1, 0}, PINGRESP, new byte[] {0x40, 2, (byte) 0xFF, (byte) 0xFF});
        try (PacketInput input = input(sent)) {
            assertThat(input.readAllBytes()).isEqualTo(PINGRESP);
        }
        assertThat(publications).containsExactly("acknowledged #256", "acknowledged #65535");
    }

    @Override
    public boolean unsubscribed(int packetId) {
        if (packetId == 1_023) {
            publications.add("unsubscribed");
            return true;
        }
        return false;
    }

    @Test
    void handsAnswersToOurQuestionOverAndPassesThoseToTheReadersOn() throws IOException {
        byte[] readers = {(byte) 0xB0, 2, 0, 1};
        byte[] sent = join(publish(0x32, "t/a", 7, "seven"), new byte[] {(byte) 0xB0, 2, 3, (byte) 0xFF}, readers);
        try (PacketInput input = input(sent)) {
            assertThat(input.readAllBytes()).isEqualTo(readers);
        }
        assertThat(publications).containsExactly("t/a seven #7", "unsubscribed");
    }

    @Override
    public void ended(IOException why) {
        ends.add(why.getMessage());
    }

    @Test
    void tellsOfTheEnd() throws IOException {
        try (PacketInput input = input(CONNACK)) {
            assertThat(input.readNBytes(4)).isEqualTo(CONNACK);
            assertThat(ends).isEmpty();
            assertThat(input.read()).isEqualTo(-1);
        }
        assertThat(ends).containsExactly("the broker closed the connection");
    }

    @Test
    void passesPublicationsOnThatItCannotAcknowledge() throws IOException {
        byte[] exactlyOnce = publish(0x34, "t", 9, "two");
        try (PacketInput input = input(exactlyOnce)) {
            assertThat(input.readAllBytes()).isEqualTo(exactlyOnce);
        }
        assertThat(publications).isEmpty();
    }

    @Test
    void losesNothingWhereverTheSocketCutsAndTimesOut() throws IOException {
        byte[] sent = join(
                CONNACK, publish(0x32, "t/a", 1, "y".repeat(130)), PINGRESP, publish(0x32, "t/b", 2, "z"), CONNACK);
        for (int piece = 1; piece <= 20; piece++) {
            publications.clear();
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            try (PacketInput input = new PacketInput(new Pieces(sent, piece), this)) {
                for (int b = untilInTime(input); b >= 0; b = untilInTime(input)) {
                    passed.write(b);
                }
            }
            assertThat(passed.toByteArray()).isEqualTo(join(CONNACK, PINGRESP, CONNACK));
            assertThat(publications).containsExactly("t/a " + "y".repeat(130) + " #1", "t/b z #2");
        }
    }

    @Test
    void takesAPublicationLargerThanItsBufferAndWhatFollows() throws IOException {
        String large = "m".repeat(3_000_000);
        byte[] sent = join(publish(0x32, "t", 1, large), publish(0x32, "t", 2, "small"), PINGRESP);
        try (PacketInput input = input(sent)) {
            assertThat(input.readAllBytes()).isEqualTo(PINGRESP);
        }
        assertThat(publications).containsExactly("t " + large + " #1", "t small #2");
    }

    @Test
    void refusesALengthOfFiveBytesAndAPublicationWithoutRoomForItsTopic() {
        byte[] tooLong = {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1};
        assertThatThrownBy(() -> input(tooLong).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("length");
        byte[] noTopic = {0x32, 4, 0, 9, 'a', 'b'};
        assertThatThrownBy(() -> input(noTopic).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("header");
        byte[] empty = {0x30, 0};
        assertThatThrownBy(() -> input(empty).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("header");
    }

    @Test
    void endsWhereTheBrokerEnds() throws IOException {
        byte[] publication = publish(0x32, "t", 1, "never whole");
        byte[] half = Arrays.copyOf(publication, publication.length - 1);
        try (PacketInput input = input(half)) {
            assertThat(input.read()).isEqualTo(-1);
        }
        assertThat(publications).isEmpty();
    }

    private PacketInput input(byte[] sent) {
        return new PacketInput(new Pieces(sent, Integer.MAX_VALUE), this);
    }

    private static int untilInTime(InputStream input) throws IOException {
        while (true) {
            try {
                return input.read();
            } catch (SocketTimeoutException e) {
                assertThat(input.available()).isZero();
            }
        }
    }

    /** Gives a few bytes at a time, and a timeout before each time but the first. */
    private static final class Pieces extends InputStream {
        private final byte[] bytes;
        private final int piece;
        private int position;
        private boolean late;

        Pieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("a read of one byte is a system call");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (late) {
                late = false;
                throw new SocketTimeoutException("later");
            }
            if (position == bytes.length) {
                return -1;
            }
            int count = Math.min(piece, Math.min(length, bytes.length - position));
            System.arraycopy(bytes, position, into, from, count);
            position += count;
            late = piece < bytes.length && position < bytes.length;
            return count;
        }
    }

    private static byte[] publish(int first, String topic, int id, String payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] content = payload.getBytes(StandardCharsets.UTF_8);
        byte[] body = join(
                new byte[] {(byte) (name.length >> 8), (byte) name.length},
                name,
                (first & 6) == 0 ? new byte[0] : new byte[] {(byte) (id >> 8), (byte) id},
                content);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        for (int left = body.length; ; left >>= 7) {
            packet.write(left > 127 ? left & 127 | 128 : left);
            if (left <= 127) {
                break;
            }
        }
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
