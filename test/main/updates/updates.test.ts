import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { type UpdateChoice, Updates } from '#main/updates/updates.ts'
import { PlainUpdater } from '#test/fakes/plainUpdater.ts'
import { type UpdateServer, startUpdateServer } from '#test/fakes/updateServer.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

/**
 * The real electron-updater against a real web server: what it fetches, what it refuses, and how it swaps the program.
 * The program is a script that notes when it was started.
 */
let server: UpdateServer
let folder: string

const old = '#!/bin/sh\necho old\n'
const fresh = () => `#!/bin/sh\necho 1.1.0 > "${path.join(folder, 'started')}"\n`
const appImage = () => path.join(folder, 'Homeport-1.0.0.AppImage')

beforeEach(async () => {
  server = await startUpdateServer()
  folder = temporaryFolder()
  writeFileSync(appImage(), old)
  chmodSync(appImage(), 0o755)
  vi.stubEnv('APPIMAGE', appImage())
  // As electron-builder writes it into the package.
  writeFileSync(
    path.join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: homeport-updater\n`,
  )
})

afterEach(() => {
  vi.unstubAllEnvs()
})

function setup(choice: Partial<UpdateChoice> = {}, stays = false) {
  const states: UpdateState[] = []
  const engine = new PlainUpdater({ version: '1.0.0', folder })
  const left: string[] = []
  const updates = new Updates({
    engine,
    choice: () => ({ channel: 'stable', url: server.url, ...choice }),
    now: () => new Date('2026-11-21T12:00:00Z'),
    onState: (state) => states.push(state),
    stage: async () => void left.push('staged'),
    relaunch: () => left.push('back'),
    leave: async (install) => {
      left.push('asked')
      if (!stays) {
        install()
      }
      return !stays
    },
  })
  const kinds = () => states.map(({ kind }) => kind).filter((kind, index, all) => kind !== all[index - 1])
  const settled = () =>
    until(() => ['ready', 'failed', 'current'].includes(updates.state.kind) && updates.state, {
      what: 'a settled state',
    })
  return { updates, engine, kinds, left, settled }
}

test('a newer version is found, fetched in the background, and installed when the person says so', async () => {
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh() })
  const { updates, engine, kinds, settled, left } = setup()

  await updates.check()
  expect(await settled()).toEqual({ kind: 'ready', version: '1.1.0' })
  expect(kinds()).toEqual(expect.arrayContaining(['checking', 'available', 'ready']))
  expect(readFileSync(appImage(), 'utf8')).toBe(old)

  expect(await updates.install()).toBe(true)

  const installed = path.join(folder, 'Homeport-1.1.0.AppImage')
  expect(existsSync(appImage())).toBe(false)
  expect(readFileSync(installed, 'utf8')).toBe(fresh())
  expect(statSync(installed).mode & 0o777).toBe(0o755)
  expect([left, engine.quits]).toEqual([['staged', 'asked'], 1])
  await until(() => existsSync(path.join(folder, 'started')), { what: 'the new program' })
})

test('who would rather stay keeps the old program, and can install later', async () => {
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh() })
  const { updates, engine, settled } = setup({}, true)
  await updates.check()
  await settled()
  expect(await updates.install()).toBe(false)
  expect([engine.quits, updates.state.kind, existsSync(appImage())]).toEqual([0, 'ready', true])
})

test('a file that is not what the list names is thrown away, and the person is told', async () => {
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh(), isForged: true })
  const { updates, settled } = setup()
  await updates.check()
  expect(await settled()).toEqual({
    kind: 'failed',
    message:
      'What was fetched is not what the list of versions names, so it was thrown away. This version goes on working. Try again later.',
  })
  await expect(updates.install()).rejects.toMatchObject({ code: 'SESSION_003' })
  const pending = path.join(folder, 'cache/homeport-updater/pending')
  expect(existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.AppImage')) : []).toEqual([])
  expect(readFileSync(appImage(), 'utf8')).toBe(old)
})

test.for(['1.0.0', '0.9.0'])('version %s is not newer: nothing is fetched', async (version) => {
  server.publish('latest-linux.yml', { version, program: fresh() })
  const { updates } = setup()
  expect(await updates.check()).toEqual({ kind: 'current', checked_at: '2026-11-21T12:00:00.000Z' })
  expect(server.requests.map(({ path: asked }) => asked)).toEqual(['/latest-linux.yml'])
})

test('where nothing is set, it looks where the package says', async () => {
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh() })
  const { updates, settled } = setup({ url: null })
  await updates.check()
  expect(await settled()).toEqual({ kind: 'ready', version: '1.1.0' })
})

test('the channel decides which list is read', async () => {
  server.publish('beta-linux.yml', { version: '1.2.0-beta.1', program: fresh() })
  const { updates, settled } = setup({ channel: 'beta' })
  await updates.check()
  expect(await settled()).toEqual({ kind: 'ready', version: '1.2.0-beta.1' })
})

test('an old version is refused also on the beta channel: known holes do not come back', async () => {
  server.publish('beta-linux.yml', { version: '0.9.0', program: fresh() })
  const { updates } = setup({ channel: 'beta' })
  expect((await updates.check()).kind).toBe('current')
})

test('the server learns nothing by which it would know this installation again', async () => {
  server.publish('latest-linux.yml', { version: '1.0.0', program: fresh() })
  await setup().updates.check()
  await setup().updates.check()
  const [one, other] = server.requests
  expect(one?.headers['x-user-staging-id']).toBe('00000000-0000-0000-0000-000000000000')
  expect(one?.headers).toEqual(other?.headers)
})

test('without a list the person is told which settings to look at; a later look works', async () => {
  const { updates, settled } = setup()
  expect(await updates.check()).toMatchObject({ kind: 'failed', message: expect.stringContaining('updates.url') })
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh() })
  await updates.check()
  expect((await settled()).kind).toBe('ready')
})

test('an address that anybody on the way could change is refused before it is asked', async () => {
  const { updates } = setup({ url: 'http://updates.example' })
  expect(await updates.check()).toEqual({
    kind: 'failed',
    message: 'The setting updates.url must be an https:// address. Nothing was fetched.',
  })
})

test('it looks half a minute after the start and every six hours, and stops when told to', async () => {
  vi.useFakeTimers()
  try {
    const { updates, engine } = setup()
    let looks = 0
    Object.assign(engine, { checkForUpdates: async () => ((looks += 1), null) })
    const stop = updates.start()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(looks).toBe(1)
    await vi.advanceTimersByTimeAsync(12 * 60 * 60 * 1000)
    expect(looks).toBe(3)
    stop()
    await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000)
    expect(looks).toBe(3)
  } finally {
    vi.useRealTimers()
  }
})

test('an installer that fails, or that the person refuses its rights, does not leave them without a server', async () => {
  server.publish('latest-linux.yml', { version: '1.1.0', program: fresh() })
  const { updates, engine, left, settled } = setup()
  await updates.check()
  await settled()
  engine.emit('error', new Error('another look failed'))
  expect(left).toEqual([])
  engine.quitAndInstall = () => void engine.emit('error', new Error('pkexec: request dismissed'))
  await updates.install()
  expect(left).toEqual(['staged', 'asked', 'back'])
})
