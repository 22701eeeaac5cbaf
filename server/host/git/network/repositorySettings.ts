import { HomeportError } from '#shared/errors.ts'
import type { Git } from '../running/git.ts'

/** A setting of Git, and whose it is: `local` and `worktree` are the repository’s. */
export interface Configured {
  readonly scope: string
  readonly key: string
  readonly value: string
}

export const isRepositorys = (scope: string) => scope === 'local' || scope === 'worktree'

/** All that count here, in the order in which Git reads them. */
export async function readSettings(git: Git, folder: string = git.folder): Promise<Configured[]> {
  const args = ['-C', folder, 'config', '--list', '--null', '--show-scope', '--includes']
  const fields = (await git.read(args, { max_bytes: 4 * 1024 * 1024, settings: [['safe.bareRepository', 'all']] }))
    .toString('utf8')
    .split('\0')
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, at) => {
    const [key = '', ...value] = (fields[at * 2 + 1] ?? '').split('\n')
    return { scope: fields[at * 2] ?? '', key, value: value.join('\n') }
  })
}

/** Settings that lead what is sent to a host past somebody else, or believe whoever answers. */
export function bendsTheWay(key: string): boolean {
  return /^(?:http\.(?:.*\.)?(?:sslverify|sslcainfo|sslcapath|proxy|curloptresolve|cookiefile|savecookies|sslbackend)|remote\..*\.proxy)$/.test(
    key,
  )
}

/**
 * A secret that Homeport keeps goes where it was kept for, and nowhere between.
 * @throws HomeportError SESSION_003 where the repository itself says which way.
 */
export async function assertStraight(git: Git): Promise<void> {
  const bent = (await readSettings(git)).filter(({ scope, key }) => isRepositorys(scope) && bendsTheWay(key))
  if (bent.length > 0) {
    const names = [...new Set(bent.map(({ key }) => key))].join(', ')
    throw new HomeportError(
      'SESSION_003',
      `This repository says which way Git takes to the host (${names.slice(0, 300)}), and what you keep for the host would go that way. Nothing was asked of the remote. Move these settings to your own Git configuration, or take them out.`,
      { details: { reason: 'refused' } },
    )
  }
}
