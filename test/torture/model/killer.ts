import { setTimeout as delay } from 'node:timers/promises'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { killHard } from '#test/support/server/serverProcesses.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import type { Model } from './model.ts'
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

/** So long clients may do nothing at all: then it is killed all the same. */
const MOST_WAIT_MS = 15_000

/** Kills at random moments, also while what was killed before is not back yet. */
export async function killAtRandom(
  server: TestServer,
  { kills, chances, model }: { readonly kills: number; readonly chances: Chances; readonly model: Model },
): Promise<Kills> {
  const done: Kills = { gateway: 0, host: 0, claude: 0 }
  for (let tries = 0; tries < kills * 20 && done.gateway + done.host + done.claude < kills; tries += 1) {
    await afterSome(model, chances)
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

/** Clients did something since the kill before, and a moment more: on a busy machine nothing would ever be under way. */
async function afterSome(model: Model, chances: Chances): Promise<void> {
  const wanted = model.acts + 1 + chances.below(8)
  const within = performance.now() + MOST_WAIT_MS
  while (model.acts < wanted && performance.now() < within) {
    await delay(20)
  }
  await delay(chances.below(400))
}

function aClaude({ serverProcesses }: TestServer, chances: Chances): number | null {
  return chances.of(serverProcesses.matching(/claude .*--input-format/))?.pid ?? null
}

/** null: it is not there now. */
function pidOf(server: TestServer, part: 'gateway' | 'host'): number | null {
  try {
    const { pid } = currentProcess(server, part)
    return pidExists(pid) ? pid : null
  } catch {
    return null
  }
}
