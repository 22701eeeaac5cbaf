import { homedir } from 'node:os'
import path from 'node:path'
import type { Danger } from '#shared/session/session.ts'
import type { ApprovalJudge, Asked, FileBefore, Judgement } from '#server/host/sessions/approvalJudge.ts'
import { type DangerCode, dangerTable } from './dangerTable.ts'
import { fileNow, realPlace } from './disk.ts'
import { dangerOfPlace, isScratch } from './places.ts'
import { HOLE } from './shell/words.ts'
import { type FieldDanger, type FieldWrite, toolDangers } from './toolDangers.ts'

/** More marks than these help nobody; more paths than these are not looked up. */
const MAX_DANGERS = 50
const MAX_PATHS = 50

/** Judges what tools ask for: by their input alone, and by where the paths in it lead on this machine. */
export function createJudge(home: string = homedir()): ApprovalJudge {
  return {
    judge: async (asked, workspace) => judge(asked, { folder: workspace, home }),
    before: async (asked, workspace) => before(asked, { folder: workspace, home }),
  }
}

interface Place {
  readonly folder: string
  readonly home: string
}

async function judge(asked: Asked, place: Place): Promise<Judgement> {
  const { dangers, writes } = toolDangers(asked, place)
  const looked = writes.slice(0, MAX_PATHS)
  const [ofPaths, now] = await Promise.all([
    Promise.all(looked.map(async (write) => dangersOfWrite(write, place))),
    replaced(asked, place),
  ])
  const cut: FieldDanger[] = writes.length > looked.length ? [{ code: 'not_judged', field: 'command' }] : []
  const told = tell([...dangers, ...ofPaths.flat(), ...cut])
  return { dangers: told, ...(now === null ? {} : { overwrites: { lines: linesOf(now.text) } }) }
}

async function before(asked: Asked, place: Place): Promise<FileBefore | null> {
  return replaced(asked, place)
}

/** The file that a Write would replace. */
async function replaced({ tool_name, input }: Asked, place: Place): Promise<FileBefore | null> {
  const file = input['file_path']
  if (tool_name !== 'Write' || typeof file !== 'string' || file === '') {
    return null
  }
  const whole = path.resolve(place.folder, /^~(?:[/\\]|$)/.test(file) ? place.home + file.slice(1) : file)
  const now = await fileNow(whole)
  if (now === null) {
    return null
  }
  const is_text = !now.bytes.subarray(0, 8000).includes(0)
  return { path: whole, text: now.bytes.toString('utf8'), is_text, is_whole: now.is_whole }
}

/** Lines as editors count them: a last line without a line end is one. */
function linesOf(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1
  }
  return text === '' || text.endsWith('\n') ? lines : lines + 1
}

/** What the path is, as written and as the disk has it. */
async function dangersOfWrite(write: FieldWrite, { folder }: Place): Promise<FieldDanger[]> {
  const { field, span } = write
  const at = (code: DangerCode): FieldDanger => ({ code, field, span })
  if (write.path.includes(HOLE) || (write.from === null && !path.isAbsolute(write.path))) {
    // Only its end is known: enough to know a hook by.
    const code = dangerOfPlace(write.path)
    return code === null ? [] : [at(code)]
  }
  const written = path.resolve(write.from ?? folder, write.path)
  const real = (await realPlace(written)) ?? written
  const code = dangerOfPlace(written) ?? dangerOfPlace(real)
  const outside = !isInside(real, folder) && (write.isTool || !isScratch(written))
  return [...(code === null ? [] : [at(code)]), ...(outside ? [at('writes_outside')] : [])]
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (!/^\.\.(?:[/\\]|$)/.test(way) && !path.isAbsolute(way))
}

/** In the order of the text, each once, bounded. */
function tell(found: readonly FieldDanger[]): Danger[] {
  const once = new Map(found.map((one) => [`${one.code} ${one.field ?? ''} ${one.span?.start ?? ''} ${one.span?.end ?? ''}`, one]))
  const ordered = [...once.values()].toSorted((one, other) => start(one) - start(other))
  const shown = ordered.slice(0, MAX_DANGERS)
  const more: FieldDanger[] = ordered.length > shown.length ? [{ code: 'more' }] : []
  return [...shown, ...more].map(({ code, field, span }) => ({
    code,
    text: dangerTable[code],
    ...(field === undefined ? {} : { field }),
    ...(span === undefined ? {} : span),
  }))
}

function start({ span }: FieldDanger): number {
  return span?.start ?? -1
}
