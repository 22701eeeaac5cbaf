import path from 'node:path'
import { createLogger } from '#server/platform/log/log.ts'
import type { AgentLauncher } from '#server/host/sessions/ports/agent.ts'
import { heldNow } from '../../trust/keptRules.ts'
import { configDir } from '../install/configDir.ts'
import { askApi } from '../process/askApi.ts'
import { ClaudeProcess } from '../process/claudeProcess.ts'
import type { WaitingProcess } from '../process/driverDeps.ts'
import { PROCESS_MARK, SESSION_MARK } from '../process/launch.ts'
import type { SpawnRequest } from '../process/spawnClaude.ts'
import { problemOf } from '../process/startProblem.ts'
import { findForkPlace } from '../transcripts/forkPlace.ts'
import { findTranscript, inspectTranscript } from '../transcripts/transcripts.ts'
import { type Parts, prepare } from './preparing.ts'

const log = createLogger('claude')

const STALL_MS = 60_000

/** Starts Claude Code for sessions, and knows what it has of their conversations. */
export function createLauncher(parts: Parts): AgentLauncher {
  const { deps, conversations } = parts
  return {
    launch: (launch, listener) => {
      const spare = parts.spares.claim(launch)
      const mark = spare?.mark ?? { name: PROCESS_MARK, value: deps.ids.uuid() }
      let started: SpawnRequest | null = null
      let waiting: WaitingProcess | null = null
      return new ClaudeProcess(
        {
          prepare: async () => {
            const prepared = await prepare(parts, launch, mark.value).catch(unprepared)
            started = 'problem' in prepared ? null : prepared
            if (started === null) {
              await spare?.end()
            } else {
              waiting = (await spare?.adopt(started)) ?? null
              parts.versions.set(launch.session_id, { mark: mark.value, version: started.version })
            }
            return prepared
          },
          waiting: () => waiting,
          inspectAgain: () => deps.trust.inspect(launch.user_id, launch.cwd),
          heldNow: () => heldNow(deps.trust.storedGrants(launch.user_id, launch.cwd), launch.setup),
          prices: parts.prices,
          isBudgeted: () => deps.isBudgeted?.(launch.user_id) ?? false,
          runner: deps.runner,
          mark,
          judge: (asked) => deps.judge.judge(asked, launch.cwd),
          newId: () => deps.ids.uuid(),
          onMoved: (id) => conversations.moved(launch.session_id, id),
          stall: { afterMs: deps.stallMs ?? STALL_MS, askApi: async () => askApi(started, deps.answersWithinMs) },
          log: (source, text) => deps.onLog?.(launch.session_id, source, text),
        },
        {
          onUpdate: (update) => listener.onUpdate(update),
          onExit: (exit) => {
            // The next process of the session may have begun already.
            if (parts.versions.get(launch.session_id)?.mark === mark.value) {
              parts.versions.delete(launch.session_id)
            }
            listener.onExit(exit)
          },
        },
      )
    },
    // At once: a Claude that lost its host denies what needs approval and works on for seconds, seen by nobody.
    reap: ({ session_id, ...left }) =>
      deps.runner.kill(left, session_id === undefined ? undefined : { name: SESSION_MARK, value: session_id }),
    inspectTranscript: async ({ id, cwd, message_id, conversation_id = conversations.current(id) }) =>
      inspectTranscript(await transcriptOf(parts, { cwd, conversation_id }), message_id),
    findForkPoint: async ({ id, cwd, before, conversation_id = conversations.current(id) }) => {
      const file = await transcriptOf(parts, { cwd, conversation_id })
      return file === null ? { kind: 'gone' } : findForkPlace(file, { conversation_id, before })
    },
  }
}

/** What waits for the session ends then, too: nobody else knows of it any more. */
function unprepared(error: unknown): { readonly problem: string } {
  return { problem: problemOf(error) }
}

/** Its file, put back from a copy where Claude Code has removed it; null when there is none. */
export async function transcriptOf(
  { deps, surroundings }: Parts,
  { cwd, conversation_id }: { readonly cwd: string; readonly conversation_id: string },
): Promise<string | null> {
  const { dir } = configDir((await surroundings()).env)
  const file = await findTranscript(dir, cwd, conversation_id)
  if (file !== null || deps.bringBack === undefined) {
    return file
  }
  try {
    const isBack = await deps.bringBack(conversation_id, path.join(dir, 'projects'))
    return isBack ? await findTranscript(dir, cwd, conversation_id) : null
  } catch (error) {
    log.warn('a conversation could not be put back from its copy', { conversation_id, error })
    return null
  }
}
