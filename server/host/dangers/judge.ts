import { homedir } from 'node:os'
import path from 'node:path'
import type { Danger, FileBefore, Overwrites } from '#shared/session/session.ts'
import type { ApprovalJudge, ToolRequest, Judgement } from '#server/host/sessions/ports/approvalJudge.ts'
import { type DangerCode, dangerTable } from './dangerTable.ts'
import { type FileNow, fileNow, resolvedPath } from './disk.ts'
import { dangerOfPath, isScratch } from './sensitivePaths.ts'
import { HOLE } from './shell/words.ts'
import { skillsBelow } from './skillsBelow.ts'
import { type FieldDanger, type FieldWrite, toolDangers } from './tools/toolDangers.ts'

/** More marks than these help nobody; more paths than these are not looked up. */
const MAX_DANGERS = 50
const MAX_PATHS = 50

/** Judges the requests of tools: by their input alone, and by where the paths in it lead on this machine. */
export function createJudge(env: Readonly<Record<string, string | undefined>>): ApprovalJudge {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir()
  return {
    judge: async (request, workspace) => judge(request, { folder: workspace, home }),
    before: async (request, workspace) => before(request, { folder: workspace, home }),
  }
}

interface WorkContext {
  readonly folder: string
  readonly home: string
}

async function judge(request: ToolRequest, context: WorkContext): Promise<Judgement> {
  const { dangers, writes } = toolDangers(request, context)
  const looked = writes.slice(0, MAX_PATHS)
  const root = (await resolvedPath(context.folder)) ?? context.folder
  const [ofPaths, now, skills] = await Promise.all([
    Promise.all(looked.map(async (write) => dangersOfWrite(write, context.folder, root))),
    replaced(request, context),
    skillsBelow(request, root),
  ])
  const ofSkills: FieldDanger[] = [
    ...(skills.files.length === 0 ? [] : [{ code: 'skill_not_shown', field: 'skill' } as const]),
    ...(skills.is_whole ? [] : [{ code: 'skill_not_found', field: 'skill' } as const]),
  ]
  const cut: FieldDanger[] = writes.length > looked.length ? [{ code: 'not_judged', field: 'command' }] : []
  return {
    dangers: bounded([...dangers, ...ofPaths.flat(), ...ofSkills, ...cut]),
    ...(now === null ? {} : { overwrites: overwritten(now.file) }),
    ...(skills.files.length === 0 ? {} : { skills: [...skills.files] }),
  }
}

/** Text of a file that a person is shown, in bytes. */
const MAX_SHOWN = 512 * 1024

async function before(request: ToolRequest, context: WorkContext): Promise<FileBefore | null> {
  const now = await replaced(request, context)
  if (now === null) {
    return null
  }
  const { bytes, is_whole } = now.file
  const isText = !bytes.subarray(0, 8000).includes(0)
  return {
    path: now.path,
    text: isText ? bytes.toString('utf8', 0, Math.min(bytes.length, MAX_SHOWN)) : null,
    is_whole: is_whole && bytes.length <= MAX_SHOWN,
  }
}

/** The file that a Write would replace. */
async function replaced(
  { tool_name, input }: ToolRequest,
  context: WorkContext,
): Promise<{ path: string; file: FileNow } | null> {
  const named = input['file_path']
  if (tool_name !== 'Write' || typeof named !== 'string' || named === '') {
    return null
  }
  const whole = path.resolve(context.folder, /^~(?:[/\\]|$)/.test(named) ? context.home + named.slice(1) : named)
  const file = await fileNow(whole)
  return file === null ? null : { path: whole, file }
}

/** Lines as editors count them: a last line without a line end is one. */
function overwritten({ bytes, is_whole }: FileNow): Overwrites {
  let lines = 0
  for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 1)) {
    lines += 1
  }
  const isOpen = bytes.length > 0 && bytes.at(-1) !== LINE_END
  return { lines: isOpen ? lines + 1 : lines, ...(is_whole ? {} : { at_least: true as const }) }
}

const LINE_END = 10

/** What the path is, as written and as the disk has it. `root`: where the folder really lies. */
async function dangersOfWrite(write: FieldWrite, folder: string, root: string): Promise<FieldDanger[]> {
  const { field, span } = write
  const at = (code: DangerCode): FieldDanger => ({ code, field, span })
  if (write.path.includes(HOLE) || (write.from === null && !path.isAbsolute(write.path))) {
    // Only its end is known: enough to know a hook by.
    const code = dangerOfPath(write.path)
    return code === null ? [] : [at(code)]
  }
  const written = path.resolve(write.from ?? folder, write.path)
  const real = (await resolvedPath(written)) ?? written
  const code = dangerOfPath(written) ?? dangerOfPath(real)
  const outside = !isInside(real, root) && (write.isTool || !isScratch(real))
  return [...(code === null ? [] : [at(code)]), ...(outside ? [at('writes_outside')] : [])]
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (!/^\.\.(?:[/\\]|$)/.test(way) && !path.isAbsolute(way))
}

/** In the order of the text, each once, bounded. */
function bounded(found: readonly FieldDanger[]): Danger[] {
  const once = new Map(
    found.map((one) => [`${one.code} ${one.field ?? ''} ${one.span?.start ?? ''} ${one.span?.end ?? ''}`, one]),
  )
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
