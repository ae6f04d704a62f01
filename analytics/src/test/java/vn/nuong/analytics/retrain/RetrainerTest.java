package vn.nuong.analytics.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.forecast.Histories;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.telemetry.advice.Retraining;
import vn.nuong.telemetry.advice.Retraining.State;
import vn.nuong.telemetry.testing.MutableClock;

class RetrainerTest {

    @TempDir
    Path dir;

    private final MutableClock clock = new MutableClock(Field.NOW.toString());
    private final List<String> said = new ArrayList<>();

    private Path registry() {
        return dir.resolve("models");
    }

    /** Does nothing but what a test says. */
    private interface Doing extends Work {
        @Override
        default void stop() {}
    }

    private Retrainer retrainer(Cadence cadence, Histories histories, Doing work) {
        return new Retrainer(registry(), cadence, List.of(Field.plot()), histories, work, clock);
    }

    /** Storms in a soil that drains and dries, hourly, for so many days up to now. */
    private static Histories days(int days) {
        Random random = new Random(3);
        double[] moisture = {0.26};
        Instant begin = Field.NOW.minus(Duration.ofDays(days));
        Field field = new Field();
        for (Instant t = begin; !t.isAfter(Field.NOW); t = t.plus(Duration.ofHours(1))) {
            double rain = random.nextInt(70) == 0 ? 5 + 20 * random.nextDouble() : 0;
            moisture[0] += rain / 250 - Math.max(0, moisture[0] - 0.28) * 0.08 - (moisture[0] - 0.12) * 0.001;
            field.with("rain", t, rain);
            field.with("soil_moisture_20cm", t, moisture[0] + 0.001 * random.nextGaussian());
        }
        field.hourly("air_temperature", begin, Field.NOW, t -> 22)
                .hourly("relative_humidity", begin, Field.NOW, t -> 75)
                .hourly("solar_radiation", begin, Field.NOW, t -> 200 + Field.wiggle(t));
        return (plot, from, to) -> field.history(to);
    }

    private Retraining status(Retrainer retrainer) throws IOException {
        Retraining status = retrainer.status();
        assertThat(Retrainer.read(registry())).isEqualTo(status).isNotNull();
        return status == null ? new Retraining(State.FAILED, Instant.EPOCH, Instant.EPOCH, "", null, null) : status;
    }

    @Test
    void offNeverBeginsAndWeeklyBeginsAWeekAfterTheLast() throws Exception {
        assertThat(retrainer(Cadence.OFF, days(5), noWork()).isDue()).isFalse();
        try (Retrainer weekly = retrainer(Cadence.WEEKLY, days(5), noWork())) {
            assertThat(weekly.isDue()).isTrue();
            weekly.run();
            assertThat(weekly.isDue()).isFalse();
            clock.advance(Duration.ofDays(7).minusSeconds(1));
            assertThat(weekly.isDue()).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(weekly.isDue()).isTrue();
        }
        assertThat(Cadence.of("Monthly")).isEqualTo(Cadence.MONTHLY);
        assertThatThrownBy(() -> Cadence.of("daily")).hasMessageContaining("write off, weekly or monthly");
    }

    private static Doing noWork() {
        return (registry, progress) -> {
            throw new AssertionError("nothing is to be trained");
        };
    }

    @Test
    void withTooLittleToLearnFromItSaysHowMuchThereIsAndDoesNothing() throws Exception {
        try (Retrainer retrainer = retrainer(Cadence.MONTHLY, days(70), noWork())) {
            retrainer.run();
            Retraining status = status(retrainer);
            assertThat(status.state()).isEqualTo(State.TOO_LITTLE);
            assertThat(status.step()).contains("41 days").contains("of 60 that are needed");
            assertThat(Job.folder(registry())).doesNotExist();
        }
    }

    @Test
    void readingsOfTheLastFourWeeksAreHeldBackForTheTrial() throws Exception {
        try (Retrainer retrainer = retrainer(Cadence.MONTHLY, days(110), (registry, progress) -> {
            List<String> learn = Files.readAllLines(Job.learn(registry).resolve("plot-1.csv"));
            List<String> later = Files.readAllLines(Job.later(registry).resolve("plot-1.csv"));
            assertThat(learn.get(0))
                    .isEqualTo(
                            "time,soil_moisture_20cm,station_rain,rain,air_temperature,relative_humidity,solar_radiation");
            assertThat(learn.get(learn.size() - 1)).startsWith("2026-02-22T00:00:00Z,0.");
            assertThat(later.get(later.size() - 1)).startsWith("2026-03-22T04:00:00Z,0.");
            assertThat(later.get(1)).startsWith("2026-01-08T01:00:00Z,0.");
            Job job = Job.read(registry);
            assertThat(job.heldBackFrom()).isEqualTo("2026-02-22");
            assertThat(job.depths()).containsExactly(20);
            assertThat(job.version()).isEqualTo("soil-moisture-2");
            progress.accept("20cm-none: pass 1 of 3");
            said.add(Retrainer.read(registry).step());
            Job.write(registry, new Job.Outcome(State.NOT_TAKEN, "not better", "24 h: 0.1 against 0.2"));
            return 0;
        })) {
            retrainer.run();
            assertThat(said).containsExactly("20cm-none: pass 1 of 3");
            Retraining status = status(retrainer);
            assertThat(status.state()).isEqualTo(State.NOT_TAKEN);
            assertThat(status.version()).isEqualTo("soil-moisture-2");
            assertThat(status.figures()).isEqualTo("24 h: 0.1 against 0.2");
            assertThat(Job.folder(registry())).doesNotExist();
        }
    }

    @Test
    void killedItGoesOnWithTheSameJobAfterAnHourAndGivesUpAtTheThirdTime() throws Exception {
        List<Job> jobs = new ArrayList<>();
        Doing killed = (registry, progress) -> {
            jobs.add(Job.read(registry));
            progress.accept("pass " + jobs.size());
            return 137;
        };
        try (Retrainer retrainer = retrainer(Cadence.WEEKLY, days(110), killed)) {
            retrainer.run();
            assertThat(status(retrainer).state()).isEqualTo(State.WAITING);
            assertThat(status(retrainer).step()).isEqualTo("its process ended with 137, at: pass 1");
            assertThat(retrainer.isDue()).isFalse();
            clock.advance(Duration.ofHours(1));
            assertThat(retrainer.isDue()).isTrue();
        }
        try (Retrainer next = retrainer(Cadence.WEEKLY, noReadings(), killed)) { // the service was started again
            assertThat(next.isDue()).isTrue();
            next.run();
            next.run();
            assertThat(jobs).extracting(Job::attempts).containsExactly(1, 2, 3);
            assertThat(jobs).extracting(Job::started).containsOnly(Field.NOW);
            next.run();
            assertThat(status(next).state()).isEqualTo(State.FAILED);
            assertThat(jobs).hasSize(3);
            assertThat(next.isDue()).isFalse();
        }
    }

    private static Histories noReadings() {
        return (plot, from, to) -> {
            throw new IOException("ingest does not answer");
        };
    }

    @Test
    void oneThatRanWhenItsServiceWasKilledGoesOnAtOnce() throws Exception {
        Files.createDirectories(registry());
        Job.replace(
                registry().resolve("retraining.json"),
                new Retraining(State.RUNNING, Field.NOW, Field.NOW, "pass 2 of 5", "soil-moisture-2", null));
        try (Retrainer retrainer = retrainer(Cadence.WEEKLY, days(5), noWork())) {
            assertThat(retrainer.isDue()).isTrue();
        }
    }

    @Test
    void whatCannotBeReadOrFailsIsToldAndThrowsNothing() throws Exception {
        try (Retrainer away = retrainer(Cadence.WEEKLY, noReadings(), noWork())) {
            away.run();
            assertThat(status(away).state()).isEqualTo(State.WAITING);
            assertThat(status(away).step()).isEqualTo("ingest does not answer");
        }
        Files.writeString(registry().resolve("retraining.json"), "{");
        try (Retrainer broken = retrainer(Cadence.WEEKLY, days(110), (registry, progress) -> {
            throw new IllegalStateException("a fault");
        })) {
            broken.run();
            assertThat(status(broken).state()).isEqualTo(State.FAILED);
            assertThat(status(broken).step()).contains("a fault");
        }
    }

    @Test
    void aModelTrainedFromThePlotsReadingsIsTriedOnWhatWasHeldBackAndTheRegistryKeepsWhatCameOfIt() throws Exception {
        try (Retrainer retrainer = retrainer(Cadence.WEEKLY, days(110), inThisProcess())) {
            retrainer.run();
            Retraining status = status(retrainer);
            assertThat(status.state()).as(status.step()).isIn(State.TAKEN, State.NOT_TAKEN);
            ModelRegistry models = new ModelRegistry(registry(), ShippedModels.cards());
            ModelCard card = models.find("soil-moisture-2").orElseThrow().card();
            assertThat(card.learnedFrom()).singleElement().satisfies(f -> {
                assertThat(f.licence()).isEqualTo("the farm's own readings");
                assertThat(f.to()).isBefore("2026-02-22");
            });
            ModelRegistry.Change change =
                    models.history(ModelCard.SOIL_MOISTURE).get(0);
            assertThat(change.act() == ModelRegistry.Act.PROMOTED).isEqualTo(status.state() == State.TAKEN);
            assertThat(change.trial()).isNotNull();
            assertThat(change.trial().from()).isEqualTo("2026-02-22");
            assertThat(change.trial().figures()).isEqualTo(status.figures());
            assertThat(said).anyMatch(line -> line.contains("pass 1 of"));
            assertThat(models.list().damaged()).isEmpty();
        }
    }

    @Test
    void theProcessTellsItsLinesAndItsExitCode() throws Exception {
        int exit = new ChildProcess("nuong test").run(Files.createDirectories(registry()), said::add);
        assertThat(exit).isEqualTo(1);
        assertThat(said).anyMatch(line -> line.startsWith("failed: ") && line.contains("job.json"));
    }

    private Doing inThisProcess() {
        return new Doing() {
            @Override
            public int run(Path registry, Consumer<String> progress) throws IOException, InterruptedException {
                new Candidate(registry, "nuong test", clock, progress.andThen(said::add)).run();
                return 0;
            }
        };
    }
}
