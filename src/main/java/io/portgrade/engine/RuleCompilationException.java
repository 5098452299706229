package io.portgrade.engine;

import java.util.List;
import java.util.stream.Collectors;

/** Rule files that do not compile; its message has a line for each problem. */
public final class RuleCompilationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    RuleCompilationException(List<RuleProblem> problems) {
        super(problems.stream().sorted().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /** What is wrong, sorted by file and line; never empty. */
    public List<RuleProblem> problems() {
        return problems;
    }
}
