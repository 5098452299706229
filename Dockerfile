ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# On a class path as JVMs know it, whose classes a cache can hold.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -Dquarkus.package.jar.type=aot-jar package

FROM ${RUN_IMAGE}
# From what changes least to what changes most, so that a new build replaces only the last layers.
COPY --from=build /src/target/quarkus-app/lib/ /opt/portgrade/lib/
COPY --from=build /src/target/quarkus-app/*.jar /opt/portgrade/
COPY --from=build /src/target/quarkus-app/app/ /opt/portgrade/app/
COPY --from=build /src/target/quarkus-app/quarkus/ /opt/portgrade/quarkus/
WORKDIR /opt/portgrade

# Starts once, and keeps what was loaded and linked for it (JEP 514): each later start takes half the CPU. A JVM before 25 keeps nothing.
RUN ["bash", "-c", \
    "java -XX:+IgnoreUnrecognizedVMOptions -XX:AOTCacheOutput=portgrade.aot -jar quarkus-run.jar & \
    until (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null; do kill -0 $! || exit 1; sleep 0.2; done; \
    kill $!; wait $!; [[ -s portgrade.aot ]] || echo 'no cache: starts take longer'"]

# All that the service writes to, at start, so that the root may be read-only.
VOLUME ["/tmp"]
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8080
# JAVA_TOOL_OPTIONS adds to these.
ENTRYPOINT ["java", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:AOTCache=portgrade.aot", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]

# Bash opens the socket itself: a JRE image need not have curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-8080} && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
