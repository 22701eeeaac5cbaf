import { spawn } from 'node:child_process'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { Streamed } from '#shared/operations/streamed.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import type { Confined } from '../confine/confine.ts'

/** A longer line of a file is a machine’s; what it holds is not searched further. */
const MAX_LINE = 1024 * 1024
/** As much of a line is sent, in UTF-16 units, and as many of its hits. */
const MAX_TEXT = 500
const MAX_RANGES = 50
/** Lines that wait to be sent; the search stands still meanwhile. */
const MAX_WAITING = 1000
const MAX_MS = 60_000

const Text = z.object({ text: z.string() })
const Match = z.object({
  type: z.literal('match'),
  data: z.object({
    path: Text,
    lines: Text,
    line_number: z.number(),
    submatches: z.array(z.object({ start: z.number(), end: z.number() })),
  }),
})

type Asked = ParamsOf<'file.search'>

/**
 * Lines that hold what is looked for, as ripgrep finds them: linear in time whatever the pattern, links are not followed, no
 * program of the folder runs. Ends with the caller, at the limit, and after a minute; the last line says which.
 * @throws HomeportError FILE_002 where ripgrep is not installed.
 */
export async function searchFiles(confined: Confined, asked: Asked, gone: AbortSignal): Promise<Streamed> {
  const program = await ripgrepPath()
  return {
    headers: { 'X-Content-Type-Options': 'nosniff' },
    bytes: linesOf(confined, { program, asked, gone }),
  }
}

/**
 * The ripgrep that came with Homeport. In the packaged program it lies beside the archive, where the system can start it.
 * @throws HomeportError FILE_002 where it is missing.
 */
async function ripgrepPath(): Promise<string> {
  try {
    const { rgPath } = await import('@vscode/ripgrep')
    return rgPath.replace(`app.asar${path.sep}`, `app.asar.unpacked${path.sep}`)
  } catch (cause) {
    throw new HomeportError(
      'FILE_002',
      'Nothing was searched: the program that does it is not installed for this system. Install Homeport again.',
      { cause },
    )
  }
}

interface Searching {
  readonly program: string
  readonly asked: Asked
  /** The caller is gone. */
  readonly gone: AbortSignal
}

async function* linesOf(confined: Confined, { program, asked, gone }: Searching): AsyncGenerator<Uint8Array> {
  // It must still be where the session has it.
  await confined.inFolder([], async () => {})
  const child = spawn(program, argumentsOf(confined, asked), {
    cwd: confined.root,
    // Nothing of a person’s configuration, and no secret.
    env: { PATH: '', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_MS,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const end = () => child.kill('SIGKILL')
  gone.addEventListener('abort', end, { once: true })
  const found: string[] = []
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(0, 1000)))
  const closed = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', (code) => resolve(code))
  })
  const reader = new LineReader({ onLine: (line) => found.push(line), onTooLong: () => {}, maxBytes: MAX_LINE })
  let hits = 0
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += MAX_WAITING * 64) {
        reader.push(chunk.subarray(at, at + MAX_WAITING * 64))
        const lines = found
          .splice(0)
          .flatMap(hitOf)
          .slice(0, asked.limit - hits)
        hits += lines.length
        if (lines.length > 0) {
          yield Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
        }
      }
      if (hits >= asked.limit) {
        end()
        break
      }
    }
    const code = await closed
    const isCut = hits >= asked.limit || code === null
    const error = code === 2 && hits === 0 ? complaint.trim() : null
    yield Buffer.from(`${JSON.stringify({ done: true, hits, truncated: isCut, error })}\n`)
  } finally {
    end()
    gone.removeEventListener('abort', end)
  }
}

function argumentsOf({ closed }: Confined, asked: Asked): string[] {
  const globs = (asked.include ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  return [
    '--json',
    '--no-config',
    '--no-messages',
    '--no-require-git',
    '--hidden',
    '--max-filesize=50M',
    '--regex-size-limit=5M',
    '--dfa-size-limit=20M',
    asked.case ? '--case-sensitive' : '--ignore-case',
    ...(asked.regex ? [] : ['--fixed-strings']),
    ...(asked.ignored ? ['--no-ignore'] : []),
    ...globs.map((glob) => `--glob=${glob}`),
    '--glob=!**/.git/**',
    ...(closed === null ? [] : [`--glob=!/${closed.replaceAll(/[[\]{}*?\\!]/g, '\\$&')}/**`]),
    `--regexp=${asked.q}`,
    './',
  ]
}

interface Hit {
  readonly path: string
  readonly line: number
  readonly text: string
  /** Where it was found in `text`, in UTF-16 units. */
  readonly ranges: readonly (readonly [number, number])[]
}

/** One line of ripgrep’s output; none where it tells something else. */
function hitOf(line: string): Hit[] {
  const parsed = line.startsWith('{"type":"match"') ? Match.safeParse(JSON.parse(line)) : null
  if (parsed?.success !== true) {
    return []
  }
  const { path: file, lines, line_number, submatches } = parsed.data.data
  const bytes = Buffer.from(lines.text)
  const ranges = submatches
    .slice(0, MAX_RANGES)
    .map(({ start, end }) => [unitsIn(bytes, start), unitsIn(bytes, end)] as const)
    .filter(([start, end]) => start < MAX_TEXT && end > start)
    .map(([start, end]) => [start, Math.min(end, MAX_TEXT)] as const)
  return [
    {
      path: file.text.replace(/^\.[/\\]/, '').replaceAll('\\', '/'),
      line: line_number,
      text: lines.text.slice(0, MAX_TEXT).replace(/\r?\n$/, ''),
      ranges,
    },
  ]
}

function unitsIn(bytes: Buffer, end: number): number {
  // What is behind the shown part is not counted.
  return end > MAX_TEXT * 4 ? MAX_TEXT : bytes.toString('utf8', 0, end).length
}
