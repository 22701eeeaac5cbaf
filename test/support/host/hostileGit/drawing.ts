import { execFileSync } from 'node:child_process'
import { renameSync, symlinkSync, writeFileSync, utimesSync } from 'node:fs'
import path from 'node:path'
import {
  type HostileCase,
  all,
  attribute,
  diff,
  mute,
  program,
  set,
  signed,
  status,
  submodule,
  withoutBlob,
} from './planting.ts'

/** What draws diffs, verifies signatures, reaches somebody, or names files elsewhere. */
export const drawing: readonly HostileCase[] = [
  // What draws diffs.
  { name: 'diff.external', plant: set('diff.external', program), told: 'change', armed: diff },
  {
    name: 'diff driver: command',
    plant: all(set('diff.evil.command', program), attribute('diff=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'diff driver: textconv',
    plant: all(set('diff.evil.textconv', program), attribute('diff=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'diff driver: textconv that is kept',
    plant: all(set('diff.evil.textconv', program), set('diff.evil.cachetextconv', 'true'), attribute('diff=evil')),
    told: 'change',
    armed: diff,
  },
  {
    name: 'diff driver: textconv of a binary',
    plant: all(
      (world) => world.write('a.txt', Buffer.from([0, 1, 2])),
      set('diff.evil.textconv', program),
      attribute('diff=evil'),
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'diff driver: a pattern without end',
    plant: all(set('diff.evil.xfuncname', '(a*)*b'), attribute('diff=evil')),
    told: 'change',
  },
  { name: 'diff.orderFile that is no file', plant: set('diff.orderFile', '/dev/zero'), told: 'change' },
  {
    name: 'core.pager and pager.diff',
    plant: all(set('core.pager', program), set('pager.diff', program), set('pager.status', 'true')),
    told: 'change',
  },
  { name: 'core.editor', plant: set('core.editor', program), told: 'change', armed: () => ['commit', '--allow-empty'] },
  { name: 'sequence.editor', plant: set('sequence.editor', program), told: 'change' },
  // Signatures.
  {
    name: 'gpg.program with log.showSignature',
    plant: all(signed, set('gpg.program', program), set('log.showSignature', 'true')),
    told: 'change',
    armed: () => ['log', '-1'],
  },
  {
    name: 'gpg.ssh.program with log.showSignature',
    plant: all(signed, set('gpg.format', 'ssh'), set('gpg.ssh.program', program), set('log.showSignature', 'true')),
    told: 'change',
  },
  // What reaches somebody.
  {
    name: 'a partial clone whose remote is a command',
    plant: all(
      set('remote.origin.url', (world) => `ext::${mute(world)}`),
      set('remote.origin.promisor', 'true'),
      set('protocol.ext.allow', 'always'),
      set('extensions.partialClone', 'origin'),
      withoutBlob,
    ),
    told: 'either',
    armed: () => ['cat-file', '-p', 'HEAD:b.txt'],
  },
  {
    name: 'a partial clone by ssh with core.sshCommand',
    plant: all(
      set('remote.origin.url', 'ssh://nobody@127.0.0.1/x'),
      set('remote.origin.promisor', 'true'),
      set('extensions.partialClone', 'origin'),
      set('core.sshCommand', mute),
      withoutBlob,
    ),
    told: 'either',
    armed: () => ['cat-file', '-p', 'HEAD:b.txt'],
  },
  {
    name: 'a partial clone by a program of the other side',
    plant: all(
      set('remote.origin.url', (world) => world.folder),
      set('remote.origin.uploadpack', mute),
      set('remote.origin.promisor', 'true'),
      set('extensions.partialClone', 'origin'),
      withoutBlob,
    ),
    told: 'either',
    armed: () => ['cat-file', '-p', 'HEAD:b.txt'],
  },
  {
    name: 'credential.helper and core.askPass',
    plant: all(
      set('credential.helper', (world) => `!${world.program()}`),
      set('core.askPass', program),
    ),
    told: 'change',
  },
  {
    name: 'core.gitProxy',
    plant: all(set('core.gitProxy', program), set('remote.origin.url', 'git://127.0.0.1/x')),
    told: 'change',
  },
  {
    name: 'an alias of what is asked',
    plant: all(
      set('alias.status', (world) => `!${world.program()}`),
      set('alias.diff', (world) => `!${world.program()}`),
    ),
    told: 'change',
  },
  // Submodules.
  {
    name: 'a submodule with core.fsmonitor',
    plant: submodule((world, folder) => void world.gitIn(folder, 'config', 'core.fsmonitor', world.program())),
    told: 'change',
    armed: status,
  },
  {
    name: 'a submodule with a filter',
    plant: submodule((world, folder) => {
      world.gitIn(folder, 'config', 'filter.evil.clean', world.program())
      writeFileSync(path.join(folder, '.gitattributes'), '* filter=evil\n')
      writeFileSync(path.join(folder, 'b.txt'), 'b\n')
      utimesSync(path.join(folder, 'b.txt'), 1, 1)
    }),
    told: 'change',
    armed: status,
  },
  {
    name: 'a submodule that wants to be looked into',
    plant: submodule((world, folder) => {
      world.gitIn(folder, 'config', 'core.fsmonitor', world.program())
      world.git('config', 'submodule.sub.ignore', 'none')
      world.git('config', 'diff.ignoreSubmodules', 'none')
    }),
    told: 'change',
    armed: status,
  },
  {
    name: 'diff.submodule with a driver inside',
    plant: all(
      submodule((world, folder) => {
        world.gitIn(folder, 'config', 'diff.external', world.program())
      }),
      set('diff.submodule', 'diff'),
      set('status.submoduleSummary', 'true'),
    ),
    told: 'change',
    armed: diff,
  },
  {
    name: 'submodule.recurse and fetch.recurseSubmodules',
    plant: all(
      set('submodule.recurse', 'true'),
      set('fetch.recurseSubmodules', 'true'),
      set('submodule.sub.update', (world) => `!${world.program()}`),
    ),
    told: 'change',
  },
  // Files elsewhere.
  { name: 'core.worktree elsewhere', plant: set('core.worktree', (world) => world.home), told: 'nothing' },
  { name: 'core.bare', plant: set('core.bare', 'true'), told: 'nothing' },
  {
    name: 'a bare repository that lies in the folder as files',
    plant: (world) => {
      world.git('config', 'core.bare', 'true')
      world.git('config', 'core.fsmonitor', world.program())
      for (const name of ['config', 'HEAD', 'objects', 'refs', 'index', 'info']) {
        renameSync(world.file(`.git/${name}`), world.file(name))
      }
      execFileSync('rm', ['-r', world.file('.git')])
    },
    told: 'nothing',
  },
  {
    name: 'an index that names files outside',
    plant: (world) => {
      const id = world.gitWith('x', 'hash-object', '-w', '--stdin').trim()
      world.git('update-index', '--add', '--cacheinfo', `100644,${id},b.txt`)
      symlinkSync('/etc', world.file('etc'))
    },
    told: 'change',
  },
  {
    name: 'settings that are no settings',
    plant: (world) => world.write('.git/config', '[core\nfsmonitor ='),
    told: 'nothing',
  },
  { name: 'settings that include themselves', plant: set('include.path', 'config'), told: 'either' },
  { name: 'an unknown version of the format', plant: set('core.repositoryFormatVersion', '99'), told: 'nothing' },
  {
    name: 'names of an alternative store',
    plant: (world) => world.write('.git/objects/info/alternates', '/etc\n'),
    told: 'change',
  },
  { name: 'excludes that are no file', plant: set('core.excludesFile', '/etc'), told: 'either' },
]
