import { constants } from 'node:os'
import type { IPty, spawn } from '@lydell/node-pty'
import type { Duplex } from 'node:stream'
import { HomeportError } from '#shared/errors.ts'
import type { TerminalSignal } from '#shared/session/terminal.ts'
import { failureText } from '#server/platform/failure.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import type { Pty, PtyListener, PtyProgram } from './pty.ts'
import { readInPlace } from './readInPlace.ts'

/** What may wait for a program that does not read. */
const MAX_UNREAD_INPUT = 1024 * 1024

/** A terminal that something else still holds open when its program has ended is not waited for any longer. */
const DRAIN_MS = 2_000

/** Starts a program on a terminal of node-pty. Its native code is loaded with the first one. */
export async function startNodePty(program: PtyProgram, listener: PtyListener): Promise<Pty> {
  const native = await loadNodePty()
  const { command, args, cwd, env, cols, rows } = program
  let pty: IPty
  try {
    // Bytes, not text: a character that is cut by a read must reach the page whole.
    pty = native.spawn(command, [...args], { name: TERM, cols, rows, cwd, env, encoding: null })
  } catch (error) {
    throw cannotStart(`${command} could not be started: ${failureText(error)}`)
  }
  const stream = streamOf(pty)
  if (stream !== null) {
    readInPlace(stream, listener.onData)
  }
  // Lets it flow, however it is read.
  pty.onData((chunk: string | Buffer) => listener.onData(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
  pty.onExit(({ exitCode, signal }) => {
    const name = signal === undefined || signal === 0 ? null : (SIGNAL_NAMES.get(signal) ?? String(signal))
    listener.onExit({ exit_code: name === null ? exitCode : null, signal: name })
  })
  drainBeforeEnd(stream)
  return {
    handle: { pid: pty.pid, started: processStartMark(pty.pid) },
    write: (bytes) => {
      if ((stream?.writableLength ?? 0) > MAX_UNREAD_INPUT) {
        return false
      }
      quietly(() => writeBytes(pty, { stream, bytes }))
      return true
    },
    resize: (newCols, newRows) => quietly(() => pty.resize(newCols, newRows)),
    pause: () => quietly(() => pty.pause()),
    resume: () => quietly(() => pty.resume()),
    signal: (signal) => quietly(() => sendSignal(pty, signal)),
  }
}

const TERM = 'xterm-256color'

const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
)

/** What the keys say to the terminal, which tells it to whatever runs in the foreground. */
const KEYS: Partial<Record<TerminalSignal, string>> = { SIGINT: '\u0003', SIGQUIT: '\u001C', SIGTSTP: '\u001A' }

function sendSignal(pty: { write(text: string): void; kill(signal?: string): void }, signal: TerminalSignal): void {
  const key = KEYS[signal]
  if (key !== undefined) {
    pty.write(key)
  } else {
    // Windows knows one way to end a program, and refuses to be told another.
    pty.kill(process.platform === 'win32' ? undefined : signal)
  }
}

/** Its types know text alone; what it writes to takes bytes, and text would not survive a character that is cut. */
function writeBytes(
  pty: { write(text: string): void },
  { stream, bytes }: { readonly stream: Duplex | null; readonly bytes: Buffer },
): void {
  if (stream === null) {
    pty.write(bytes.toString('utf8'))
  } else {
    stream.write(bytes)
  }
}

async function loadNodePty(): Promise<{ readonly spawn: typeof spawn }> {
  try {
    return await import('@lydell/node-pty')
  } catch (error) {
    throw cannotStart(`terminals do not work on this system: ${failureText(error)}`)
  }
}

function cannotStart(reason: string): HomeportError {
  return new HomeportError('SESSION_003', `No terminal was opened: ${reason}.`)
}

/** The pseudo terminal's own stream, which node-pty keeps to itself; null on Windows, or should it move. */
function streamOf(pty: object): Duplex | null {
  const stream: unknown = Reflect.get(pty, '_socket')
  const isStream = typeof stream === 'object' && stream !== null && 'destroy' in stream && 'resume' in stream
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a tty.ReadStream, as its methods show
  return isStream && process.platform !== 'win32' ? (stream as Duplex) : null
}

/**
 * node-pty drops the stream 200 ms after its program has exited, with all that was not read yet, which is much where a
 * viewer is slow. Here it is read to its end first; what a system keeps for a terminal is some kilobytes.
 */
function drainBeforeEnd(stream: Duplex | null): void {
  if (stream === null) {
    return
  }
  const destroy = stream.destroy.bind(stream)
  stream.destroy = (error) => {
    if (stream.readableEnded || stream.destroyed || error !== undefined) {
      return destroy(error)
    }
    const timer = setTimeout(() => destroy(), DRAIN_MS)
    stream.once('close', () => clearTimeout(timer))
    stream.resume()
    return stream
  }
}

/** The program may be gone already: its end is told by `onExit`. */
function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // See above.
  }
}
