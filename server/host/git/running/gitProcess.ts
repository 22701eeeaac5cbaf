import { spawn } from 'node:child_process'

export interface GitTask {
  /** A real path. It is no `cwd`: Windows would look for the program itself there. */
  readonly folder: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeout_ms: number
  /** Of what it prints. */
  readonly max_bytes: number
  readonly input?: Uint8Array | string
  /** Takes what it prints as it comes; then `output` is empty. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined
  /** What it says beside its output, as it comes: progress. */
  readonly onMessage?: ((text: string) => void) | undefined
  /** A person stops it. */
  readonly signal?: AbortSignal | undefined
}

export interface GitOutput {
  /** null: it was ended, because it took too long or printed too much. */
  readonly code: number | null
  readonly output: Buffer
  /** The last of what it said beside its output. */
  readonly message: string
  readonly why: 'ended' | 'too_long' | 'too_much' | 'missing' | 'cancelled'
}

const MAX_MESSAGE = 64 * 1024

/** Git takes its locks away when it is asked to end, and has so long for it. */
const CANCEL_MS = 3_000

/** Runs the machine's own Git, never in a shell; with all that it started it ends at its time. Never rejects. */
export function gitProcess(task: GitTask): Promise<GitOutput> {
  const { folder, args, env, timeout_ms, max_bytes, input, onOutput, onMessage, signal } = task
  return new Promise((resolve) => {
    const child = spawn('git', ['-C', folder, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: ssh and helpers end with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    let why: GitOutput['why'] = 'ended'
    const end = (reason: GitOutput['why']) => {
      why = why === 'ended' ? reason : why
      endGroup(child.pid, 'SIGKILL')
      // What left the group keeps no pipe of ours open.
      child.stdout.destroy()
      child.stderr.destroy()
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => end('too_long'), timeout_ms)
    let grace: ReturnType<typeof setTimeout> | undefined
    const cancel = () => {
      why = why === 'ended' ? 'cancelled' : why
      endGroup(child.pid, 'SIGTERM')
      grace = setTimeout(() => end('cancelled'), CANCEL_MS)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    if (signal?.aborted === true) {
      cancel()
    }
    const chunks: Buffer[] = []
    const take = onOutput ?? ((chunk: Buffer) => void chunks.push(chunk))
    let bytes = 0
    let message = ''
    child.stdout.on('data', (chunk: Buffer) => {
      take(chunk)
      bytes += chunk.length
      if (bytes > max_bytes) {
        end('too_much')
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      message = (message + text).slice(-MAX_MESSAGE)
      onMessage?.(text)
    })
    // It may have ended without reading all.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const settle = (code: number | null) => {
      clearTimeout(timer)
      clearTimeout(grace)
      signal?.removeEventListener('abort', cancel)
      resolve({ code: why === 'ended' ? code : null, output: Buffer.concat(chunks), message, why })
    }
    child.on('error', () => {
      why = 'missing'
      settle(null)
    })
    child.on('close', settle)
  })
}

function endGroup(pid: number | undefined, signal: 'SIGKILL' | 'SIGTERM'): void {
  if (pid === undefined || process.platform === 'win32') {
    return
  }
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}
