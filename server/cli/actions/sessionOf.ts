import { realpathSync } from 'node:fs'
import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import type { RunningServer } from '../../processes/controlClient.ts'

/** The id itself, or the newest session in that folder. */
export async function sessionOf(server: RunningServer, named: string): Promise<SessionId> {
  const project = UUID.test(named) ? null : realFolder(named)
  if (project === null) {
    return SessionId.parse(named)
  }
  const pages = await Promise.all(
    [false, true].map((archived) => server.call('session.list', { project, archived, limit: 200 })),
  )
  const found = pages.flatMap(({ sessions }) => sessions).find(({ status }) => status !== 'TERMINATED')
  if (found === undefined) {
    throw new HomeportError('SESSION_002', `There is no session of yours in ${project}. Nothing was done.`)
  }
  return found.id
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

function realFolder(named: string): string | null {
  try {
    return realpathSync(named)
  } catch {
    return null
  }
}
