import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Of a test's first failure, so much is said. */
const SAID_CHARS = 1_000

/** Ends a run with the tests that passed only when they ran again, and with what their first try said: each is a fault still to be found. */
export class RetriedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky === true)
        .map((test) => `  ${module.relativeModuleId} > ${test.fullName}${firstFailure(test)}`),
    )
    if (retried.length > 0) {
      process.stdout.write(`\nPassed only when run again (${retried.length}):\n${retried.join('\n')}\n`)
    }
  }
}

function firstFailure(test: TestCase): string {
  const [first] = test.result().errors ?? []
  const said = (first?.stack ?? first?.message ?? '').slice(0, SAID_CHARS)
  return said === '' ? '' : `\n      ${said.replaceAll('\n', '\n      ')}`
}
