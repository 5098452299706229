package io.portgrade.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.api.BatchLines.Line;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Gate;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Some lines of a batch that came together: audited together on one thread, and answered together. */
final class BatchSlice {

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();
    private static final byte[] REPORT = ",\"report\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = ",\"error\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'}', '\n'};

    private final List<Line> lines;
    private long heldBytes;
    private final List<Consumer<BatchSummary>> outcomes = new ArrayList<>();
    private final List<byte[]> answer = new ArrayList<>();
    private boolean whole;
    private Stage stage = Stage.WAITING;

    /** @param heldBytes what the lines count for in the {@link BodyBudget} */
    BatchSlice(List<Line> lines, long heldBytes) {
        this.lines = new ArrayList<>(lines);
        this.heldBytes = heldBytes;
    }

    private enum Stage {
        WAITING,
        RUNNING,
        DONE
    }

    /** Turns a line into its report. */
    interface LineAudit {

        /** @throws ProblemException when the line cannot be audited */
        Audits.Answer audit(ByteBuffer json);

        /** A failure that is no answer to the client's line. */
        Problem failed(RuntimeException failure);

        ProblemException tooLong();

        /** Whether a gate is asked for of every line. */
        boolean isGated();
    }

    /** A slice that is no more than the error of a line, and done. */
    static BatchSlice failed(long number, ProblemException problem) {
        BatchSlice slice = new BatchSlice(List.of(), 0);
        slice.fail(number, problem);
        slice.markDone();
        return slice;
    }

    /** @param goneAway whether nobody waits for the answer any more */
    void run(LineAudit audit, BooleanSupplier goneAway) {
        for (Line line : lines) {
            if (goneAway.getAsBoolean()) {
                return;
            }
            answer(line, audit);
        }
        whole = true;
    }

    private void answer(Line line, LineAudit audit) {
        try {
            if (line.tooLong()) {
                throw audit.tooLong();
            }
            Audits.Answer answered = audit.audit(line.json());
            write(line.number(), REPORT, answered.rendered());
            note(line.number(), answered.report());
        } catch (ProblemException e) {
            fail(line.number(), e);
        } catch (RuntimeException e) {
            write(line.number(), ERROR, audit.failed(e).toJson());
            outcomes.add(BatchSummary::addError);
        }
    }

    private void fail(long number, ProblemException e) {
        write(number, ERROR, Problem.of(e.type(), e.detail(), null, e.errors()).toJson());
        outcomes.add(BatchSummary::addError);
    }

    private void note(long number, AuditReport report) {
        var host = new BatchSummary.Worst(number, report.host().name(), report.grade(), report.score());
        var findings = BatchSummary.findings(report);
        Gate gate = report.gate();
        Boolean passed = gate == null ? null : gate.passed();
        outcomes.add(summary -> summary.add(host, findings, passed));
    }

    private void write(long number, byte[] name, byte[] json) {
        answer.add(("{\"line\":" + number).getBytes(StandardCharsets.US_ASCII));
        answer.add(name);
        answer.add(json);
        answer.add(END);
    }

    /** A line of its own, such as the summary. */
    static byte[] line(Object value) {
        try {
            return (WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isWaiting() {
        return stage == Stage.WAITING;
    }

    /** Of a slice that is waiting. */
    void add(List<Line> more, long bytes) {
        lines.addAll(more);
        heldBytes += bytes;
    }

    void markRunning() {
        stage = Stage.RUNNING;
    }

    void markDone() {
        stage = Stage.DONE;
    }

    boolean isDone() {
        return stage == Stage.DONE;
    }

    /** Whether each line has its answer: not when audits ended in an error, or nobody waits. */
    boolean isWhole() {
        return whole;
    }

    long heldBytes() {
        return heldBytes;
    }

    int lines() {
        return lines.size();
    }

    List<byte[]> answer() {
        return answer;
    }

    void summarise(BatchSummary summary) {
        outcomes.forEach(outcome -> outcome.accept(summary));
    }
}
