import { statSync } from 'node:fs'
import type { Clock } from '#server/platform/clock.ts'
import { descendantsOf } from '#server/platform/processes/processTable.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import type { Runner, RunnerFiles } from '../runner.ts'
import { startLocally } from './startLocally.ts'

/** Runs programs on this machine, as the host's own user. Measures on demand, at most once a second. */
export function createLocalRunner({ clock }: { readonly clock: Pick<Clock, 'monotonic'> }): Runner {
  const sampler = createUsageSampler({ clock })
  return {
    start: startLocally,
    startedBy: ({ pid }) => descendantsOf(pid),
    stop: async (handle, { grace_ms, mark }) => {
      await killTree(handle, { graceMs: grace_ms, marked: mark })
    },
    kill: async (handle, mark) => {
      await killTree(handle, { graceMs: 0, marked: mark })
    },
    usage: ({ pid }) => sampler.of(pid, 'tree'),
    files,
  }
}

const files: RunnerFiles = {
  folder: (path) => {
    try {
      return statSync(path).isDirectory() ? 'usable' : 'not_a_folder'
    } catch {
      return 'unreachable'
    }
  },
}
