import * as z from 'zod'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import type { ControlChannel } from '../protocol/control.ts'
import { FOLDER_GUARD } from './folderGuard.ts'
import { POLICY_GUARD } from './policyGuard.ts'
import { reportedModels } from './reportedModels.ts'

/** What Claude Code answered to the first request. */
export interface Handshake {
  /** All of it. */
  readonly answer: Readonly<Record<string, unknown>>
  /** null where it names none. */
  readonly version: string | null
  readonly models: readonly ClaudeModel[]
}

/** Begins the conversation of a process: must be the first line. null: it did not answer as expected, or in time. */
export async function initialize(control: ControlChannel): Promise<Handshake | null> {
  const answer = await control.request(INITIALIZE, { timeoutMs: START_TIMEOUT_MS }).catch(() => null)
  return answer === null
    ? null
    : { answer, version: Version.parse(answer['claude_code_version']), models: reportedModels(answer) }
}

/** Claude Code asks before it takes up settings that changed while it runs, and before it runs a command that is typed. */
const GUARDED = [{ hookCallbackIds: [FOLDER_GUARD] }]
/** And before each tool, so that the rules that hold at that moment are the ones that count. */
const WATCHED = [{ hookCallbackIds: [POLICY_GUARD] }]
export const INITIALIZE = {
  subtype: 'initialize',
  hooks: { ConfigChange: GUARDED, UserPromptExpansion: GUARDED, PreToolUse: WATCHED },
}

/** A cold start of the 360 MB binary on a busy machine takes seconds; one that takes longer than this is stuck. */
const START_TIMEOUT_MS = 60_000

const Version = z.string().nullable().catch(null)
