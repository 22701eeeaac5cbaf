import { readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDisposables } from '#server/platform/disposables.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { serverLimits } from '#server/gateway/kernel/requests/listen.ts'
import { startGateway } from '#server/gateway/gateway.ts'
import type { GatewayDeps } from '#server/gateway/gatewayDeps.ts'
import { FakeHost } from '#test/fakes/fakeHost.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

configureLogging({ level: 'silent' })

/** Counts what is begun and not ended: timers, also those that keep nothing alive, and those who listen. */
function watched(folder: string) {
  const open = { timers: new Set<unknown>(), listeners: 0 }
  const [set, clear] = [globalThis.setInterval, globalThis.clearInterval]
  const setSpy = vi.spyOn(globalThis, 'setInterval').mockImplementation((...args) => {
    const timer = set(...args)
    open.timers.add(timer)
    return timer
  })
  const clearSpy = vi.spyOn(globalThis, 'clearInterval').mockImplementation((timer) => {
    open.timers.delete(timer)
    clear(timer)
  })
  onTestFinished(() => {
    setSpy.mockRestore()
    clearSpy.mockRestore()
  })
  const counting = (follow: () => () => void) => {
    const stop = follow()
    open.listeners += 1
    return () => {
      open.listeners -= 1
      stop()
    }
  }
  const paths = resolvePaths(folder)
  const host = new FakeHost()
  const settings = openLiveSettings({ paths, env: {} })
  const onState = host.onState.bind(host)
  const followState: FakeHost['onState'] = (listener) => {
    const stop = counting(() => () => void unfollow())
    const unfollow = onState(listener)
    return () => (stop(), true)
  }
  Object.defineProperty(host, 'onState', { value: followState, writable: true })
  const deps: GatewayDeps = {
    clock: systemClock,
    ids: systemIds,
    host,
    vault: new MemoryVault(),
    paths,
    settings: {
      ...settings,
      onChange: (listener) => counting(() => settings.onChange(listener)),
      watch: () => counting(() => settings.watch()),
    },
    uiFolder: path.join(folder, 'ui'),
    version: '0.0.0-test',
    home: folder,
    username: 'tester',
    wantedPort: { port: 0, kind: 'strict' },
    limits: serverLimits,
    endHost: async () => true,
    stop: async () => {},
  }
  const left = async () => {
    // A socket that was closed is gone with this turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    return {
      timers: open.timers.size,
      listeners: open.listeners,
      sockets: process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length,
      files: openFiles().filter((file) => file.startsWith(folder)),
    }
  }
  return { deps, left }
}

/** As far as the system tells. */
function openFiles(): string[] {
  if (process.platform !== 'linux') {
    return []
  }
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}

function refuses(): never {
  throw new Error('it cannot be done')
}

async function takenPort(): Promise<number> {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    other.close()
  })
  const address = other.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const failures: Record<string, (deps: GatewayDeps) => GatewayDeps | Promise<GatewayDeps>> = {
  'the database is none': (deps) => {
    writeFileSync(deps.paths.homeportDb, 'no database at all'.repeat(1_000))
    return deps
  },
  'the audit log cannot be read': (deps) => {
    const database = openHomeportDb(deps.paths.homeportDb)
    database.exec('DROP TABLE audit_entries')
    database.close()
    return deps
  },
  'the host cannot be followed': (deps) => {
    deps.host.onState = refuses
    return deps
  },
  'the settings cannot be followed': (deps) => ({ ...deps, settings: { ...deps.settings, watch: refuses } }),
  'its last module cannot be opened': (deps) => {
    Object.defineProperty(deps, 'home', { get: refuses })
    return deps
  },
  'a module cannot read its tables': (deps) => {
    const database = openHomeportDb(deps.paths.homeportDb)
    database.exec('DROP TABLE remote_credentials')
    database.close()
    return deps
  },
  'a module cannot look up what it measures': (deps) => {
    deps.host.onEvent = refuses
    return deps
  },
  'the port is taken': async (deps) => ({ ...deps, wantedPort: { port: await takenPort(), kind: 'strict' } }),
  'something fails once it listens': (deps) => {
    deps.host.lastPid = refuses
    Object.defineProperty(deps, 'uiFolder', { get: refuses })
    return deps
  },
}

test.each(Object.entries(failures))('a start that fails because %s leaves nothing behind', async (_why, fail) => {
  const folder = temporaryFolder()
  const { deps, left } = watched(folder)
  const failing = await fail(deps)
  const before = await left()
  await expect(startGateway(failing)).rejects.toThrow(/./)
  expect(await left()).toEqual(before)
  rmSync(folder, { recursive: true, force: true })
})

test('a gateway that is closed and released leaves nothing behind', async () => {
  const { deps, left } = watched(temporaryFolder())
  const before = await left()
  const gateway = await startGateway(deps)
  expect(await left()).not.toEqual(before)
  await gateway.close('for_good')
  gateway.release()
  expect(await left()).toEqual(before)
})

test('what was started is stopped once, the newest first, and one that fails keeps none of the others', async () => {
  const stopped: string[] = []
  const started = createDisposables()
  started.add(() => stopped.push('first'))
  started.add(async () => {
    await Promise.resolve()
    stopped.push('second')
  })
  started.add(() => {
    stopped.push('third')
    throw new Error('it cannot be stopped')
  })
  await started.dispose()
  await started.dispose()
  expect(stopped).toEqual(['third', 'second', 'first'])
})
