import { execFile } from 'node:child_process'
import path from 'node:path'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'
import { configDir } from '../install/configDir.ts'
import { CREDENTIALS } from '../install/environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * With what Claude Code would sign in by itself, in the order in which it decides: a key in the environment (it wins
 * over the subscription, and is billed), then its own login. null: with nothing.
 */
export async function detectLogin(env: Environment): Promise<'environment' | 'subscription' | null> {
  if ([...CREDENTIALS].some((name) => (env[name] ?? '') !== '')) {
    return 'environment'
  }
  return hasCredentialsFile(env) || (await hasKeychainLogin()) ? 'subscription' : null
}

function hasCredentialsFile(env: Environment): boolean {
  const { dir } = configDir(env)
  return (
    fileMentions(path.join(dir, '.credentials.json'), '"claudeAiOauth"') ||
    fileMentions(path.join(dir, 'settings.json'), '"apiKeyHelper"')
  )
}

/** Claude Code's own are a few KiB. */
const MAX_BYTES = 1024 * 1024

function fileMentions(file: string, word: string): boolean {
  try {
    return readOrdinaryFile(file, MAX_BYTES)?.includes(word) === true
  } catch {
    return false
  }
}

const KEYCHAIN_TIMEOUT_MS = 5_000

/** macOS keeps the login in the keychain. Checks only whether the entry is there: no secret is read, no password dialog opens. */
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
