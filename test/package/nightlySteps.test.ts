import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { runScript, scriptOf } from '#test/support/package/workflowSteps.ts'

/** The shell steps of nightly.yml that install what people install, run on stand-ins of the packages. */
const SERVES = 'mkdir -p "$HOMEPORT_DATA_DIR/run"; touch "$HOMEPORT_DATA_DIR/run/gateway.json"'

/** Programs write down how they were called; `record` tells the lines. */
function setup(programs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder()
  const RECORD = path.join(folder, 'record')
  mkdirSync(path.join(folder, 'release'))
  writeFileSync(RECORD, '')
  const recording = Object.entries(programs).map(([name, body]) => [name, `echo "${name} $*" >> "$RECORD"\n${body}`])
  return {
    folder,
    record: () => readFileSync(RECORD, 'utf8').trim().split('\n'),
    run: (step: string) =>
      runScript(scriptOf('nightly.yml', step), {
        folder,
        env: { RECORD, RUNNER_TEMP: folder, ...env },
        programs: Object.fromEntries(recording) as Record<string, string>,
      }),
    program: (name: string, body: string) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), `#!/bin/bash\necho "${name} $*" >> "$RECORD"\n${body}\n`, { mode: 0o755 })
    },
  }
}

/** `leaves`: whether the uninstaller forgets the start at login. */
function windows({ leaves = false, takesAll = false } = {}) {
  const isKnown = 'case "$1" in add) touch "$REG" ;; query) test -e "$REG" && [[ "$2" == *Run ]] ;; esac'
  const folder = temporaryFolder()
  const LOCALAPPDATA = path.join(folder, 'local data')
  const all = setup({ node: '', reg: isKnown }, { LOCALAPPDATA, REG: path.join(folder, 'reg') })
  const there = '"$LOCALAPPDATA/Programs/homeport"'
  mkdirSync(path.join(LOCALAPPDATA, 'Programs'), { recursive: true })
  all.program('stub/program', SERVES)
  const forget = leaves ? '' : 'rm -f "$REG"'
  all.program('stub/uninstaller', `${forget}; rm -r ${there}${takesAll ? ' "$HOMEPORT_DATA_DIR"' : ''}`)
  const copy = `cp "${all.folder}/stub/program" ${there}/Homeport.exe; cp "${all.folder}/stub/uninstaller" ${there}/"Uninstall Homeport.exe"`
  all.program('release/Homeport-1.2.3-win-x64.exe', `mkdir ${there}; ${copy}`)
  return all
}

describe.skipIf(process.platform === 'win32')('the Windows installer', () => {
  const STEP = 'The installer installs, and its uninstaller leaves what people made and nothing else'

  test('is run, tried, and taken away again', () => {
    const { run, record } = windows()
    expect(run(STEP)).toMatchObject({ status: 0 })
    expect(record().map((line) => line.split(' ')[0])).toEqual([
      'release/Homeport-1.2.3-win-x64.exe',
      'node',
      'reg',
      'stub/program',
      'stub/uninstaller',
      'reg',
      'reg',
    ])
    expect(record()[1]).toMatch(/smoke\.ts .*local data\/Programs\/homeport --window$/)
  })

  test.each([
    ['the start at login stays', { leaves: true }],
    ['the data directory goes', { takesAll: true }],
  ])('fails the night when %s', (_what, options) => {
    expect(windows(options).run(STEP).status).not.toBe(0)
  })
})

test.skipIf(process.platform === 'win32')('the AppImage is started, seen to serve, and ended', () => {
  const STEP = 'The AppImage starts on a system without libfuse2'
  const { folder, run, record, program } = setup({ sudo: 'exit 1', 'xvfb-run': 'shift; exec "$@"' })
  program('release/Homeport-1.2.3-linux-x64.AppImage', `${SERVES}; trap 'kill $!; exit' TERM; sleep 60 & wait`)
  expect(run(STEP)).toMatchObject({ status: 0 })
  expect(existsSync(path.join(folder, 'appimage/run/gateway.json'))).toBe(true)
  expect(
    record()
      .slice(0, 3)
      .map((line) => line.split(' ')[0]),
  ).toEqual(['sudo', 'xvfb-run', 'release/Homeport-1.2.3-linux-x64.AppImage'])
})
