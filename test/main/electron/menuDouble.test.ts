import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { MenuDouble } from '#test/fakes/electron/menuDouble.ts'

/** What Electron refuses, or leaves without a shortcut: the double refuses all of it, at any depth. */
test.each<[string, object, RegExp]>([
  ['nothing that it is', { click: () => {} }, /at least one/],
  ['a role that is none', { role: 'quitt' }, /Unknown menu item role/],
  ['a type that is none', { type: 'tick', label: 'A' }, /Unknown menu item type/],
  ['a submenu without items', { type: 'submenu', label: 'A' }, /Invalid submenu/],
  ['a shortcut without a key', { label: 'A', accelerator: 'CommandOrControl+' }, /Invalid accelerator/],
  ['a key that is none', { label: 'A', accelerator: 'Ctr+A' }, /Invalid accelerator/],
])('a menu item with %s is refused', (_what, item, refusal) => {
  const template = [item as MenuItemConstructorOptions]
  expect(() => new MenuDouble(template)).toThrow(refusal)
  expect(() => new MenuDouble([{ label: 'Outer', submenu: template }])).toThrow(refusal)
})

test('a disabled item cannot be pressed', () => {
  const menu = new MenuDouble([{ label: 'A', enabled: false, click: () => {} }])
  expect(() => menu.press('A')).toThrow('can be pressed')
})
