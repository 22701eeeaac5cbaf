import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { declarationsIn, readDeclarations } from './declarations.ts'
import { type Use, readUses } from './usedMembers.ts'

const uses = readUses()

/** Where something that works on some systems only needs no guard, each with its reason. */
const harmless: Readonly<Record<string, string>> = {
  "main/app/listenToSystem.ts App.'activate'": 'an event that others never emit',
  "main/system/starts.ts App.'open-url'": 'an event that others never emit',
  "main/system/wake.ts PowerMonitor.'unlock-screen'":
    'Linux does not tell; there `resume` and the look every half minute must do',
  "main/notifications/notifications.ts Notification.'failed'": 'Linux does not tell what became of one',
  'main/windows/window.ts BaseWindowConstructorOptions.autoHideMenuBar': 'macOS has no menu in its windows',
  'main/windows/windows.ts BaseWindow.setOverlayIcon': 'badge.ts asks for it on Windows only',
  'main/windows/windows.ts BrowserWindow.setOverlayIcon': 'badge.ts asks for it on Windows only',
}

const nameOf = ({ declaration: { owner, name } }: Use) => `${owner}.${name}`

test('what works on some systems only is reached on no other, or stands here with a reason', () => {
  const unguarded = uses.filter(
    ({ declaration: { platforms }, reached }) =>
      platforms.length > 0 && [...reached].some((platform) => !platforms.includes(platform)),
  )
  const found = [...new Set(unguarded.map((use) => `${use.file} ${nameOf(use)}`))].toSorted()
  expect(found).toEqual(Object.keys(harmless).toSorted())
})

test('an update of Electron shows what it changes in what is used of it', async () => {
  const used = new Map(uses.map((use) => [nameOf(use), use.declaration]))
  const lines = [...used]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(
      ([name, { text, platforms }]) => `${name}${platforms.length === 0 ? '' : ` (${platforms.join(', ')})`}: ${text}`,
    )
  const version: unknown = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../../node_modules/electron/package.json'), 'utf8'),
  ).version
  // Read the differences and the release's notes, then accept them with `npm test -- test/main/electron -u`.
  await expect(`Electron ${String(version)}\n\n${lines.join('\n')}\n`).toMatchFileSnapshot('used-of-electron.txt')
})

test('the declarations are read whole: every member of a class, and where it works', () => {
  expect(readDeclarations().length).toBeGreaterThan(1000)
  expect(
    declarationsIn(
      [
        '  interface Sample {',
        '    /**',
        '     * Says something.',
        '     *',
        '     * @platform darwin,win32',
        '     */',
        "    on(event: 'said', listener: (event: Event,",
        '                                 text: string) => void): this;',
        "    off(event: 'said', listener: () => void): this;",
        '    readonly plain?: boolean;',
        '  }',
      ].join('\n'),
    ),
  ).toEqual([
    {
      owner: 'Sample',
      name: "'said'",
      text: "on(event: 'said', listener: (event: Event, text: string) => void): this;",
      platforms: ['darwin', 'win32'],
    },
    { owner: 'Sample', name: 'plain', text: 'readonly plain?: boolean;', platforms: [] },
  ])
})
