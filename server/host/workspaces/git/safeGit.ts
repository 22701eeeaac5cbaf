import { spawn } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import path from 'node:path'

/**
 * The folder may be anybody's, and its `.git/config` names programs: nothing of it may run. Listing starts a file system
 * monitor, and fetches what a partial clone lacks; neither happens.
 */
const SAFELY = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=', '--no-optional-locks']
const NOTHING_FETCHED = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', GIT_TERMINAL_PROMPT: '0' }

export interface GitCall {
  /** A real path. */
  readonly folder: string
  /** What Git is started with; variables of another repository are left out. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeout_ms: number
  readonly max_bytes: number
}

/** What Git prints, of too much its beginning; null where it fails, is missing or takes too long. */
export function safeGit(
  { folder, env, timeout_ms, max_bytes }: GitCall,
  args: readonly string[],
): Promise<{ readonly output: Buffer; readonly isCutShort: boolean } | null> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name)))
  return new Promise((resolve) => {
    // The folder is no `cwd`: Windows would look for the program itself there.
    const child = spawn('git', ['-C', folder, ...SAFELY, ...args], {
      env: { ...own, ...NOTHING_FETCHED },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: timeout_ms,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    const chunks: Buffer[] = []
    let bytes = 0
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > max_bytes) {
        child.kill('SIGKILL')
      }
    })
    child.on('error', () => resolve(null))
    child.on('close', (code) => {
      const isCutShort = bytes > max_bytes
      resolve(code === 0 || isCutShort ? { output: Buffer.concat(chunks), isCutShort } : null)
    })
  })
}

/** Whether the folder lies in a repository. One that says that its files lie elsewhere (`core.worktree`) is none of it. */
export async function isInRepository(call: GitCall): Promise<boolean> {
  const top = await safeGit(call, ['rev-parse', '--show-toplevel'])
  const real = top === null ? null : await realpath(top.output.toString('utf8').trimEnd()).catch(() => null)
  const relative = real === null ? '..' : path.relative(real, call.folder)
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative)
}
