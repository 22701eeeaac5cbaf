import type { Git } from '../running/git.ts'

/** A setting of Git, and whose it is: `local` and `worktree` are the repository’s. */
export interface Configured {
  readonly scope: string
  readonly key: string
  readonly value: string
}

export const isRepositorys = (scope: string) => scope === 'local' || scope === 'worktree'

/** All that count here, in the order in which Git reads them. */
export async function readSettings(git: Git): Promise<Configured[]> {
  const args = ['config', '--list', '--null', '--show-scope', '--includes']
  const fields = (await git.read(args, { max_bytes: 4 * 1024 * 1024 })).toString('utf8').split('\0')
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, at) => {
    const [key = '', ...value] = (fields[at * 2 + 1] ?? '').split('\n')
    return { scope: fields[at * 2] ?? '', key, value: value.join('\n') }
  })
}
