import { expect, test } from 'vitest'
import { appMenu } from '#main/system/appMenu.ts'
import { MenuDouble } from '#test/fakes/electron/menuDouble.ts'

function menuOf(platform: NodeJS.Platform) {
  const done: string[] = []
  const actions = {
    quit: () => done.push('quit'),
    openSettings: () => done.push('settings'),
    find: () => done.push('find'),
  }
  return { menu: new MenuDouble(appMenu(platform, actions)), done }
}

test('a Mac’s menu has what every program of a Mac has', () => {
  const { menu } = menuOf('darwin')
  expect(menu.roles()).toEqual(expect.arrayContaining(['about', 'services', 'hide', 'hideOthers', 'unhide', 'close']))
})

test.for(['darwin', 'linux', 'win32'] as const)(
  'on %s settings, find and quit are there, and copy and paste',
  (platform) => {
    const { menu, done } = menuOf(platform)
    for (const label of ['Settings…', 'Find…', 'Quit Homeport']) {
      menu.press(label)
    }
    expect(done).toEqual(['settings', 'find', 'quit'])
    expect(menu.roles()).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'close']))
  },
)

test('nothing of a Mac alone is offered elsewhere', () => {
  expect(
    menuOf('linux')
      .menu.roles()
      .filter((role) => ['services', 'hide', 'hideOthers', 'unhide'].includes(role)),
  ).toEqual([])
})
