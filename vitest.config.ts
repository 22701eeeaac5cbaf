import { defineConfig } from 'vitest/config'
import { AttackTable } from './.setup/attackTable.ts'

/** Everything under test/, in Node. Two workers: the promise is five minutes on two cores. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/support/vitestSetup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    reporters: ['default', ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []), new AttackTable()],
  },
})
