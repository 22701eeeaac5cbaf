import type { GitDiff, GitDiffLine } from '#shared/operations/git.ts'
import { createHash } from 'node:crypto'

/** One line of a patch with its end, as bytes: what is staged is what Git has, whatever its encoding. */
export interface PatchLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly bytes: Buffer
  readonly old: number | null
  readonly new: number | null
}

export interface Hunk {
  readonly heading: string
  readonly lines: readonly PatchLine[]
}

/** The patch of one file. */
export interface Patch {
  readonly kind: 'text' | 'binary' | 'same'
  readonly diff_id: string
  /** Modes of both sides; null: there is no file on it. */
  readonly modes: { readonly old: string | null; readonly new: string | null }
  readonly hunks: readonly Hunk[]
}

const MAX_LINES = 40_000
const MAX_LINE_LENGTH = 20_000
const MAX_TEXT = 4 * 1024 * 1024

/** Reads what `git diff` says of one file. `name`: what is compared, so that no two diffs have the same id. */
export function readPatch(printed: Buffer, name: string): Patch {
  const lines = linesOf(printed)
  const head = headOf(lines)
  // Which lines differ, and of what: another content has another id.
  const diff_id = createHash('sha256')
    .update(name)
    .update('\0')
    .update(head.ids)
    .update('\0')
    .update(head.seal)
    .digest('hex')
    .slice(0, 32)
  const hunks = hunksOf(lines, head.length)
  const kind = head.isBinary ? 'binary' : hunks.length === 0 && head.modes.old === head.modes.new ? 'same' : 'text'
  return { kind, diff_id, modes: head.modes, hunks }
}

function linesOf(printed: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let at = 0; at < printed.length;) {
    const end = printed.indexOf(0x0a, at)
    const to = end === -1 ? printed.length : end + 1
    lines.push(printed.subarray(at, to))
    at = to
  }
  return lines
}

function headOf(lines: readonly Buffer[]) {
  const first = lines.findIndex((line) => line[0] === AT)
  const length = first === -1 ? lines.length : first
  const head = lines
    .slice(0, length)
    .map((line) => line.toString('latin1'))
    .join('')
  const [, ids = '', same = null] = /^index ([0-9a-f]+\.\.[0-9a-f]+)(?: (\d+))?$/m.exec(head) ?? []
  const modes = {
    old: /^(?:old mode|deleted file mode) (\d+)$/m.exec(head)?.[1] ?? same,
    new: /^(?:new mode|new file mode) (\d+)$/m.exec(head)?.[1] ?? same,
  }
  const isBinary = /^(Binary files |GIT binary patch)/m.test(head)
  return { ids, modes, isBinary, length, seal: `${modes.old} ${modes.new}` }
}

function hunksOf(lines: readonly Buffer[], from: number): Hunk[] {
  const hunks: { heading: string; lines: PatchLine[] }[] = []
  let at = { old: 0, new: 0 }
  for (const line of lines.slice(from)) {
    if (line[0] === AT) {
      const start = startOf(line)
      if (start === null) {
        break
      }
      at = { old: start.old, new: start.new }
      hunks.push({ heading: start.heading, lines: [] })
    } else if (line[0] === BACKSLASH) {
      withoutEnd(hunks.at(-1)?.lines)
    } else {
      const kind = kinds.get(line[0] ?? 0)
      // Of the next file.
      if (kind === undefined) {
        break
      }
      hunks.at(-1)?.lines.push({
        kind,
        bytes: line.subarray(1),
        old: kind === 'added' ? null : at.old++,
        new: kind === 'removed' ? null : at.new++,
      })
    }
  }
  return hunks
}

function startOf(line: Buffer) {
  const [, old, fresh, heading = ''] = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)/.exec(line.toString('utf8')) ?? []
  return old === undefined ? null : { old: Number(old), new: Number(fresh), heading }
}

const [AT, BACKSLASH] = [0x40, 0x5c]
const kinds: ReadonlyMap<number, PatchLine['kind']> = new Map([
  [0x20, 'same'],
  [0x2d, 'removed'],
  [0x2b, 'added'],
])

/** `\ No newline at end of file`: of the line before. */
function withoutEnd(lines: PatchLine[] | undefined): void {
  const last = lines?.pop()
  if (last !== undefined) {
    lines?.push({ ...last, bytes: last.bytes.subarray(0, -1) })
  }
}

/** As it is shown. */
export function shownPatch({ kind, diff_id, modes, hunks }: Patch): GitDiff {
  const mode =
    modes.old !== null && modes.new !== null && modes.old !== modes.new ? `${modes.old} → ${modes.new}` : null
  const is_submodule = modes.old === '160000' || modes.new === '160000'
  // Where only some lines end so, that is what the diff is about.
  const isWindows = hunks.every((hunk) =>
    hunk.lines.every(({ bytes }) => !bytes.includes(0x0a) || bytes.at(-2) === 0x0d),
  )
  const end = isWindows ? /\r?\n$/ : /\n$/
  const lines = hunks.flatMap((hunk, index): GitDiffLine[] => [
    ...(index > 0 || (hunk.lines[0]?.new ?? 1) > 1
      ? [{ kind: 'gap' as const, text: hunk.heading, old: null, new: null }]
      : []),
    ...hunk.lines.map((line) => ({ kind: line.kind, text: textOf(line.bytes, end), old: line.old, new: line.new })),
  ])
  const size = lines.reduce((sum, { text }) => sum + text.length, 0)
  if (lines.length > MAX_LINES || size > MAX_TEXT) {
    return { diff_id, kind: 'too_large', lines: [], mode }
  }
  return { diff_id, kind: is_submodule ? 'submodule' : kind, lines, mode }
}

function textOf(bytes: Buffer, end: RegExp): string {
  return bytes.toString('utf8').replace(end, '').slice(0, MAX_LINE_LENGTH)
}
