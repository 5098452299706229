package io.portgrade.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that request bodies may take together, so that many large uploads at once cannot exhaust the heap. */
@Singleton
final class BodyBudget {

    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    @Inject
    BodyBudget(HttpLimits limits) {
        this(limits.budgetBytes());
    }

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether a body of this length could be held now; nothing is set aside for it. */
    boolean hasRoomFor(long bytes) {
        return heldBytes.get() + bytes <= limitBytes;
    }

    /** Whether who could do with less should, so that others find room. */
    boolean isHalfTaken() {
        return heldBytes.get() > limitBytes / 2;
    }

    /** @return whether the bytes were still to be had */
    boolean take(long bytes) {
        if (heldBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        heldBytes.addAndGet(-bytes);
        return false;
    }

    /** Takes what has been taken in fact, whether it was to be had or not. */
    void charge(long bytes) {
        heldBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        heldBytes.addAndGet(-bytes);
    }

    long heldBytes() {
        return heldBytes.get();
    }
}
