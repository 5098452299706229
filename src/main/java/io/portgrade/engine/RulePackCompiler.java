package io.portgrade.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Run by the build: compiles the shipped rules into the application's classes. */
public final class RulePackCompiler {

    private RulePackCompiler() {}

    /**
     * @param args the rules directory, then the directory of compiled classes
     * @throws RuleCompilationException when a rule is wrong, which fails the build
     */
    public static void main(String[] args) throws IOException {
        RuleCompiler compiler = new RuleCompiler("shipped", RulePackCompiler.class.getClassLoader());
        RulePack.write(compiler.compile(RuleFile.readAll(Path.of(args[0]))), Path.of(args[1]));
    }
}
