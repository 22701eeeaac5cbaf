import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type LoginShellLimits,
  openLoginShell,
  withoutPackageFolders,
} from '#server/platform/environment/loginShell.ts'
import { readVariables, shellCommand } from '#server/platform/environment/shellCommand.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const PATIENT: LoginShellLimits = { waitMs: 30_000, endMs: 30_000, freshMs: 30_000 }

/** Each shell with the file that its users export from, in its own words. */
const SHELLS = [
  {
    shell: 'bash',
    file: '.bashrc',
    text: 'export GREETING="a\nPATH=/wrong\nb=c" NPM_TOKEN=mine PATH="/from/rc:$PATH"\n',
  },
  {
    shell: 'bash',
    file: '.profile',
    text: 'export GREETING="a\nPATH=/wrong\nb=c" NPM_TOKEN=mine PATH="/from/rc:$PATH"\n',
  },
  {
    shell: 'dash',
    file: '.profile',
    text: 'export GREETING="a\nPATH=/wrong\nb=c" NPM_TOKEN=mine PATH="/from/rc:$PATH"\n',
  },
  {
    shell: 'zsh',
    file: '.zshrc',
    text: 'export GREETING=$\'a\\nPATH=/wrong\\nb=c\' NPM_TOKEN=mine PATH="/from/rc:$PATH"\n',
  },
  {
    shell: 'zsh',
    file: '.zprofile',
    text: 'export GREETING=$\'a\\nPATH=/wrong\\nb=c\' NPM_TOKEN=mine PATH="/from/rc:$PATH"\n',
  },
  {
    shell: 'fish',
    file: '.config/fish/config.fish',
    text: 'set -gx GREETING a\\nPATH=/wrong\\nb=c\nset -gx NPM_TOKEN mine\nset -gx PATH /from/rc $PATH\n',
  },
  {
    shell: 'tcsh',
    file: '.tcshrc',
    text: 'setenv GREETING "a\\\nPATH=/wrong\\\nb=c"\nsetenv NPM_TOKEN mine\nsetenv PATH "/from/rc:$PATH"\n',
  },
]

/** bash and dash are everywhere; a row of the others runs where the shell is installed. */
const binaryOf = (shell: string) => ['/usr/bin', '/bin'].map((folder) => path.join(folder, shell)).find(existsSync)
const here = SHELLS.filter(({ shell }) => shell === 'bash' || shell === 'dash' || binaryOf(shell) !== undefined)

describe.runIf(process.platform === 'linux')('what a person exports', () => {
  test.each(here)('reaches Claude from $shell’s $file: values of several lines, tokens, the PATH', async (row) => {
    const home = temporaryFolder()
    const file = path.join(home, row.file)
    mkdirSync(path.dirname(file), { recursive: true })
    // What profiles print, and what of it looks like an entry, does not matter.
    writeFileSync(file, `echo NPM_TOKEN=printed\n${row.text}`)
    const shell = openLoginShell(
      { SHELL: binaryOf(row.shell), HOME: home, PATH: '/usr/bin:/bin', TERM: 'dumb' },
      PATIENT,
    )

    const { variables, problem } = await shell.read()
    expect(problem).toBeNull()
    expect(variables).toMatchObject({ GREETING: 'a\nPATH=/wrong\nb=c', NPM_TOKEN: 'mine', HOME: home })
    expect(variables?.['PATH']).toMatch(/^\/from\/rc:/)
  })

  test('a profile that asks gets no answer and holds nothing up', async () => {
    const home = temporaryFolder()
    writeFileSync(path.join(home, '.bashrc'), 'read -r answer\nread -r answer < /dev/tty\nexport ASKED="<$answer>"\n')
    const { variables } = await openLoginShell(
      { SHELL: '/bin/bash', HOME: home, PATH: '/usr/bin:/bin' },
      PATIENT,
    ).read()
    expect(variables).toMatchObject({ ASKED: '<>' })
  })

  test('a start-up file that is slow is said, and what it exports is there as soon as it is through', async () => {
    const { shell, finish } = slowShell()
    const login = openLoginShell({ SHELL: shell, PATH: '/usr/bin:/bin' }, { ...PATIENT, waitMs: 50 })
    const first = await login.read()
    expect(first.variables).toBeNull()
    expect(first.problem).toContain(shell)
    expect(first.problem).toContain('asked again')
    finish()
    const later = await until(async () => ((await login.read()).problem === null ? login.read() : null), { what: 'it' })
    expect(later.variables).toMatchObject({ SLOW: 'but there' })
  })

  test('one that never ends is ended, with what it started, and the next start asks again', async () => {
    const { shell, folder, finish } = slowShell()
    const login = openLoginShell({ SHELL: shell, PATH: '/usr/bin:/bin' }, { ...PATIENT, endMs: 200 })
    expect((await login.read()).problem).toContain('0.2 s')
    finish()
    expect(await login.read()).toMatchObject({ problem: null, variables: { SLOW: 'but there' } })
    expect(existsSync(path.join(folder, 'started'))).toBe(true)
  })

  test('a shell that breaks off says nothing, and a shell that is none is not missed', async () => {
    const broken = shellOf('exit 3\n')
    const { variables, problem } = await openLoginShell({ SHELL: broken }, PATIENT).read()
    expect(variables).toBeNull()
    expect(problem).toContain('code 3')
    for (const SHELL of ['/usr/sbin/nologin', '/bin/false', 'bash', '']) {
      expect(await openLoginShell({ SHELL }, PATIENT).read()).toEqual({ variables: null, problem: null })
    }
    expect((await openLoginShell({ SHELL: '/not/there' }, PATIENT).read()).problem).toContain('/not/there')
  })

  test('a shell that floods is cut off', async () => {
    const flooding = shellOf('while :; do printf %065536d 0; done\n')
    expect((await openLoginShell({ SHELL: flooding, PATH: '/usr/bin:/bin' }, PATIENT).read()).problem).toContain('MiB')
  })
})

test('each kind of shell is asked in its own way', () => {
  const marks = { begin: 'B', end: 'E' }
  expect(shellCommand('/bin/zsh', marks)?.args).toEqual(['-i', '-l', '-c', 'echo B; /usr/bin/env -0; echo E'])
  expect(shellCommand('/bin/tcsh', marks)).toEqual({
    args: ['-i', '-c', 'echo B; /usr/bin/env -0; echo E'],
    argv0: '-tcsh',
  })
  expect(shellCommand('/opt/nu', marks)?.args.at(-1)).toBe('print B; ^/usr/bin/env -0; print E')
  expect(shellCommand('/usr/sbin/nologin', marks)).toBeNull()
})

test('only what stands between the marks counts, and the shell’s own book-keeping does not', () => {
  const marks = { begin: 'begin-1', end: 'end-1' }
  const output =
    'X=0\0echo begin-1; env; echo end-1\nbegin-1\nA=1\0B=x\ny\0_=/usr/bin/env\0SHLVL=3\0PWD=/x\0=C\0D\0end-1\nE=5\0'
  expect(readVariables(output, marks)).toEqual({ A: '1', B: 'x\ny' })
  expect(readVariables('begin-1\nA=1\0', marks)).toBeNull()
  expect(readVariables('', marks)).toBeNull()
})

test('the folders that npm puts on the PATH are not the person’s', () => {
  expect(withoutPackageFolders('/x/node_modules/.bin:/usr/bin')).toBe('/usr/bin')
})

/** A shell whose start-up file waits until it is told to go on. */
function slowShell(): { shell: string; folder: string; finish: () => void } {
  const folder = temporaryFolder()
  const gate = path.join(folder, 'gate')
  const shell = shellOf(
    `: > ${folder}/started\nwhile ! [ -e ${gate} ]; do sleep 0.02; done\nexport SLOW='but there'\neval "$4"\n`,
    folder,
  )
  return { shell, folder, finish: () => writeFileSync(gate, '') }
}

function shellOf(script: string, folder = temporaryFolder()): string {
  const shell = path.join(folder, 'shell')
  writeFileSync(shell, `#!/bin/bash\n${script}`)
  chmodSync(shell, 0o755)
  return shell
}
