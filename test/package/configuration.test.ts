import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { originOf } from '../../.setup/origin.ts'
import { updateSource } from '../../.setup/updates.ts'
import { root } from '#test/house/sourceTree.ts'
import { validateConfiguration } from '#test/support/package/electronBuilder.ts'

const text = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')
const configuration = parse(text) as Record<string, unknown>

describe('electron-builder.yml', () => {
  test('fits the schema of the electron-builder that is installed', async () => {
    await expect(validateConfiguration(configuration)).resolves.toBeUndefined()
    await expect(validateConfiguration({ ...configuration, lunix: {} })).rejects.toThrow('lunix')
    await expect(validateConfiguration({ ...configuration, nsis: { oneClick: 'yes' } })).rejects.toThrow('oneClick')
  })

  test('names only files that exist', () => {
    const named = [...text.matchAll(/\bresources\/[\w./-]+/g)].map(([file]) => file)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
  })

  test('no system has a list of files of its own: it would pack the whole checkout', () => {
    for (const system of ['linux', 'mac', 'win']) {
      expect(configuration[system]).not.toHaveProperty('files')
    }
  })

  test('makes what people on each system install, opens homeport:// and no file types', () => {
    expect(configuration).toMatchObject({
      linux: { target: ['AppImage', 'deb'] },
      mac: { target: ['dmg', 'zip'], hardenedRuntime: true },
      win: { target: ['nsis'] },
      nsis: { perMachine: false, deleteAppDataOnUninstall: false },
      protocols: [{ schemes: ['homeport'] }],
    })
    expect(text).not.toContain('fileAssociations')
  })

  test('an AppImage brings all that it needs to start: the default runtime wants libfuse2, which is gone', () => {
    expect(configuration).toMatchObject({ toolsets: { appimage: '1.0.3' } })
  })

  test('on Linux the window belongs to its entry, and the sandbox is not switched off by default', () => {
    expect(configuration).toMatchObject({
      extraMetadata: { desktopName: 'homeport-desktop.desktop' },
      linux: { executableName: 'homeport-desktop', syncDesktopName: true },
      // Absent, electron-builder says --no-sandbox.
      appImage: { executableArgs: [] },
    })
  })

  test('on a Mac the program may compile JavaScript and, each time the person agrees, speak to other programs', () => {
    const plist = readFileSync(path.join(root, 'resources/mac/entitlements.plist'), 'utf8')
    const granted = [...plist.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key)
    expect(granted).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.automation.apple-events'])
    expect(configuration).toMatchObject({
      mac: { extendInfo: { NSAppleEventsUsageDescription: expect.any(String), NSUserNotificationAlertStyle: 'alert' } },
    })
  })
})

describe('where a package says that it comes from', () => {
  test('the repository whose workflow built it, else what package.json says: never a guess from .git', () => {
    expect(originOf({ GITHUB_REPOSITORY: 'someone/homeport' })).toEqual({
      homepage: 'https://github.com/someone/homeport',
      repository: 'https://github.com/someone/homeport.git',
    })
    expect(originOf({})).toBeNull()
    expect(originOf({ GITHUB_REPOSITORY: 'someone' })).toBeNull()
  })
})

describe('where a packaged program looks for updates', () => {
  const github = { provider: 'github', owner: 'someone', repo: 'homeport' }

  test.each([
    ['nowhere, by itself', {}, null],
    ['in the releases of the repository whose workflow built it', { GITHUB_REPOSITORY: 'someone/homeport' }, github],
    [
      'at an address that the build names, whoever built it',
      { HOMEPORT_UPDATE_URL: 'https://example.org/homeport', GITHUB_REPOSITORY: 'someone/homeport' },
      { provider: 'generic', url: 'https://example.org/homeport' },
    ],
    ['nowhere, when the variables are empty', { HOMEPORT_UPDATE_URL: '', GITHUB_REPOSITORY: '' }, null],
  ])('%s', (_where, env, expected) => {
    expect(updateSource(env)).toEqual(expected)
  })

  test.each([
    ['an unencrypted address', { HOMEPORT_UPDATE_URL: 'http://example.org' }, 'HOMEPORT_UPDATE_URL'],
    ['no address', { HOMEPORT_UPDATE_URL: 'example' }, 'HOMEPORT_UPDATE_URL'],
    ['no repository', { GITHUB_REPOSITORY: 'homeport' }, 'GITHUB_REPOSITORY'],
  ])('never at %s', (_what, env, variable) => {
    expect(() => updateSource(env)).toThrow(variable)
  })
})
