import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from './sourceTree.ts'

/** The hook is a shell script: Git for Windows brings a shell, but tests there do not make links. */
describe.runIf(process.platform !== 'win32')('the hook that formats what is committed', () => {
  let folder: string
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text)
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'homeport-hook-'))
    git('init', '--quiet')
    git('config', 'user.name', 'A person')
    git('config', 'user.email', 'person@example.org')
    git('config', 'core.hooksPath', '.githooks')
    cpSync(path.join(root, '.githooks'), path.join(folder, '.githooks'), { recursive: true })
    cpSync(path.join(root, '.oxfmtrc.json'), path.join(folder, '.oxfmtrc.json'))
    write('.gitignore', 'node_modules\n')
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function withPackages() {
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  }

  test('formats it, whatever the name, and leaves what is not staged', () => {
    withPackages()
    write('a file.ts', 'export  const a = "1";\n')
    write('picture.bin', 'export  const a = "1";\n')
    write('other.ts', 'export  const b = "1";\n')
    git('add', 'a file.ts', 'picture.bin')
    git('commit', '--quiet', '--message', 'a')
    expect(git('show', 'HEAD:a file.ts')).toBe("export const a = '1'\n")
    expect(git('show', 'HEAD:picture.bin')).toBe('export  const a = "1";\n')
    expect(read('other.ts')).toBe('export  const b = "1";\n')
  })

  test('leaves a file of which only a part is staged', () => {
    withPackages()
    write('a.ts', 'export  const a = "1";\n')
    git('add', 'a.ts')
    write('a.ts', 'export  const a = "1";\nexport  const b = "2";\n')
    git('commit', '--quiet', '--message', 'a')
    expect(git('show', 'HEAD:a.ts')).toBe('export  const a = "1";\n')
    expect(read('a.ts')).toBe('export  const a = "1";\nexport  const b = "2";\n')
  })

  test('does not stand in the way where the packages are not installed', () => {
    write('a.ts', 'export  const a = "1";\n')
    git('add', 'a.ts')
    git('commit', '--quiet', '--message', 'a')
    expect(git('show', 'HEAD:a.ts')).toBe('export  const a = "1";\n')
  })
})
