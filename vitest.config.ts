import { defineConfig } from 'vitest/config'
import { AttackTable } from './.setup/attackTable.ts'
import { RetriedTests } from './.setup/retriedTests.ts'
import { filesByProject, testProjects, type TestProject } from './.setup/testProjects.ts'

const files = filesByProject()

/**
 * A gate of 10,000 tests on a machine that others use as well does not fall for one frame that came late: what depends on
 * sockets, processes and browsers has a second try there, and the run ends with the names of what needed it. Nowhere else.
 */
const retry = process.env['CI'] === 'true' ? 1 : 0

/**
 * A worker that keeps its modules holds some 50 MB, and the collector, which counts from there, would walk through all of it every
 * half second on as many threads as it likes: a fifth of a worker's time. It begins once there is something to collect.
 */
const execArgv = ['--initial-old-space-size=256', '--min-semi-space-size=16']

/** What a project does otherwise. Where nothing is shared but modules, a worker reads them once for all of its files. */
const ways = {
  unit: { isolate: false, execArgv },
  gateway: { isolate: false, retry, execArgv },
  process: { isolate: false, retry, execArgv },
  browser: { isolate: false, retry, execArgv },
  // Room for young objects: what is collected in the middle would count as growth of what is read (test/attack/growth).
  torture: { retry, execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'] },
} satisfies Record<TestProject, object>

/** Everything under test/, in Node, in five projects (.setup/testProjects.ts). Two workers: the promise is for two cores. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    // A busy machine takes three times as long; what never comes fails all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes; how soon depends on what else the machine does.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    // `npm test -- --coverage`. What runs in processes and browsers of its own is not seen, so the page is not counted.
    coverage: {
      provider: 'v8',
      include: ['{shared,server,main}/**/*.ts'],
      exclude: ['**/entry.ts', 'server/cli.ts', 'main/main.ts'],
      reporter: [['text-summary'], ['text', { file: 'coverage.txt', maxCols: 120 }]],
      reportsDirectory: '.coverage',
      // One test that fails on a busy machine does not take the numbers along.
      reportOnFailure: true,
    },
    setupFiles: ['test/support/vitestSetup.ts'],
    reporters: [
      'default',
      ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []),
      new AttackTable(),
      new RetriedTests(),
    ],
    projects: testProjects.map((name) => ({ extends: true, test: { name, include: [...files[name]], ...ways[name] } })),
  },
})
