package io.portgrade.api;

/** A request body in memory. Its bytes count against the {@link BodyBudget} until it is closed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Body(byte[] bytes, BodyBudget budget) implements AutoCloseable {

    int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        budget.giveBack(bytes.length);
    }
}
