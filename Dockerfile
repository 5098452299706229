ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests -Dspotless.check.skip package

FROM ${RUN_IMAGE}
# From what changes least to what changes most, so that a new build replaces only the last layers.
COPY --from=build /src/target/quarkus-app/lib/ /opt/portgrade/lib/
COPY --from=build /src/target/quarkus-app/*.jar /opt/portgrade/
COPY --from=build /src/target/quarkus-app/app/ /opt/portgrade/app/
COPY --from=build /src/target/quarkus-app/quarkus/ /opt/portgrade/quarkus/
WORKDIR /opt/portgrade

# All that the service writes to, at start, so that the root may be read-only.
VOLUME ["/tmp"]
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8080
# JAVA_TOOL_OPTIONS adds to these.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]

# Bash opens the socket itself: a JRE image need not have curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-8080} && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
