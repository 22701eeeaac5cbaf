import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with the names of the tests that passed only when they ran again: each is a fault still to be found. */
export class RetriedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky === true)
        .map((test) => `  ${module.relativeModuleId} > ${test.fullName}`),
    )
    if (retried.length > 0) {
      process.stdout.write(`\nPassed only when run again (${retried.length}):\n${retried.join('\n')}\n`)
    }
  }
}
