import path from 'node:path'
import { expect, test } from 'vitest'
import { entryFile, entryPoint } from '#server/platform/processes/entryPoints.ts'

test('in a checkout an entry is the TypeScript file of its room, run by this very Node', () => {
  expect(
    entryFile('host', placeOf('/repo/server/platform/processes/entryPoints.ts', '/repo/server/host/entry.ts')),
  ).toBe(path.normalize('/repo/server/host/entry.ts'))
  expect(entryFile('cli', placeOf('/repo/server/platform/processes/entryPoints.ts', '/repo/server/cli.ts'))).toBe(
    path.normalize('/repo/server/cli.ts'),
  )
})

test('in a build an entry is the bundle beside, also seen from a shared chunk and from the desktop’s program', () => {
  for (const moduleFile of [
    '/app/dist/server/gateway.js',
    '/app/dist/server/chunks/platform.js',
    '/app/dist/main/main.js',
  ]) {
    expect(entryFile('host', placeOf(moduleFile, '/app/dist/server/host.js'))).toBe(
      path.normalize('/app/dist/server/host.js'),
    )
  }
})

test('build and checkout are never mixed, and a missing entry is no entry', () => {
  expect(entryFile('host', placeOf('/app/dist/server/gateway.js', '/app/server/host/entry.ts'))).toBeNull()
  expect(
    entryFile('host', placeOf('/repo/server/platform/processes/entryPoints.ts', '/repo/dist/server/host.js')),
  ).toBeNull()
})

test('an entry of this checkout starts with this Node and needs no further environment', () => {
  expect(entryPoint('host')).toMatchObject({ execPath: process.execPath, env: {} })
})

test('in a package the main binary is told to be Node, also when one of Electron’s helpers on a Mac asks', () => {
  const contents = '/Applications/Homeport.app/Contents'
  const versions = { ...process.versions, electron: '45.0.0' }
  const helper = `${contents}/Frameworks/Homeport Helper.app/Contents/MacOS/Homeport Helper`
  const env = { ELECTRON_RUN_AS_NODE: '1' }
  expect(entryPoint('host', { execPath: helper, platform: 'darwin', versions })).toMatchObject({
    execPath: `${contents}/MacOS/Homeport`,
    env,
  })
  expect(entryPoint('host', { execPath: '/opt/Homeport/homeport-desktop', platform: 'linux', versions })).toMatchObject(
    {
      execPath: '/opt/Homeport/homeport-desktop',
      env,
    },
  )
})

function placeOf(moduleFile: string, ...files: string[]) {
  return { moduleFile, exists: (file: string) => files.map((one) => path.normalize(one)).includes(file) }
}
