import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const SECRET = 'nobody may read this'

/** A folder to work in, beside one that nobody may reach from it. */
export interface HostileWorkspace {
  readonly root: string
  readonly outside: string
}

/** Full of links that lead out, pipes, and what else a hostile repository can hold. */
export function hostileWorkspace(): HostileWorkspace {
  const base = realpathSync(temporaryFolder())
  const root = path.join(base, 'work')
  const outside = path.join(base, 'outside')
  mkdirSync(path.join(root, 'a/b'), { recursive: true })
  mkdirSync(path.join(root, 'deep'))
  mkdirSync(path.join(outside, 'sub'), { recursive: true })
  writeFileSync(path.join(outside, 'secret.txt'), SECRET)
  writeFileSync(path.join(base, 'secret.txt'), SECRET)
  writeFileSync(path.join(root, 'a/file.txt'), 'inside')
  const links = {
    out: outside,
    'out-file': path.join(outside, 'secret.txt'),
    up: '..',
    'round-a': 'round-b',
    'round-b': 'round-a',
    dangling: path.join(outside, 'not-there-yet.txt'),
    'deep/out': '../../outside',
    'absolute-proc': '/proc/self/root',
    dev: '/dev',
    'a/inside': '../a/b',
    'a/inside-file': 'file.txt',
    'a/inside-absolute': path.join(root, 'a/file.txt'),
  }
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target, path.join(root, name))
  }
  linkSync(path.join(outside, 'secret.txt'), path.join(root, 'a/hard.txt'))
  execFileSync('mkfifo', [path.join(root, 'pipe')])
  return { root, outside }
}
