package vn.nuong.standalone.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.standalone.files.Secrets;
import vn.nuong.standalone.files.WholeFiles;
import vn.nuong.telemetry.site.SiteConfig;

/** {@code nuong init}: what docker compose needs and a repository must not hold. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Make what \"docker compose up\" needs: secrets, certificates, broker accounts.",
        description = {
            "Tạo mật khẩu, chứng thư và tài khoản trước khi chạy docker compose.",
            "",
            "Writes .env with fresh secrets, and .nuong/ with Mosquitto's configuration, accounts and certificates and a"
                    + " site.yaml to fill in. Nothing that is there already is overwritten unless --force says so.",
            ""
        },
        footer = {"", "Then: docker compose up --build --detach"})
public final class InitCommand implements Callable<Integer> {

    @Option(
            names = "--force",
            description =
                    "Make new secrets, accounts and certificates over those that are there; every client then needs"
                            + " its new password. site.yaml stays, and so do InfluxDB's secrets, which its volume remembers.")
    private boolean force;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder to write .env and .nuong/ to. Default: where docker-compose.yml is")
    private @Nullable Path dir;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path home = Path.of(System.getProperty("nuong.home", "")).toAbsolutePath();
        Path base = dir == null ? home : dir.toAbsolutePath().normalize();
        Path config = base.resolve(".nuong");
        Path env = base.resolve(".env");
        for (Path there : List.of(env, config.resolve("mosquitto"))) {
            if (!force && Files.exists(there)) {
                throw new IOException(there + " is there already and was left alone; go on with docker compose up, or"
                        + " make new secrets with --force");
            }
        }
        Files.createDirectories(config);
        Path siteFile = config.resolve("site.yaml");
        if (!Files.exists(siteFile)) {
            WholeFiles.writeReadable(siteFile, sampleSite());
        }
        String site = SiteConfig.load(siteFile).site();
        ContainerUser user = ContainerUser.ofOwner(siteFile);

        Secrets secrets = new Secrets();
        EnvFile values = new EnvFile(secrets, Files.exists(env) ? EnvFile.read(env) : Map.of());
        List<MosquittoFiles.Account> accounts = MosquittoFiles.accounts(site, secrets);
        Certificates certificates =
                Certificates.make(List.of("mosquitto", "localhost"), List.of("127.0.0.1"), Clock.systemUTC());

        user.take(MosquittoFiles.write(config.resolve("mosquitto"), accounts, certificates, secrets));
        WholeFiles.writePrivate(config.resolve("ca.key"), certificates.caKey());
        // Last: compose starts only with it, so never on half of the rest.
        WholeFiles.writePrivate(env, values.text(user, base.equals(home) ? "./.nuong" : config.toString(), accounts));
        tell(spec.commandLine().getErr(), base, user);
        return 0;
    }

    private static void tell(PrintWriter err, Path base, ContainerUser user) {
        err.println("Đã tạo / made in " + base + ":");
        err.println("  .env                secrets, read by docker compose; only its owner may read it");
        err.println("  .nuong/mosquitto/   the broker's configuration, accounts and certificates");
        err.println("  .nuong/site.yaml    the plots: fill in household and hamlet when they are chosen");
        err.println("  .nuong/ca.key       signs the broker's next certificate; keep it to yourself");
        if (user.givenAway()) {
            err.println(
                    "You are root: containers run as user " + user.uid() + ", who owns the broker's private files.");
        }
        err.println("Tiếp theo / next: docker compose up --build --detach");
        err.println("Rồi mở / then open: http://127.0.0.1:8080/");
    }

    private static String sampleSite() throws IOException {
        try (InputStream in = Objects.requireNonNull(SiteConfig.class.getResourceAsStream("/sample-site.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
