import { describe, expect, test } from 'vitest'
import { pathBytes } from '#server/host/git/running/gitPath.ts'

const accepts = (text: string, platform: NodeJS.Platform) => pathBytes(text, platform) !== null

describe('a path stays in its folder, as the system reads it', () => {
  test.each([
    '..\\..\\secret.txt',
    'a\\b.txt',
    '"\\056\\056\\134secret.txt"',
    'C:secret.txt',
    'C:/secret.txt',
    'a.txt:stream',
    '.git:x/config',
    'git~1/config',
    'GIT~1/config',
    '.git./config',
    '.git /config',
    'a/.. /secret.txt',
    'a/.../secret.txt',
  ])('Windows: %s leads elsewhere', (text) => {
    expect(accepts(text, 'win32')).toBe(false)
  })

  test.each(['.g\u200cit/config', '".g\\342\\200\\214it/config"', '.Git/config'])('macOS: %s is Git’s own', (text) => {
    expect(accepts(text, 'darwin')).toBe(false)
  })

  test.each(['a\\b.txt', 'a:b.txt', 'a./b ', 'src/.gitignore', '"\\351.txt"'])('%s is a name elsewhere', (text) => {
    expect(accepts(text, 'linux')).toBe(true)
    expect(accepts(text, 'darwin')).toBe(true)
  })

  test.each(['a.txt', 'src/.gitignore', '.github/x y.yml', '"\\351.txt"', 'sub/'])('%s is one everywhere', (text) => {
    expect(accepts(text, 'win32')).toBe(true)
    expect(accepts(text, 'linux')).toBe(true)
  })
})
