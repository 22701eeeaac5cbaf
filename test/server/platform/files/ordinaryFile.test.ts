import { execFileSync, spawn } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { detectLogin } from '#server/host/claude/login/login.ts'
import { readPersonalSettings } from '#server/host/claude/process/personalSettings.ts'
import { isTrustedInClaude } from '#server/host/trust/claudesRecord.ts'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('an ordinary file is read up to its bound, also through a link; a longer one and a folder are not', () => {
  const folder = temporaryFolder()
  const [file, link] = [path.join(folder, 'file'), path.join(folder, 'link')]
  writeFileSync(file, 'häuser')
  symlinkSync(file, link)
  expect([readOrdinaryFile(file, 7), readOrdinaryFile(link, 7)]).toEqual(['häuser', 'häuser'])
  expect([readOrdinaryFile(file, 6), readOrdinaryFile(folder, 6)]).toEqual([null, null])
  expect(() => readOrdinaryFile(path.join(folder, 'none'), 7)).toThrow('ENOENT')
})

test.runIf(process.platform === 'linux')(
  'no device and no pipe among Claude Code’s files holds anything up',
  async () => {
    expect(readOrdinaryFile('/dev/zero', 7)).toBeNull()
    const dir = temporaryFolder()
    pipe(path.join(dir, 'settings.json'), { env: { A: 'b' }, apiKeyHelper: 'key' })
    pipe(path.join(dir, '.credentials.json'), { claudeAiOauth: {} })
    pipe(path.join(dir, '.claude.json'), { projects: { '/a': { hasTrustDialogAccepted: true } } })
    expect(readPersonalSettings(dir).env).toEqual({})
    expect(isTrustedInClaude(path.join(dir, '.claude.json'), '/a')).toBe(false)
    expect(await detectLogin({ CLAUDE_CONFIG_DIR: dir, HOME: dir })).toBeNull()
  },
)

/** Whoever reads it all the same gets `content`, and does not wait for ever. */
function pipe(file: string, content: object): void {
  execFileSync('mkfifo', [file])
  const writer = spawn('sh', ['-c', 'exec printf %s "$0" > "$1"', JSON.stringify(content), file], { stdio: 'ignore' })
  onTestFinished(() => void writer.kill())
}
