import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const MODULE = path.join(import.meta.dirname, '../../../../server/platform/environment/readShellVariables.ts')

test.skipIf(process.platform === 'win32')(
  'a shell that is still asked when the program ends does not outlive it',
  async () => {
    const folder = temporaryFolder()
    const [shell, pidFile] = [path.join(folder, 'bash'), path.join(folder, 'pid')]
    writeFileSync(shell, `#!/bin/sh\necho $$ > ${pidFile}.new && mv ${pidFile}.new ${pidFile}\nsleep 300\n`)
    chmodSync(shell, 0o755)
    const script = `
      import { existsSync } from 'node:fs'
      import { readShellVariables } from ${JSON.stringify(MODULE)}
      void readShellVariables({ ...process.env, SHELL: ${JSON.stringify(shell)} }, 60_000)
      setInterval(() => existsSync(${JSON.stringify(pidFile)}) && process.exit(0), 10)`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const pid = Number(readFileSync(pidFile, 'utf8'))
    expect(pid).toBeGreaterThan(1)
    expect(await until(() => !pidExists(pid), { what: 'the end of the shell' })).toBe(true)
  },
)
