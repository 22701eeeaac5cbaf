import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { configDir } from './configDir.ts'
import { CREDENTIALS } from './environment.ts'

export interface LoginFacts {
  readonly hasToken: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * With what a session would sign in, in the order in which Claude Code itself decides: Homeport's token, then a key
 * in the environment (it wins over the subscription, and is billed), then Claude Code's own login.
 */
export async function detectLogin({ hasToken, env }: LoginFacts): Promise<ClaudeStatus['login']> {
  if (hasToken) {
    return 'token'
  }
  if ([...CREDENTIALS, ...CLOUDS].some((name) => (env[name] ?? '') !== '')) {
    return 'environment'
  }
  return hasCredentialsFile(env) || (await hasKeychainLogin()) ? 'subscription' : 'none'
}

/** Claude Code through a cloud's own sign-in. */
const CLOUDS = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY']

function hasCredentialsFile(env: LoginFacts['env']): boolean {
  const { dir } = configDir(env)
  return (
    fileMentions(path.join(dir, '.credentials.json'), '"claudeAiOauth"') ||
    fileMentions(path.join(dir, 'settings.json'), '"apiKeyHelper"')
  )
}

function fileMentions(file: string, word: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(word)
  } catch {
    return false
  }
}

const KEYCHAIN_TIMEOUT_MS = 5_000

/** macOS keeps the login in the keychain. Asks only whether the entry is there: no secret is read, nobody is asked. */
function hasKeychainLogin(): Promise<boolean> {
  if (process.platform !== 'darwin') {
    return Promise.resolve(false)
  }
  return new Promise((resolve) => {
    const args = ['find-generic-password', '-s', 'Claude Code-credentials']
    execFile('/usr/bin/security', args, { timeout: KEYCHAIN_TIMEOUT_MS, windowsHide: true }, (error) => {
      resolve(error === null)
    })
  })
}
