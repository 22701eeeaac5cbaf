import { withoutAppImage } from './appImage.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The host's environment as Claude Code may see it: without Electron's, Node's, npm's and Homeport's own variables
 * (a stray NODE_OPTIONS or ELECTRON_RUN_AS_NODE breaks the tools Claude runs), without what an outer Claude Code
 * left, and without credentials when Homeport brings its own (a stray key would silently be billed instead). Pure.
 */
export function scrubEnvironment(
  env: Environment,
  options: { readonly keepCredentials: boolean },
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(withoutAppImage(env)).flatMap(([name, value]) =>
      value === undefined || isOurs(name) || (!options.keepCredentials && CREDENTIALS.has(name)) ? [] : [[name, value]],
    ),
  )
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

/** A company's own certificate authority: without it the API is out of reach. */
const KEPT = new Set(['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA'])

const OURS = [
  /^ELECTRON_/i,
  /^NODE_/i,
  /^npm_/i,
  /^HOMEPORT_/i,
  /^VITEST/,
  /^(INIT_CWD|CLAUDECODE|CLAUDE_PID)$/,
  // Claude Code would write a token it is given into a file.
  /^CLAUDE_CODE_REMOTE/,
  /^CLAUDE_CODE_(ENTRYPOINT|SESSION_ID|SSE_PORT|MESSAGING_\w+|RESUME_INTERRUPTED_TURN)$/,
  /_FILE_DESCRIPTOR$/,
]

function isOurs(name: string): boolean {
  return !KEPT.has(name) && OURS.some((pattern) => pattern.test(name))
}
