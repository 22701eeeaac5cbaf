import { type Reach, reach } from '#server/platform/outbound/reach.ts'
import { DEFAULT_API } from '../login/token.ts'
import type { SpawnRequest } from './spawnClaude.ts'

/** With one of these Claude Code asks somebody else's servers, whose addresses it makes up itself. */
const ELSEWHERE = [
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_MANTLE',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'ANTHROPIC_UNIX_SOCKET',
]

/**
 * Whether the API that a process was started for can be reached, the way it goes itself, and answers in `withinMs`; null: nobody here
 * knows which one that is.
 */
export function askApi(
  started: Pick<SpawnRequest, 'plan' | 'personalEnv'> | null,
  withinMs?: number,
): Promise<Reach | null> {
  const env = { ...started?.plan.env, ...started?.personalEnv }
  const isElsewhere = ELSEWHERE.some((name) => (env[name] ?? '') !== '')
  return started === null || isElsewhere
    ? Promise.resolve(null)
    : reach(addressOf(started.plan) ?? DEFAULT_API, env, withinMs)
}

/** What is said on the command line wins over the environment. */
function addressOf({ settings, env }: SpawnRequest['plan']): string | undefined {
  const pinned = (settings as { readonly env?: Readonly<Record<string, string>> }).env?.['ANTHROPIC_BASE_URL']
  return [pinned, env['ANTHROPIC_BASE_URL']].find((address) => address !== undefined && address !== '')
}
