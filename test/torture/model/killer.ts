import { setTimeout as delay } from 'node:timers/promises'
import type { TestServer } from '#test/support/server/server.ts'
import { killHard } from '#test/support/server/serverProcesses.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import type { Chances } from './chances.ts'

export interface Kills {
  gateway: number
  host: number
  claude: number
}

/**
 * More in a row and nobody starts it again: it counts as broken (restartPolicy.ts). A person would have to.
 */
const MOST_OF_A_PART = 4

/** Kills at random moments, also while what was killed before is not back yet. */
export async function killAtRandom(
  server: TestServer,
  { kills, chances }: { readonly kills: number; readonly chances: Chances },
): Promise<Kills> {
  const done: Kills = { gateway: 0, host: 0, claude: 0 }
  for (let tries = 0; tries < kills * 20 && done.gateway + done.host + done.claude < kills; tries += 1) {
    await delay(100 + chances.below(1_500))
    const chance = chances.next()
    const part = chance < 0.3 ? 'gateway' : chance < 0.5 ? 'host' : 'claude'
    const isEnough = part !== 'claude' && done[part] >= MOST_OF_A_PART
    const pid = isEnough ? null : part === 'claude' ? aClaude(server, chances) : pidOf(server, part)
    if (pid !== null) {
      killHard({ pid })
      done[part] += 1
    }
  }
  return done
}

function aClaude({ serverProcesses }: TestServer, chances: Chances): number | null {
  return chances.of(serverProcesses.matching(/claude .*--input-format/))?.pid ?? null
}

/** null: it is not there now. */
function pidOf(server: TestServer, part: 'gateway' | 'host'): number | null {
  try {
    const { pid } = currentProcess(server, part)
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}
