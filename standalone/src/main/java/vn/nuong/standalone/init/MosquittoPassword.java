package vn.nuong.standalone.init;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A line of Mosquitto's password file: {@code user:$7$iterations$salt$hash}, the hash by PBKDF2 (RFC 8018) with
 * HMAC-SHA-512, as {@code mosquitto_passwd} of Mosquitto 2 writes it.
 */
final class MosquittoPassword {

    /** As mosquitto_passwd does; enough for passwords of 192 random bits, which no dictionary holds. */
    private static final int ITERATIONS = 101;

    private static final int HASH_BITS = 512;

    private MosquittoPassword() {}

    /** @param salt 12 random bytes, as mosquitto_passwd takes */
    static String line(String user, String password, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder();
        return user + ":$7$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash(password, salt)) + "\n";
    }

    private static byte[] hash(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java knows no PBKDF2WithHmacSHA512", e);
        }
    }
}
