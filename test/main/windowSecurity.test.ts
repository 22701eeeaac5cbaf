import { expect, test } from 'vitest'
import type { BrowserWindow } from 'electron'
import { FakeContents, FakeWindow } from '#test/fakes/fakeWindow.ts'
import { openWindow, windowOptions } from '#main/window.ts'
import { secureWindow } from '#main/windowSecurity.ts'

const home = 'http://127.0.0.1:7420'

function setup() {
  const contents = new FakeContents()
  const opened: string[] = []
  secureWindow(contents, { home, openExternal: (url) => opened.push(url) })
  return { contents, opened }
}

test.each(['will-navigate', 'will-redirect'])('%s leaves our page only for the browser', (event) => {
  const { contents, opened } = setup()
  expect(contents.emit(event, `${home}/sessions/1`)).toBe(true)
  expect(contents.emit(event, 'https://example.com/')).toBe(false)
  expect(contents.emit(event, 'file:///etc/passwd')).toBe(false)
  expect(opened).toEqual(['https://example.com/'])
})

test('no page inside the page gets powers of its own', () => {
  expect(setup().contents.emit('will-attach-webview', home)).toBe(false)
})

test('a new window is never opened; a web link goes to the browser', () => {
  const { contents, opened } = setup()
  const open = (url: string) => contents.openHandler?.({ url } as Parameters<typeof contents.openHandler>[0])
  expect(open('https://example.com/a')).toEqual({ action: 'deny' })
  expect(open('javascript:alert(1)')).toEqual({ action: 'deny' })
  expect(open(`${home}/x`)).toEqual({ action: 'deny' })
  expect(opened).toEqual(['https://example.com/a'])
})

test('a permission is asked for and checked by the same table', () => {
  const { contents } = setup()
  const answers: boolean[] = []
  const request = (permission: string, requestingUrl: string) =>
    contents.permissionRequest?.(
      ...([null, permission, (granted: boolean) => answers.push(granted), { requestingUrl }] as unknown as Parameters<
        typeof contents.permissionRequest
      >),
    )
  request('notifications', `${home}/`)
  request('media', `${home}/`)
  request('notifications', 'https://example.com/')
  expect(answers).toEqual([true, false, false])
  const check = contents.permissionCheck as unknown as (c: null, permission: string, origin: string) => boolean
  expect([check(null, 'notifications', home), check(null, 'usb', home)]).toEqual([true, false])
})

test('the window gives the page no door to the system', () => {
  expect(windowOptions().webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
  expect(windowOptions().webPreferences).not.toHaveProperty('preload')
})

test('the window opens on the sign-in link and guards the plain address', async () => {
  const made: FakeWindow[] = []
  class Recorded extends FakeWindow {
    constructor(options: object) {
      super(options)
      made.push(this)
    }
  }
  await openWindow(
    { localUrl: home, signInUrl: `${home}/#secret=once` },
    { BrowserWindow: Recorded as unknown as new () => BrowserWindow, openExternal: () => {} },
  )
  expect(made[0]?.loaded).toEqual([`${home}/#secret=once`])
  expect(made[0]?.webContents.emit('will-navigate', 'https://example.com/')).toBe(false)
})
