import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type HostileCase, all, attribute, diff, hook, program, set, status, touched } from './planting.ts'

/** Programs that looking starts, and filters. */
export const looking: readonly HostileCase[] = [
  // Programs that looking starts.
  { name: 'core.fsmonitor: a program', plant: set('core.fsmonitor', program), told: 'change', armed: status },
  { name: 'core.fsmonitor: Git’s own daemon', plant: set('core.fsmonitor', 'true'), told: 'change' },
  {
    name: 'core.fsmonitor with hook version 1',
    plant: all(set('core.fsmonitor', program), set('core.fsmonitorHookVersion', '1')),
    told: 'change',
    armed: status,
  },
  {
    name: 'core.fsmonitor by include.path',
    plant: (world) => {
      writeFileSync(path.join(world.home, 'evil'), `[core]\n\tfsmonitor = ${world.program()}\n`)
      world.git('config', 'include.path', path.join(world.home, 'evil'))
    },
    told: 'change',
    armed: status,
  },
  {
    name: 'core.fsmonitor by includeIf',
    plant: (world) => {
      writeFileSync(path.join(world.home, 'evil'), `[core]\n\tfsmonitor = ${world.program()}\n`)
      world.git('config', 'includeIf.onbranch:**.path', path.join(world.home, 'evil'))
    },
    told: 'change',
    armed: status,
  },
  {
    name: 'core.fsmonitor of the worktree’s own settings',
    plant: all(set('extensions.worktreeConfig', 'true'), (world) =>
      world.git('config', '--worktree', 'core.fsmonitor', world.program()),
    ),
    told: 'change',
    armed: status,
  },
  { name: 'hook: post-index-change', plant: all(hook('post-index-change'), touched), told: 'change', armed: status },
  {
    name: 'hook: fsmonitor-watchman',
    plant: all(hook('fsmonitor-watchman'), set('core.fsmonitor', '.git/hooks/fsmonitor-watchman')),
    told: 'change',
    armed: status,
  },
  {
    name: 'hook: pre-commit and post-checkout',
    plant: all(hook('pre-commit'), hook('post-checkout')),
    told: 'change',
    armed: () => ['commit', '--allow-empty', '-qm', 'x'],
  },
  {
    name: 'hook: reference-transaction',
    plant: hook('reference-transaction'),
    told: 'change',
    armed: () => ['update-ref', 'refs/heads/x', 'HEAD'],
  },
  {
    name: 'core.hooksPath into the folder',
    plant: (world) => {
      world.write('hooks/post-index-change', `#!/bin/sh\n${world.program()}\n`)
      chmodSync(world.file('hooks/post-index-change'), 0o755)
      world.git('config', 'core.hooksPath', 'hooks')
      touched(world)
    },
    told: 'change',
    armed: status,
  },
  // Filters.
  {
    name: 'filter: clean',
    plant: all(set('filter.evil.clean', program), attribute('filter=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter: smudge',
    plant: all(set('filter.evil.smudge', program), attribute('filter=evil')),
    told: 'change',
    armed: () => ['checkout', 'HEAD', '--', 'a.txt'],
  },
  {
    name: 'filter: process',
    plant: all(set('filter.evil.process', program), attribute('filter=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter: required',
    plant: all(set('filter.evil.clean', program), set('filter.evil.required', 'true'), attribute('filter=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter with a name that holds an equals sign',
    plant: all(set('filter.e=v.clean', program), attribute('filter=e=v')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter with a name with a line end and quotes',
    plant: all(
      (world) => world.write('.git/evil', `[filter "e\\"v"]\n\tclean = ${world.program()}\n`),
      set('include.path', 'evil'),
      attribute('filter=e"v'),
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter by include.path',
    plant: all(
      (world) => world.write('.git/evil', `[filter "evil"]\n\tclean = ${world.program()}\n`),
      set('include.path', 'evil'),
      attribute('filter=evil'),
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter by the attributes of the folder',
    plant: all(set('filter.evil.clean', program), (world) => world.write('.gitattributes', '* filter=evil\n'), touched),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter by core.attributesFile',
    plant: all(
      set('filter.evil.clean', program),
      (world) => world.write('.git/mine', '* filter=evil\n'),
      set('core.attributesFile', '.git/mine'),
      touched,
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'filter in capitals',
    plant: all(set('FILTER.evil.CLEAN', program), attribute('filter=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'Git LFS: clean, smudge and process',
    plant: all(
      set('filter.lfs.clean', program),
      set('filter.lfs.smudge', program),
      set('filter.lfs.process', program),
      set('filter.lfs.required', 'true'),
      attribute('filter=lfs diff=lfs merge=lfs -text'),
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'Git LFS: an extension of its own',
    plant: all(set('lfs.extension.evil.clean', program), set('filter.lfs.clean', program), attribute('filter=lfs')),
    told: 'change',
    armed: diff,
  },
]
