package vn.nuong.standalone.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the installation's own and the broker's certificate signed by it, on the curve P-256 (RFC 5480,
 * RFC 5280 for the extensions), as PEM texts.
 *
 * @param caCertificate what whoever connects must trust
 * @param caKey the authority's private key, to sign the next certificate; secret
 * @param serverCertificate the broker's
 * @param serverKey its private key; secret
 */
record Certificates(String caCertificate, String caKey, String serverCertificate, String serverKey) {

    static final Duration CA_VALIDITY = Duration.ofDays(3650);
    static final Duration SERVER_VALIDITY = Duration.ofDays(1095);

    /** Clocks of small devices run behind; a certificate that starts now would not be valid for them. */
    private static final Duration BEFORE_NOW = Duration.ofDays(1);

    private static final String SIGNATURE = "SHA256withECDSA";

    /**
     * Makes all four.
     *
     * @param names host names of the broker
     * @param addresses IP addresses of the broker
     */
    static Certificates make(List<String> names, List<String> addresses, Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair ca = generator.generateKeyPair();
            KeyPair server = generator.generateKeyPair();
            X500Name authority = new X500Name("CN=Nuong installation authority");
            Instant now = clock.instant();
            ContentSigner signer = new JcaContentSignerBuilder(SIGNATURE).build(ca.getPrivate());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();

            X509CertificateHolder caCertificate = builder(authority, authority, ca, now, CA_VALIDITY)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(ca.getPublic()))
                    .build(signer);
            X509CertificateHolder serverCertificate = builder(
                            authority, new X500Name("CN=" + names.get(0)), server, now, SERVER_VALIDITY)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, alternativeNames(names, addresses))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(ca.getPublic()))
                    .build(signer);
            return new Certificates(
                    pem("CERTIFICATE", encoded(caCertificate)),
                    pem(ca.getPrivate()),
                    pem("CERTIFICATE", encoded(serverCertificate)),
                    pem(server.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this Java cannot make certificates: " + e.getMessage(), e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant now, Duration validity) {
        BigInteger serial =
                new BigInteger(159, new SecureRandom()).add(BigInteger.ONE); // RFC 5280: positive, 20 octets
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(now.minus(BEFORE_NOW)),
                Date.from(now.plus(validity)),
                subject,
                keys.getPublic());
    }

    private static GeneralNames alternativeNames(List<String> names, List<String> addresses) {
        return new GeneralNames(Stream.concat(
                        names.stream().map(n -> new GeneralName(GeneralName.dNSName, n)),
                        addresses.stream().map(a -> new GeneralName(GeneralName.iPAddress, a)))
                .toArray(GeneralName[]::new));
    }

    private static byte[] encoded(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    @Override
    public String toString() {
        return "Certificates[keys not shown]";
    }
}
