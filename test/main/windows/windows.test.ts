import { expect, test } from 'vitest'
import { Windows } from '#main/windows/windows.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'

const info = {
  local_url: 'http://127.0.0.1:4170',
  sign_in_url: 'http://127.0.0.1:4170/#secret=s',
  ws_url: 'ws://127.0.0.1:4170/ws',
  remote_url: null,
  data_dir: '/data',
  gateway_pid: 1,
  host_pid: 2,
}

/** Windows whose pages never come. */
function setup() {
  const electron = new ElectronDouble({ platform: 'win32' })
  electron.app.settleEntry()
  const windows = new Windows({
    parts: electron.parts,
    platform: 'win32',
    preload: '/program/preload.cjs',
    icon: '/program/icon.png',
    preferences: { windowPosition: null },
    openExternal: () => {},
    serverInfo: async () => info,
    onClose: () => true,
  })
  const open = async () => {
    void windows.serves(info.local_url)
    void windows.show()
    await new Promise((resolve) => setImmediate(resolve))
    const [window] = electron.windows
    if (window === undefined) {
      throw new Error('No window is open.')
    }
    return window
  }
  return { electron, windows, open }
}

test('the dot on the taskbar is there with the window that comes later, and again after it was hidden', async () => {
  const { electron, windows, open } = setup()
  const dot = electron.parts.nativeImage.createFromBitmap(Buffer.alloc(4), { width: 1, height: 1 })
  windows.markTaskbar(dot, '1 session needs you')
  const window = await open()
  expect(window.overlay?.description).toBe('1 session needs you')
  window.hide()
  await windows.show()
  expect(window.overlay?.description).toBe('1 session needs you')
  windows.markTaskbar(null, '')
  expect(window.overlay).toEqual({ icon: null, description: '' })
})

test('a page that has not come yet is asked for by its address: it could not hear where to go', async () => {
  const { windows, open } = setup()
  const window = await open()
  const asked: string[] = []
  window.loadURL = async (url) => void asked.push(url)
  await windows.goTo('/panel')
  expect(asked).toEqual(['http://127.0.0.1:4170/panel#secret=s'])
})

test('a page that comes back after there was no server signs in anew: its sign-in may have died with that one', async () => {
  const { windows, open } = setup()
  const window = await open()
  const asked: string[] = []
  window.loadURL = async (url) => void asked.push(url)
  void windows.showRecovery()
  await windows.serves('http://127.0.0.1:4171')
  expect(asked).toEqual(['http://127.0.0.1:4171/#secret=s'])
})
