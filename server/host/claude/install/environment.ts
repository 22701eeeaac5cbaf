import { type Environment, EXTRA_CA, withoutOwnVariables } from '#server/platform/environment/ownVariables.ts'
import { isProxyVariable, withLoopbackDirect } from '#server/platform/outbound/proxies.ts'

/**
 * What the person would have in a terminal: what the host was started with, without what is Homeport's own, and over
 * that what their login shell exports. Of both, the process's own word counts for how the internet is reached and where
 * Claude Code keeps its things: whoever started Homeport with these meant Homeport.
 * @param shell null: nothing is known of a login shell.
 */
export function personsEnvironment(env: Environment, shell: Environment | null): Record<string, string> {
  const own = withoutOwnVariables(env)
  const decided = new Set(
    Object.keys(own)
      .filter(decidesProcess)
      .map((name) => name.toUpperCase()),
  )
  const added = Object.entries(shell ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !decided.has(entry[0].toUpperCase()),
  )
  return { ...own, ...Object.fromEntries(added) }
}

function decidesProcess(name: string): boolean {
  return name === EXTRA_CA || name === 'CLAUDE_CONFIG_DIR' || isProxyVariable(name)
}

/**
 * The person's environment as Claude Code may see it: without what an outer Claude Code left, and without credentials
 * when Homeport brings its own (a stray key would silently be billed instead). Nothing on this machine is reached
 * through a proxy.
 */
export function scrubEnvironment(
  env: Environment,
  options: { readonly keepCredentials: boolean },
): Record<string, string> {
  const kept = Object.entries(withoutOwnVariables(env)).filter(
    ([name]) => !isOuterClaudes(name) && (options.keepCredentials || !CREDENTIALS.has(name)),
  )
  return withLoopbackDirect(Object.fromEntries(kept))
}

/** Every variable that Claude Code would sign in with: keys, and the switches to a cloud's own sign-in. */
export const CREDENTIALS: ReadonlySet<string> = new Set([
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_GATEWAY',
  'CLAUDE_CODE_USE_MANTLE',
])

const OUTER_CLAUDES = [
  /^(CLAUDECODE|CLAUDE_PID)$/,
  // Claude Code would write a token it is given into a file.
  /^CLAUDE_CODE_REMOTE/,
  /^CLAUDE_CODE_(ENTRYPOINT|SESSION_ID|SSE_PORT|MESSAGING_\w+|RESUME_INTERRUPTED_TURN)$/,
  /_FILE_DESCRIPTOR$/,
]

function isOuterClaudes(name: string): boolean {
  return OUTER_CLAUDES.some((pattern) => pattern.test(name))
}
