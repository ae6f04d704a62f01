package vn.nuong.standalone.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.nuong.telemetry.site.SiteConfig;

class InitCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int init(String... more) {
        return new CommandLine(new InitCommand())
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(Stream.concat(Stream.of("--dir", folder.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private Path config(String name) {
        return folder.resolve(".nuong").resolve(name);
    }

    private Map<String, String> env() throws IOException {
        return EnvFile.read(folder.resolve(".env"));
    }

    @Test
    void writesEverySecretFreshAndForItsOwnerOnly() throws IOException {
        assertThat(init()).isZero();
        Map<String, String> values = env();
        List<String> secrets = values.entrySet().stream()
                .filter(e -> e.getKey().matches(".*(PASSWORD|TOKEN)"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(9).allMatch(s -> s.matches("[A-Za-z0-9]{32}"));
        assertThat(new HashSet<>(secrets)).hasSameSizeAs(secrets);
        for (Path secret : List.of(
                folder.resolve(".env"),
                config("ca.key"),
                config("mosquitto/server.key"),
                config("mosquitto/passwd"),
                config("mosquitto/acl"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(values.get("NUONG_UID")).isNotEqualTo("0");
        for (String secret : secrets) {
            assertThat(err.toString()).doesNotContain(secret);
        }
    }

    @Test
    void signsTheBrokersCertificateForItsNames() throws Exception {
        init();
        X509Certificate authority = certificate("ca.crt");
        X509Certificate server = certificate("server.crt");
        server.verify(authority.getPublicKey());
        server.checkValidity();
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames().stream().<Object>map(n -> n.get(1)))
                .containsExactly("mosquitto", "localhost", "127.0.0.1");
    }

    @Test
    void leavesWhatIsThereAlone() throws IOException {
        init();
        Map<String, String> before = env();
        assertThat(init()).isEqualTo(1);
        assertThat(err.toString()).contains("is there already", "--force");
        assertThat(env()).isEqualTo(before);
    }

    @Test
    void forceRenewsEverythingButTheSiteAndTheDatabasesSecrets() throws IOException {
        init();
        Map<String, String> before = env();
        String site = Files.readString(config("site.yaml")).replace("household: null", "household: Bà Mẫu");
        Files.writeString(config("site.yaml"), site);
        String key = Files.readString(config("mosquitto/server.key"));

        assertThat(init("--force")).isZero();

        Map<String, String> after = env();
        after.forEach((name, value) -> {
            if (name.endsWith("MQTT_PASSWORD")) {
                assertThat(value).as(name).isNotEqualTo(before.get(name));
            } else {
                assertThat(value).as(name).isEqualTo(before.get(name));
            }
        });
        assertThat(Files.readString(config("mosquitto/server.key"))).isNotEqualTo(key);
        assertThat(Files.readString(config("site.yaml"))).isEqualTo(site);
    }

    @Test
    void startsWithTheSampleSite() {
        init();
        assertThat(SiteConfig.load(config("site.yaml"))).isEqualTo(SiteConfig.sampleSite());
    }

    private X509Certificate certificate(String name) throws Exception {
        byte[] pem = Files.readString(config("mosquitto/" + name)).getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
