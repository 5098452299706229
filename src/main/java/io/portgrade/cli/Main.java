package io.portgrade.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, or with arguments a command that answers and ends. */
@QuarkusMain
public final class Main {

    /** Quarkus answers addresses that are none with an empty body, unless told that someone else looks at them. */
    private static final String ADDRESSES_ARE_CHECKED_ELSEWHERE = "vertx.disableURIValidation";

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            System.setProperty(ADDRESSES_ARE_CHECKED_ELSEWHERE, "true");
            Quarkus.run();
        } else {
            System.exit(Commands.run(arguments));
        }
    }
}
