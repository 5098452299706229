package io.portgrade.api;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Something that is done unless it is called off in time. For one event loop alone. */
final class Deadline {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration after;
    private final Runnable late;
    private long timer = NONE;

    /** @param late what is done then; the deadline runs no longer */
    Deadline(Vertx vertx, Duration after, Runnable late) {
        this.vertx = vertx;
        this.after = after;
        this.late = late;
    }

    /** From now on, whether it ran already or not. */
    void restart() {
        stop();
        timer = vertx.setTimer(after.toMillis(), id -> {
            timer = NONE;
            late.run();
        });
    }

    void stop() {
        if (isRunning()) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    boolean isRunning() {
        return timer != NONE;
    }
}
