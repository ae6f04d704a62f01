package vn.nuong.standalone.files;

import java.security.SecureRandom;

/** Fresh secrets from the system's random source. Thread-safe. */
public final class Secrets {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** 32 of 62 letters: 190 bits, not to be guessed. */
    private static final int LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    /** Letters and digits only: safe in a URL, in a shell and in {@code .env}. */
    public String next() {
        StringBuilder secret = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
