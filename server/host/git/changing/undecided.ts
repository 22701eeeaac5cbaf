import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { zeroed } from '../reading/records.ts'
import type { Git } from '../running/git.ts'
import { pathText } from '../running/gitPath.ts'
import { namesOf } from './stage.ts'

const MAX_LOOKED_AT = 8 * 1024 * 1024

/**
 * Of files in conflict those that nobody decided: with the marks that Git writes around both sides; or where Git writes none
 * (a side has no such file, or no text), those that lie there as Git left them. Staging one decides it.
 */
export async function undecidedOf(git: Git, conflicts: readonly string[]): Promise<string[]> {
  if (conflicts.length === 0) {
    return []
  }
  const [sides, attributes] = [await sidesOf(git), await attributesOf(git, conflicts)]
  const undecided: string[] = []
  for (const name of conflicts) {
    const asked = { name, sides: sides.get(name) ?? [], attributes: attributes.get(name) ?? new Map<string, string>() }
    if (await isUndecided(git, asked)) {
      undecided.push(name)
    }
  }
  return undecided
}

interface Side {
  readonly mode: string
  readonly id: string
  readonly stage: string
}

interface Conflict {
  readonly name: string
  readonly sides: readonly Side[]
  readonly attributes: ReadonlyMap<string, string>
}

async function isUndecided(git: Git, { name, sides, attributes }: Conflict): Promise<boolean> {
  const [ours, theirs] = ['2', '3'].map((stage) => sides.find((side) => side.stage === stage))
  if ([ours, theirs].some((side) => side !== undefined && !side.mode.startsWith('100'))) {
    // A link or a submodule: it is never merged.
    return true
  }
  const text = await textOf(git.folder, name)
  if (text === null) {
    // It is gone: that is a way to resolve it.
    return false
  }
  if (hasMarks(text, Number(attributes.get('conflict-marker-size')))) {
    return true
  }
  const merge = attributes.get('merge') ?? 'unspecified'
  const isMarked =
    ours !== undefined && theirs !== undefined && !text.includes('\0') && ['unspecified', 'set', 'text'].includes(merge)
  if (isMarked) {
    return false
  }
  const is = (await git.run('staging', { args: ['hash-object', '--', name] })).toString('latin1').trim()
  return is === ours?.id || is === theirs?.id
}

function hasMarks(text: string, size: number): boolean {
  const least = Number.isSafeInteger(size) && size > 0 && size < 7 ? size : 7
  const marks = [...text.matchAll(/^(?:<+|>+) /gm)].map(([mark]) => mark).filter((mark) => mark.length > least)
  return ['<', '>'].every((side) => marks.some((mark) => mark.startsWith(side)))
}

async function sidesOf(git: Git): Promise<Map<string, Side[]>> {
  const all = new Map<string, Side[]>()
  for (const record of zeroed(await git.read(['ls-files', '-u', '-z']))) {
    const at = record.indexOf(0x09)
    const [mode = '', id = '', stage = ''] = record.subarray(0, at).toString('latin1').split(' ')
    const name = pathText(record.subarray(at + 1))
    all.set(name, [...(all.get(name) ?? []), { mode, id, stage }])
  }
  return all
}

async function attributesOf(git: Git, names: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const args = ['check-attr', '-z', '--stdin', 'merge', 'conflict-marker-size']
  const fields = [...zeroed(await git.read(args, { input: namesOf(names) }))]
  const all = new Map<string, Map<string, string>>()
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [name, key, value] = fields.slice(at, at + 3)
    const known = all.get(pathText(name ?? Buffer.alloc(0))) ?? new Map<string, string>()
    all.set(pathText(name ?? Buffer.alloc(0)), known.set(String(key), String(value)))
  }
  return all
}

/** Bytes as they are, one for each letter. null: it is no file that is there. */
async function textOf(folder: string, name: string): Promise<string | null> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await open(path.join(folder, name), flags).catch(() => null)
  if (handle === null) {
    return null
  }
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) {
      return null
    }
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(stats.size, MAX_LOOKED_AT)), 0)
    return buffer.subarray(0, bytesRead).toString('latin1')
  } finally {
    await handle.close()
  }
}
