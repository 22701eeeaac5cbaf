import { createReadStream } from 'node:fs'
import { constants, copyFile, link, lstat, mkdir, open, readdir, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { failureCode } from '#server/platform/failure.ts'

/** As Claude Code names projects and conversations: nothing that leads elsewhere. */
const NAME = /^[\w-]{1,250}$/

/**
 * Puts a conversation back where Claude Code keeps its own, with what its sub-agents said, from its copy: it can be resumed
 * then, here and in a terminal. What is there is never touched. Whether there is a transcript now that was not there before.
 * @throws Error of `node:fs` or `node:zlib`: nothing was put back then.
 */
export async function putBack(
  conversationId: string,
  { copies, projects }: { readonly copies: string; readonly projects: string },
): Promise<boolean> {
  const project = NAME.test(conversationId) ? await projectOf(copies, conversationId) : null
  if (project === null) {
    return false
  }
  const from = path.join(copies, project)
  const into = await ownFolder(projects, project)
  const agents = path.join(conversationId, 'subagents')
  const names = (await readdir(path.join(from, agents)).catch((): string[] => [])).filter(isFile)
  if (names.length > 0) {
    await ownFolder(into, conversationId, 'subagents')
  }
  for (const name of names) {
    await unpack(path.join(from, agents, name), path.join(into, agents, name.slice(0, -'.gz'.length)))
  }
  // Last: from then on it counts as there.
  const name = `${conversationId}.jsonl`
  return unpack(path.join(from, `${name}.gz`), path.join(into, name))
}

function isFile(name: string): boolean {
  return /^agent-[\w-]{1,100}\.(?:jsonl|meta\.json)\.gz$/.test(name)
}

async function projectOf(copies: string, conversationId: string): Promise<string | null> {
  const names = await readdir(copies).catch((): string[] => [])
  for (const name of names.filter((one) => NAME.test(one))) {
    const found = await lstat(path.join(copies, name, `${conversationId}.jsonl.gz`)).catch(() => null)
    if (found?.isFile() === true) {
      return name
    }
  }
  return null
}

/** A folder below one, made where it is absent. @throws Error when a link lies there: it would lead out of it. */
async function ownFolder(root: string, ...parts: readonly string[]): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  let folder = await realpath(root)
  for (const part of parts) {
    folder = path.join(folder, part)
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if (failureCode(error) !== 'EEXIST') {
        throw error
      }
    })
    if (!(await lstat(folder)).isDirectory()) {
      throw new Error(`${folder} is no folder, so nothing was put back there.`)
    }
  }
  return folder
}

/** Whole or not at all, with the time of now: Claude Code removes what is old. Whether it was absent. */
async function unpack(copy: string, file: string): Promise<boolean> {
  const fresh = `${file}.homeport-${process.pid}.tmp`
  try {
    const handle = await open(fresh, 'wx', 0o600)
    await pipeline(createReadStream(copy), createGunzip(), handle.createWriteStream({ flush: true }))
    await appear(fresh, file)
    return true
  } catch (error) {
    if (failureCode(error) === 'EEXIST') {
      return false
    }
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Under a name that nobody has. A file system without links copies. @throws Error EEXIST when somebody has it. */
async function appear(fresh: string, file: string): Promise<void> {
  try {
    await link(fresh, file)
  } catch (error) {
    if (failureCode(error) === 'EEXIST') {
      throw error
    }
    await copyFile(fresh, file, constants.COPYFILE_EXCL)
  }
}
