import type { GitOutput } from '../../git/running/gitProcess.ts'
import type { Runner } from '../../runners/runner.ts'

export interface GuardedTask {
  readonly folder: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly timeout_ms: number
  readonly max_bytes: number
  readonly signal: AbortSignal
  readonly onMessage?: (text: string) => void
}

const MAX_MESSAGE = 64 * 1024
const GRACE_MS = 2_000

/**
 * Runs Git so that it ends, with all that it started, when it is called off, when its time is over and when this host dies: what
 * it writes is nobody's then. Never rejects.
 */
export function guardedGit(runner: Pick<Runner, 'start' | 'stop'>, task: GuardedTask): Promise<GitOutput> {
  const { folder, args, env, timeout_ms, max_bytes, signal, onMessage } = task
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    let message = ''
    let why: GitOutput['why'] = 'ended'
    const end = (reason: GitOutput['why']) => {
      why = why === 'ended' ? reason : why
      if (running.handle !== null) {
        void runner.stop(running.handle, { grace_ms: GRACE_MS })
      }
    }
    const callOff = () => end('too_long')
    const timer = setTimeout(callOff, timeout_ms)
    const program = {
      command: 'git',
      args: ['-C', folder, ...args],
      cwd: folder,
      env,
      secret: null,
      input: 'none',
    } as const
    const running = runner.start(program, {
      onStdout: (chunk) => {
        bytes += chunk.length
        if (bytes > max_bytes) {
          end('too_much')
        } else {
          chunks.push(chunk)
        }
      },
      onStderr: (chunk) => {
        const text = chunk.toString('utf8')
        message = (message + text).slice(-MAX_MESSAGE)
        onMessage?.(text)
      },
      onGone: ({ code, problem }) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', callOff)
        const told = problem === null ? why : 'missing'
        resolve({ code: told === 'ended' ? (code ?? 1) : null, output: Buffer.concat(chunks), message, why: told })
      },
    })
    signal.addEventListener('abort', callOff, { once: true })
    if (signal.aborted) {
      callOff()
    }
  })
}
