package vn.nuong.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may know of what, as a list. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vn.nuong");

    private static final String TELEMETRY = "vn.nuong.telemetry..";
    private static final String SIM = "vn.nuong.sim..";
    private static final String GATEWAY = "vn.nuong.gateway..";
    private static final String INGEST = "vn.nuong.ingest..";
    private static final String ANALYTICS = "vn.nuong.analytics..";
    private static final String PORTAL = "vn.nuong.portal..";
    private static final String STANDALONE = "vn.nuong.standalone..";

    @Test
    void theRulesSeeEveryModule() {
        for (String module : List.of("telemetry", "sim", "gateway", "ingest", "analytics", "portal", "standalone")) {
            assertThat(CODE).as(module).anyMatch(c -> c.getPackageName().startsWith("vn.nuong." + module));
        }
    }

    @Test
    void telemetryKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage(TELEMETRY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SIM, GATEWAY, INGEST, ANALYTICS, PORTAL, STANDALONE)
                .check(CODE);
    }

    @Test
    void simKnowsNoOtherService() {
        knowsNone(SIM, GATEWAY, INGEST, ANALYTICS, PORTAL, STANDALONE);
    }

    @Test
    void gatewayKnowsNoOtherService() {
        knowsNone(GATEWAY, SIM, INGEST, ANALYTICS, PORTAL, STANDALONE);
    }

    @Test
    void ingestKnowsNoOtherService() {
        knowsNone(INGEST, SIM, GATEWAY, ANALYTICS, PORTAL, STANDALONE);
    }

    @Test
    void analyticsKnowsNoOtherService() {
        knowsNone(ANALYTICS, SIM, GATEWAY, INGEST, PORTAL, STANDALONE);
    }

    @Test
    void portalKnowsNoOtherService() {
        knowsNone(PORTAL, SIM, GATEWAY, INGEST, ANALYTICS, STANDALONE);
    }

    @Test
    void agronomyIsJavaAndNothingElse() {
        classes()
                .that()
                .resideInAnyPackage("vn.nuong.telemetry.agronomy..", "vn.nuong.analytics.agronomy..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "vn.nuong.telemetry.agronomy..",
                        "vn.nuong.analytics.agronomy..")
                .check(CODE);
    }

    @Test
    void deepLearningStaysWhereForecastsAreLearned() {
        staysIn("vn.nuong.analytics.forecast..", "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");
    }

    @Test
    void influxStaysInItsStore() {
        staysIn("vn.nuong.ingest.influx..", "com.influxdb..");
    }

    @Test
    void artemisStaysInTheBroker() {
        staysIn("vn.nuong.gateway.broker..", "org.apache.activemq..");
    }

    @Test
    void pahoStaysInTheMqttSession() {
        staysIn("vn.nuong.telemetry.mqtt..", "org.eclipse.paho..");
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("vn.nuong.(*)..").should().beFreeOfCycles().check(CODE);
    }

    private static void knowsNone(String service, String... others) {
        noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CODE);
    }

    private static void staysIn(String home, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CODE);
    }
}
