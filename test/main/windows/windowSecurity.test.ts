import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type GuardedContents, secureWindow } from '#main/windows/windowSecurity.ts'
import { windowOptions } from '#main/windows/window.ts'
import { PreventableEvent } from '#test/fakes/electron/preventableEvent.ts'
import { SessionDouble } from '#test/fakes/electron/sessionDouble.ts'

const home = 'http://127.0.0.1:7420'
const PRELOAD = '/program/preload.cjs'

class Contents extends EventEmitter implements GuardedContents {
  readonly id: number
  readonly session: SessionDouble
  open: Parameters<GuardedContents['setWindowOpenHandler']>[0] | null = null

  constructor(id: number, session: SessionDouble) {
    super()
    this.id = id
    this.session = session
  }

  setWindowOpenHandler(handler: Parameters<GuardedContents['setWindowOpenHandler']>[0]): void {
    this.open = handler
  }

  /** True when the event was let through. */
  lets(name: string, url: string): boolean {
    const event = Object.assign(new PreventableEvent(), { url })
    this.emit(name, event)
    return !event.isPrevented
  }
}

let lastId = 0

function setup(at: string | null = home, session = new SessionDouble()) {
  const contents = new Contents((lastId += 1), session)
  const opened: string[] = []
  secureWindow(contents, { home: () => at, openExternal: (url) => opened.push(url) })
  return { contents, opened }
}

test.each(['will-navigate', 'will-redirect'])('%s leaves our page only for the browser', (event) => {
  const { contents, opened } = setup()
  expect(contents.lets(event, `${home}/sessions/1`)).toBe(true)
  expect(contents.lets(event, 'https://example.com/')).toBe(false)
  expect(contents.lets(event, 'file:///etc/passwd')).toBe(false)
  expect(contents.lets(event, 'http://127.0.0.1:7421/')).toBe(false)
  expect(opened).toEqual(['https://example.com/', 'http://127.0.0.1:7421/'])
})

test('a window without a server goes nowhere', () => {
  const { contents } = setup(null)
  expect(contents.lets('will-navigate', home)).toBe(false)
})

test('no page inside the page gets powers of its own', () => {
  expect(setup().contents.lets('will-attach-webview', home)).toBe(false)
})

test('a new window is never opened; a web link goes to the browser', () => {
  const { contents, opened } = setup()
  const open = (url: string) => contents.open?.({ url } as Parameters<NonNullable<typeof contents.open>>[0])
  expect(open('https://example.com/a')).toEqual({ action: 'deny' })
  expect(open('javascript:alert(1)')).toEqual({ action: 'deny' })
  expect(open(`${home}/x`)).toEqual({ action: 'deny' })
  expect(opened).toEqual(['https://example.com/a'])
})

test('a permission is asked for and checked by the same table, and no device is ever given', () => {
  const { contents } = setup()
  const { session } = contents
  for (const ask of [session.requests.bind(session), session.checks.bind(session)]) {
    expect(ask(contents, 'notifications', `${home}/`)).toBe(true)
    expect(ask(contents, 'notifications', 'https://example.com/')).toBe(false)
    for (const denied of ['media', 'geolocation', 'usb', 'serial', 'hid', 'midi', 'clipboard-read', 'openExternal']) {
      expect([denied, ask(contents, denied, `${home}/`)]).toEqual([denied, false])
    }
  }
  expect((['hid', 'serial', 'usb'] as const).map((kind) => session.usesDevice(kind, home))).toEqual([
    false,
    false,
    false,
  ])
})

test('windows share a session, and not their permissions: the page keeps its own after the recovery window', () => {
  const session = new SessionDouble()
  const page = setup(home, session).contents
  const recovery = setup(null, session).contents
  const may = (contents: Contents) =>
    session.requests(contents, 'fullscreen', `${home}/`) && session.checks(contents, 'notifications', home)
  expect([may(page), may(recovery)]).toEqual([true, false])
  recovery.emit('destroyed')
  expect(may(page)).toBe(true)
  page.emit('destroyed')
  expect(may(page)).toBe(false)
})

test('who asks without a window gets nothing', () => {
  const { session } = setup().contents
  expect(session.checks(null, 'notifications', home)).toBe(false)
  expect(session.checks({ id: -1 }, 'notifications', home)).toBe(false)
})

test.each(['linux', 'darwin', 'win32'] as const)(
  'on %s every window gives the page no way to the system but the sandboxed preload',
  (platform) => {
    const preferences = windowOptions({}, { preload: PRELOAD, platform, icon: '/icon.png' }).webPreferences
    expect(preferences).toEqual({
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    })
  },
)

test('a window of Linux carries its own picture; elsewhere the package has it', () => {
  expect([options('linux').icon, options('darwin').icon, options('win32').icon]).toEqual([
    '/icon.png',
    undefined,
    undefined,
  ])
  expect(options('linux').webPreferences).not.toHaveProperty('preload')
})

function options(platform: NodeJS.Platform) {
  return windowOptions({}, { preload: null, platform, icon: '/icon.png' })
}
