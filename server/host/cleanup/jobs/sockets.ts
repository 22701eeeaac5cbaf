import { lstat, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { failureCode } from '#server/platform/failure.ts'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { type Removed, together } from './job.ts'

export interface SocketFolders {
  /** Where Claude Code puts a socket for each of its processes, `PID.sock`: one that is killed leaves it. */
  readonly claude: string
  /** Where hosts and gateways have theirs. */
  readonly homeport: string
  readonly uid: number
  /** A socket that is younger (milliseconds since 1970) may be about to be listened on. */
  readonly before: number
}

/** Removes sockets of ours that nobody listens on any more. */
export async function removeDeadSockets(folders: SocketFolders): Promise<Removed> {
  const { claude, homeport } = folders
  return together([
    await removeIn(claude, folders, (name) => {
      const pid = /^(\d{1,10})\.sock$/.exec(name)?.[1]
      return pid !== undefined && !pidExists(Number(pid))
    }),
    await removeIn(homeport, folders, (name) =>
      name.endsWith('.sock') ? isRefused(path.join(homeport, name)) : false,
    ),
  ])
}

async function removeIn(
  folder: string,
  { uid, before }: SocketFolders,
  isDead: (name: string) => Promise<boolean> | boolean,
): Promise<Removed> {
  const names = await readdir(folder).catch((): string[] => [])
  let removed = 0
  for (const name of names) {
    const file = path.join(folder, name)
    const found = await lstat(file).catch(() => null)
    const isOurs = found?.isSocket() === true && found.uid === uid && found.mtimeMs < before
    if (isOurs && (await isDead(name))) {
      await rm(file, { force: true })
      removed += 1
    }
  }
  return { removed, bytes: 0 }
}

function isRefused(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(file)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error) => resolve(failureCode(error) === 'ECONNREFUSED'))
  })
}
