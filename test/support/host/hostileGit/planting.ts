import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { GitWorld } from '#test/support/host/gitWorld.ts'

/** What a repository may bring, and what of it a person’s own `git` would run. */
export interface HostileCase {
  readonly name: string
  readonly plant: (world: GitWorld) => void
  /** What Homeport still tells: the change of a.txt, or nothing of it. */
  readonly told: 'change' | 'nothing' | 'either'
  /** What runs it, as a proof that it is armed; none: it needs more than a command, or this Git does it no more. */
  readonly armed?: (world: GitWorld) => readonly string[]
}

export const set =
  (key: string, value: string | ((world: GitWorld) => string)) =>
  (world: GitWorld): void =>
    void world.git('config', key, typeof value === 'string' ? value : value(world))

/** The file has the attribute, and Git must look into it again. */
export const attribute = (name: string) => (world: GitWorld) => {
  world.write('.git/info/attributes', `*.txt ${name}\n`)
  touched(world)
}

/** Of b.txt too, which is as it was: its new time is what Git has to note in the index. */
export function touched(world: GitWorld): void {
  for (const name of ['a.txt', 'b.txt']) {
    utimesSync(world.file(name), new Date(1_000), new Date(1_000))
  }
}

export const all =
  (...steps: readonly ((world: GitWorld) => void)[]) =>
  (world: GitWorld): void =>
    steps.forEach((step) => step(world))

export const program = (world: GitWorld) => world.program()
/** One that answers nothing: whoever talks with it gives up. */
export const mute = (world: GitWorld) => world.program('planted', 'exit 1')

export function hook(name: string) {
  return (world: GitWorld): void => {
    mkdirSync(world.file('.git/hooks'), { recursive: true })
    const file = world.file(`.git/hooks/${name}`)
    writeFileSync(file, `#!/bin/sh\n${world.program()}\n`)
    chmodSync(file, 0o755)
  }
}

/** A submodule whose own configuration is hostile. */
export function submodule(arm: (world: GitWorld, folder: string) => void) {
  return (world: GitWorld): void => {
    const origin = path.join(world.home, 'inner')
    mkdirSync(origin)
    world.gitIn(origin, 'init', '-q')
    writeFileSync(path.join(origin, 'b.txt'), 'b\n')
    world.gitIn(origin, 'add', '-A')
    world.gitIn(origin, 'commit', '-qm', 'inner')
    world.git('submodule', '--quiet', 'add', origin, 'sub')
    world.git('commit', '-qm', 'with a submodule')
    const folder = world.file('sub')
    writeFileSync(path.join(folder, 'b.txt'), 'changed\n')
    arm(world, folder)
  }
}

export const status = () => ['status']
export const diff = () => ['diff']

/** A commit with a signature, so that there is something to verify. */
export function signed(world: GitWorld): void {
  const commit = world.git('cat-file', 'commit', 'HEAD')
  const [head = '', ...body] = commit.split('\n\n')
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----'
  const id = world
    .gitWith(`${head}\n${signature}\n\n${body.join('\n\n')}`, 'hash-object', '-t', 'commit', '-w', '--stdin')
    .trim()
  world.git('update-ref', 'HEAD', id)
}

/** The content of b.txt is missing, and would be fetched. */
export function withoutBlob(world: GitWorld): void {
  world.git('config', 'core.repositoryFormatVersion', '1')
  const id = world.git('rev-parse', 'HEAD:b.txt').trim()
  execFileSync('rm', ['-f', world.file(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`)])
  world.write('b.txt', 'now other\n')
}
