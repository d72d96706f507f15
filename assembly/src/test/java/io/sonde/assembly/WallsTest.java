// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The walls of {@code docs/architecture.md}, sections 1 and 8, as far as Maven cannot keep them.
 */
@AnalyzeClasses(packages = "io.sonde", importOptions = ImportOption.DoNotIncludeTests.class)
final class WallsTest {
  private static final String[] SHARED = {
    "io.sonde.wire..", "io.sonde.pcap..", "io.sonde.net..",
    "io.sonde.sim..", "io.sonde.probe..", "io.sonde.cli.."
  };
  private static final String[] NATIVE = {
    "io.sonde.socket..", "io.sonde.linux..", "io.sonde.link..", "io.sonde.capture.."
  };
  private static final String[] TOOLS = {
    "io.sonde.ping..", "io.sonde.traceroute..", "io.sonde.craft.."
  };

  /** A class by the end of its name; what is nested in it counts as part of it. */
  private static DescribedPredicate<JavaClass> named(String end) {
    return new DescribedPredicate<>("are *%s", end) {
      @Override
      public boolean test(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
          outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName().endsWith(end);
      }
    };
  }

  /**
   * Ports are the interfaces of io.sonde.net and the batch; its records and enums are values. A
   * name of an address is asked for at the moment it is shown, and HostNames never waits: it is no
   * port.
   */
  private static final DescribedPredicate<JavaClass> PORTS =
      new DescribedPredicate<>("are ports") {
        @Override
        public boolean test(JavaClass type) {
          return type.getPackageName().equals("io.sonde.net")
              && (type.isInterface() || type.getSimpleName().equals("PacketBatch"))
              && !type.getSimpleName().equals("HostNames");
        }
      };

  @ArchTest
  static final ArchRule SHARED_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(SHARED)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(NATIVE)
                  .or(resideInAnyPackage(TOOLS))
                  .or(resideInAnyPackage("com.sun..", "sun..", "jdk..", "org.pcap4j..")));

  @ArchTest
  static final ArchRule NATIVE_KNOWS_NO_TOOL =
      noClasses()
          .that()
          .resideInAnyPackage(NATIVE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TOOLS);

  @ArchTest
  static final ArchRule ONLY_MAIN_CLASSES_NAME_NATIVE =
      noClasses()
          .that(
              resideInAnyPackage(TOOLS)
                  .and(DescribedPredicate.not(named("Main")))
                  .and(DescribedPredicate.not(resideInAPackage("io.sonde.craft.echo.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NATIVE);

  @ArchTest
  static final ArchRule ECHO_USES_THE_PUBLIC_SOCKETS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.sonde.craft.echo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sonde.linux..", "io.sonde.link..", "io.sonde.capture..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule TOOLS_NEVER_KNOW_EACH_OTHER =
      slices().matching("io.sonde.(ping|traceroute|craft)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.sonde.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule JNA_IS_FOR_LINUX =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.linux..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule PCAP4J_IS_FOR_CAPTURE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.capture..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.pcap4j..");

  /** A run without an exporter loads none of it. */
  @ArchTest
  static final ArchRule PROMETHEUS_IS_FOR_EXPORTERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.ping.exporter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..", "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule PICOCLI_IS_FOR_COMMANDS =
      noClasses()
          .that(
              DescribedPredicate.not(
                  resideInAPackage("io.sonde.cli..").or(named("Command")).or(named("Main"))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule RENDERERS_KNOW_NO_PORT =
      noClasses()
          .that(resideInAPackage("..render..").or(named("Renderer")))
          .should()
          .dependOnClassesThat(PORTS.or(resideInAnyPackage("java.net..", "java.nio.channels..")))
          .allowEmptyShould(true);

  /** A byte that is shifted as a signed number is how a DSCP of 46 becomes -18. */
  @ArchTest
  static final ArchRule WIRE_HAS_NO_BYTE_AND_NO_SHORT =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.sonde.wire..")
          .should()
          .haveRawType(byte.class)
          .orShould()
          .haveRawType(short.class);
}
