package vn.nuong.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know of what, as a list. */
@AnalyzeClasses(packages = "vn.nuong", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String TELEMETRY = "vn.nuong.telemetry..";
    private static final String SIM = "vn.nuong.sim..";
    private static final String GATEWAY = "vn.nuong.gateway..";
    private static final String INGEST = "vn.nuong.ingest..";
    private static final String ANALYTICS = "vn.nuong.analytics..";
    private static final String PORTAL = "vn.nuong.portal..";
    private static final String STANDALONE = "vn.nuong.standalone..";

    @ArchTest
    static final ArchRule telemetryKnowsNoService = noClasses()
            .that()
            .resideInAPackage(TELEMETRY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIM, GATEWAY, INGEST, ANALYTICS, PORTAL, STANDALONE);

    @ArchTest
    static final ArchRule simKnowsOnlyTelemetry = knowsNoOtherService(SIM, GATEWAY, INGEST, ANALYTICS, PORTAL);

    @ArchTest
    static final ArchRule gatewayKnowsOnlyTelemetry = knowsNoOtherService(GATEWAY, SIM, INGEST, ANALYTICS, PORTAL);

    @ArchTest
    static final ArchRule ingestKnowsOnlyTelemetry = knowsNoOtherService(INGEST, SIM, GATEWAY, ANALYTICS, PORTAL);

    @ArchTest
    static final ArchRule analyticsKnowsOnlyTelemetry = knowsNoOtherService(ANALYTICS, SIM, GATEWAY, INGEST, PORTAL);

    @ArchTest
    static final ArchRule portalKnowsOnlyTelemetry = knowsNoOtherService(PORTAL, SIM, GATEWAY, INGEST, ANALYTICS);

    @ArchTest
    static final ArchRule agronomyIsJavaAndNothingElse = classes()
            .that()
            .resideInAPackage("vn.nuong.analytics.agronomy..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "vn.nuong.analytics.agronomy..");

    @ArchTest
    static final ArchRule deepLearningStaysWhereForecastsAreLearned = noClasses()
            .that()
            .resideOutsideOfPackage("vn.nuong.analytics.forecast..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule influxStaysInItsStore = noClasses()
            .that()
            .resideOutsideOfPackage("vn.nuong.ingest.influx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.influxdb..");

    @ArchTest
    static final ArchRule artemisStaysInTheBroker = noClasses()
            .that()
            .resideOutsideOfPackage("vn.nuong.gateway.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.activemq..");

    @ArchTest
    static final ArchRule pahoStaysInTheMqttSession = noClasses()
            .that()
            .resideOutsideOfPackage("vn.nuong.telemetry.mqtt..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule modulesHaveNoCycles =
            slices().matching("vn.nuong.(*)..").should().beFreeOfCycles();

    private static ArchRule knowsNoOtherService(String service, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(STANDALONE);
    }
}
