package io.portgrade.engine;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;

/**
 * The sessions of a rule base. What a session prepares for its first evaluation costs more than the evaluation, so it is
 * emptied and used again, by one evaluation at a time: the one given back last, which is still in a processor's cache. There are
 * never more than evaluations ran at once.
 */
final class Sessions {

    private final Supplier<StatefulKnowledgeSessionImpl> factory;
    private final boolean reuse;
    private final Deque<StatefulKnowledgeSessionImpl> idle = new ConcurrentLinkedDeque<>();

    /** @param reuse false to make a new session every time */
    Sessions(Supplier<StatefulKnowledgeSessionImpl> factory, boolean reuse) {
        this.factory = factory;
        this.reuse = reuse;
    }

    /** An empty session, for the caller alone. */
    StatefulKnowledgeSessionImpl take() {
        StatefulKnowledgeSessionImpl session = idle.pollLast();
        return session == null ? factory.get() : session;
    }

    /** @param sound whether the evaluation came to a regular end; after any other the session is not trusted again */
    void giveBack(StatefulKnowledgeSessionImpl session, boolean sound) {
        if (sound && reuse) {
            session.reset();
            idle.offerLast(session);
        } else {
            session.dispose();
        }
    }
}
