import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'

/**
 * The real path of a folder within `folder`, which is a real path itself.
 * @throws HomeportError FILE_003 when it lies outside, also by a link, or is no folder that can be entered.
 */
export async function placeWithin(folder: string, cwd: string): Promise<string> {
  const place = await realFolder(path.resolve(folder, cwd))
  if (place === null) {
    throw refused(cwd, 'is no folder that can be entered')
  }
  const relative = path.relative(folder, place)
  if (relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) {
    throw refused(cwd, "lies outside the session's folder")
  }
  return place
}

async function realFolder(wanted: string): Promise<string | null> {
  try {
    const real = await realpath(wanted)
    return (await stat(real)).isDirectory() ? real : null
  } catch {
    return null
  }
}

function refused(cwd: string, why: string): HomeportError {
  return new HomeportError('FILE_003', `The folder "${cwd}" ${why}. Nothing was run.`, { details: { path: cwd } })
}
