import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { type CheckResult, fine } from '../doctorCheck.ts'

const INSTALL =
  'Install it (npm install -g @anthropic-ai/claude-code), or name the binary with HOMEPORT_CLAUDE_PATH or claude.path in settings.yaml.'
const SIGN_IN = 'Run claude and sign in, or paste a token on the first page of Homeport.'

const sources: Readonly<Record<NonNullable<ClaudeStatus['source']>, string>> = {
  setting: 'named by the settings',
  path: 'found on the PATH',
  known_folder: 'found where it is usually installed',
  package: "Homeport's own package",
}

const logins: Readonly<Record<Exclude<ClaudeStatus['login'], 'none'>, string>> = {
  token: "a token in Homeport's vault",
  subscription: "Claude Code's own login",
  environment: 'a key in the environment',
  lent: 'the login of the owner of this machine',
}

/** Whether a Claude Code is there and runs. */
export function checkClaude(status: ClaudeStatus): CheckResult {
  const name = 'Claude Code'
  if (!status.found || status.path === null) {
    return { name, state: 'failed', detail: 'It was not found.', advice: status.problem ?? INSTALL }
  }
  const where = status.source === null ? status.path : `${status.path} (${sources[status.source]})`
  return status.version === null
    ? { name, state: 'failed', detail: `${where} does not report its version.`, advice: status.problem ?? INSTALL }
    : fine(name, `${status.version}, ${where}`)
}

/** Whether Claude Code gets what the person exports in a terminal. */
export function checkLoginShell({ shell_problem }: ClaudeStatus): CheckResult {
  const name = 'Login shell'
  return shell_problem === null
    ? fine(name, 'Claude Code gets what it exports')
    : {
        name,
        state: 'warning',
        detail: shell_problem,
        advice: 'Make its start-up files faster, or find what breaks them.',
      }
}

/** With what Claude Code would sign in. */
export function checkClaudeLogin(status: ClaudeStatus): CheckResult {
  const name = 'Claude login'
  if (status.demo) {
    return fine(name, 'none needed: answers come from the built-in stand-in (--demo)')
  }
  if (status.login === 'none') {
    return { name, state: 'failed', detail: 'Claude Code is not signed in.', advice: SIGN_IN }
  }
  return fine(name, logins[status.login])
}
