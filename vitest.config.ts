import { defineConfig } from 'vitest/config'
import { AttackTable } from './.setup/attackTable.ts'

/** Everything under test/, in Node. Two workers: the promise is five minutes on two cores. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/support/vitestSetup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Room for young objects: what is collected in the middle would count as growth of what is read (test/attack/growth).
    execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    reporters: ['default', ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []), new AttackTable()],
  },
})
