import { readdirSync } from 'node:fs'
import type { AutoCommitted, Milestone } from '#shared/operations/autoCommit.ts'
import { commitChanges } from '#server/host/autoCommit/committing/commitChanges.ts'
import { Git } from '#server/host/git/running/git.ts'
import type { GitWorld } from './gitWorld.ts'

export interface AutoAsked {
  readonly target?: 'side' | 'branch'
  readonly ignore?: readonly string[]
  readonly allow?: readonly string[]
  readonly prompt?: string
  readonly milestone?: Milestone | null
  readonly salt?: string
  readonly settled?: () => Promise<void>
  readonly isProtected?: (branch: string) => boolean
}

/** Commits what changed in a repository, as Homeport does it by itself. */
export function autoCommitIn(world: Pick<GitWorld, 'folder' | 'env'>, asked: AutoAsked = {}): Promise<AutoCommitted> {
  const { target = 'side', ignore = [], allow = [], prompt = '', milestone = null, salt = 'salt' } = asked
  return commitChanges(new Git(world.folder, { environment: async () => world.env, lockWait_ms: 300 }), {
    rules: { target, ignore: [...ignore], allow: [...allow] },
    prompt,
    milestone,
    salt,
    session_id: 's1',
    settled: asked.settled ?? (async () => {}),
    isProtected: asked.isProtected ?? (() => false),
  })
}

/** What lies in the folder of Git that Homeport or a lock left there. */
export function leftOvers(world: Pick<GitWorld, 'folder'>): string[] {
  return readdirSync(`${world.folder}/.git`).filter((name) => /homeport|\.lock$/.test(name))
}
