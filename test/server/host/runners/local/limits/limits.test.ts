import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Limiter } from '#server/host/runners/local/limits/limiter.ts'
import { enclose, removeLeftOver } from '#server/host/runners/local/limits/enclosure.ts'
import { ownCgroups } from '#server/host/runners/local/limits/ownCgroups.ts'
import { inScope, userScopes } from '#server/host/runners/local/limits/systemdScope.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const MB = 1024 * 1024
const limits = { memory_bytes: 100 * MB, cpu_percent: 50 }

test.each([
  {
    name: 'one hierarchy, as systemd has it today',
    cgroup: '0::/user.slice/user-1000.slice/user@1000.service/app.slice/homeport.service\n',
    mountinfo: '35 24 0:30 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n',
    own: {
      v2: '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/homeport.service',
      v1: { memory: null, cpu: null },
    },
  },
  {
    name: 'old hierarchies beside an empty new one',
    cgroup: '9:name=systemd:/\n4:memory:/jobs/7\n1:cpu,cpuacct:/\n0::/\n',
    mountinfo: [
      '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
      '35 31 0:32 / /sys/fs/cgroup/memory rw shared:4 - cgroup cgroup rw,memory',
      '41 31 0:38 / /sys/fs/cgroup/uni\\040fied rw - cgroup2 cgroup2 rw',
    ].join('\n'),
    own: {
      v2: '/sys/fs/cgroup/uni fied',
      v1: { memory: '/sys/fs/cgroup/memory/jobs/7', cpu: '/sys/fs/cgroup/cpu,cpuacct' },
    },
  },
  {
    name: 'a container, whose mount begins at its own group',
    cgroup: '4:memory:/docker/abc\n',
    mountinfo: '35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n',
    own: { v2: null, v1: { memory: '/sys/fs/cgroup/memory', cpu: null } },
  },
  { name: 'none', cgroup: '', mountinfo: 'nothing of it', own: { v2: null, v1: { memory: null, cpu: null } } },
])('the own control groups are found: $name', ({ cgroup, mountinfo, own }) => {
  expect(ownCgroups(cgroup, mountinfo)).toEqual(own)
})

/** A folder as the kernel fills one: a directory made in it has the control files at once. Here only those that are told. */
const emptyGroups = () => {
  const folder = temporaryFolder()
  return { v2: path.join(folder, 'v2'), v1: { memory: path.join(folder, 'memory'), cpu: path.join(folder, 'cpu') } }
}

test('where the control files are not handed down nothing is written, and the memory is watched', () => {
  const own = emptyGroups()
  mkdirSync(own.v2)
  const enclosure = enclose(own, limits)
  expect(enclosure).toMatchObject({ by: 'cgroup_v2', holdsMemory: false, holdsCpu: false })
  const [made = ''] = readdirSync(own.v2)
  expect(readdirSync(path.join(own.v2, made))).toEqual([])
  expect(enclosure?.remove()).toBe(true)

  const limiter = new Limiter({ limits: () => limits, env: {}, own })
  const { command, inForce, enclosure: plain } = limiter.hold({ command: 'claude', args: ['-p'] })
  expect(inForce).toEqual({ ...limits, memory_kept_by: 'watched', cpu_kept_by: 'nothing' })
  expect(command).toEqual({ command: 'claude', args: ['-p'] })
  plain?.remove()
  expect(readdirSync(own.v2)).toEqual([])
})

test('groups of hosts that are gone are removed, those of others are not', async () => {
  const own = emptyGroups()
  mkdirSync(path.join(own.v2, 'homeport-999999999-1'), { recursive: true })
  mkdirSync(path.join(own.v2, `homeport-${process.pid}-1`))
  mkdirSync(path.join(own.v2, 'somebody.scope'))
  removeLeftOver(own)
  await expect.poll(() => readdirSync(own.v2).toSorted()).toEqual([`homeport-${process.pid}-1`, 'somebody.scope'])
})

test('a scope of systemd gets the limits, and becomes the program', () => {
  const claude = { command: '/bin/claude', args: ['-p', '--verbose'] }
  expect(inScope(claude, limits, 'plain').args).not.toContain('OOMPolicy=continue')
  expect(inScope(claude, limits, 'going_on')).toEqual({
    command: 'systemd-run',
    args: `--user --scope --quiet --collect -p OOMPolicy=continue -p MemoryMax=${100 * MB} -p MemorySwapMax=0 -p CPUQuota=50% -- /bin/claude -p --verbose`.split(
      ' ',
    ),
  })
})

test.runIf(process.platform !== 'win32')('whether there are scopes is asked of systemd-run itself', async () => {
  const folder = temporaryFolder()
  const asked = path.join(folder, 'asked')
  const program = path.join(folder, 'systemd-run')
  writeFileSync(program, `#!/bin/sh\necho "$@" > ${asked}\n`, { mode: 0o755 })
  const env = { PATH: `${folder}:/usr/bin:/bin` }
  expect(await userScopes(env)).toBe('going_on')
  expect(readFileSync(asked, 'utf8')).toContain('--user --scope')
  writeFileSync(program, '#!/bin/sh\ncase "$*" in *OOMPolicy*) exit 1;; esac\n')
  expect(await userScopes(env)).toBe('plain')
  expect(await userScopes({ PATH: temporaryFolder() })).toBe(null)
})
