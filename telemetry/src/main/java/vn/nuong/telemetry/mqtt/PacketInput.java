package vn.nuong.telemetry.mqtt;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a broker sends. Publications, and answers to what was sent past the reader, are taken out and handed over on the thread that reads;
 * everything else is passed on to the reader, Paho, a packet at a time. Paho itself reads a socket several times a packet,
 * makes a dozen objects of it, and passes publications to another thread through a queue of ten, which costs more than all
 * that is done with them later.
 *
 * <p>For one reading thread.
 */
final class PacketInput extends InputStream {

    /** Who gets what is taken out. */
    interface Receiver {
        /**
         * Takes a publication (PUBLISH, MQTT 3.1.1, section 3.3).
         *
         * @param packetId 0 with QoS 0, which asks for no acknowledgement
         */
        void publication(String topic, byte[] payload, int packetId, boolean retained, boolean duplicate);

        /** Takes the broker's word that it has a publication of ours (PUBACK, section 3.4). */
        void acknowledged(int packetId);

        /**
         * Takes the broker's word that a subscription is ended (UNSUBACK, section 3.11).
         *
         * @return false to have it passed on to the reader, who asked for it
         */
        boolean unsubscribed(int packetId);

        /** Is told that nothing more will come, and why. */
        void ended(IOException why);
    }

    private static final int BUFFER = 64 * 1024;
    private static final int TYPE_PUBLISH = 3;
    private static final int TYPE_PUBACK = 4;
    private static final int TYPE_UNSUBACK = 11;
    private static final int LONGEST_HEADER = 5;

    private final InputStream socket;
    private final Receiver receiver;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private int passing; // bytes of the packet begun that the reader has not got yet; 0 between packets

    PacketInput(InputStream socket, Receiver receiver) {
        this.socket = socket;
        this.receiver = receiver;
    }

    @Override
    public int read() throws IOException {
        if (!ready()) {
            return -1;
        }
        passing--;
        return buffer[position++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, Math.min(passing, limit - position));
        System.arraycopy(buffer, position, into, from, count);
        position += count;
        passing -= count;
        return count;
    }

    /** Bytes of the packet begun that can be read without waiting. */
    @Override
    public int available() {
        return Math.min(passing, limit - position);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Makes at least one byte for the reader ready; false at the end. A timeout of the socket loses nothing. */
    private boolean ready() throws IOException {
        while (passing == 0) {
            if (!next()) {
                return false;
            }
        }
        if (position == limit && !fill(1)) {
            throw new EOFException("the broker closed the connection within a packet");
        }
        return true;
    }

    /** Hands the next packet over when it is a publication, else begins to pass it on; false at the end. */
    private boolean next() throws IOException {
        int header = 2; // first byte and at least one of the length
        int length = 0;
        for (int shift = 0; ; shift += 7, header++) {
            if (header > LONGEST_HEADER) {
                throw new IOException("the broker sent a packet whose length has more than four bytes");
            }
            if (limit - position < header && !fill(header)) {
                return false;
            }
            int digit = buffer[position + header - 1];
            length |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                break;
            }
        }
        int first = buffer[position] & 0xFF;
        int type = first >> 4;
        int qos = first >> 1 & 3;
        boolean publication = type == TYPE_PUBLISH && qos <= 1;
        if (!publication && type != TYPE_PUBACK && type != TYPE_UNSUBACK) {
            passing = header + length;
            return true;
        }
        if (limit - position < header + length && !fill(header + length)) {
            return false;
        }
        int from = position + header;
        position = from + length; // a receiver that throws does not get it twice
        if (publication) {
            handOver(first, qos, from, position);
            return true;
        }
        if (length != 2) {
            throw new IOException("the broker sent an acknowledgement of " + length + " bytes");
        }
        int id = unsigned(from) << 8 | unsigned(from + 1);
        if (type == TYPE_PUBACK) {
            receiver.acknowledged(id);
        } else if (!receiver.unsubscribed(id)) {
            position = from - header;
            passing = header + length;
        }
        return true;
    }

    private void handOver(int first, int qos, int from, int to) throws IOException {
        int named = to - from < 2 ? -1 : from + 2 + (unsigned(from) << 8 | unsigned(from + 1));
        int content = named + 2 * qos; // the packet's id is there with QoS 1 only
        if (named < 0 || content > to) {
            throw new IOException("the broker sent a publication that ends within its header");
        }
        String topic = new String(buffer, from + 2, named - from - 2, StandardCharsets.UTF_8);
        int id = qos == 0 ? 0 : unsigned(named) << 8 | unsigned(named + 1);
        receiver.publication(topic, Arrays.copyOfRange(buffer, content, to), id, (first & 1) != 0, (first & 8) != 0);
    }

    private int unsigned(int index) {
        return buffer[index] & 0xFF;
    }

    /** Reads until this many bytes are there; false when the broker ends before. */
    private boolean fill(int wanted) throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
            if (buffer.length > BUFFER) {
                buffer = new byte[BUFFER]; // a large packet has gone
            }
        }
        if (wanted > buffer.length - position) {
            byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
            System.arraycopy(buffer, position, target, 0, limit - position);
            buffer = target;
            limit -= position;
            position = 0;
        }
        while (limit - position < wanted) {
            int count = receive();
            if (count < 0) {
                receiver.ended(new EOFException("the broker closed the connection"));
                return false;
            }
            limit += count;
        }
        return true;
    }

    private int receive() throws IOException {
        try {
            return socket.read(buffer, limit, buffer.length - limit);
        } catch (SocketTimeoutException e) {
            throw e; // the reader will come again
        } catch (IOException e) {
            receiver.ended(e);
            throw e;
        }
    }
}
