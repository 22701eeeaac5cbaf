import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sharedWorld } from './world.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'))

const world = sharedWorld()

test.runIf(hasIpv6)('a sign-in link works at [::1] as it does at 127.0.0.1: page, socket and answers', async () => {
  const person = await world.chromium.person('wide')
  onTestFinished(() => person.leave())
  await person.signIn((await world.server.signInLink()).replace('127.0.0.1', '[::1]'))
  await person.sees('Connected')
  expect(new URL(person.address()).hostname).toBe('[::1]')
  const session = await world.server.program.createSession(world.server.folder('six'))
  await person.open(`/session/${session.id}`)
  await person.says('@text over six')
  await person.sees('over six')
})

test('“~/x” is the person’s own folder, and a session starts there', async () => {
  const folder = world.server.folder('tilde')
  const session = await world.server.program.createSession(`~/${path.relative(world.server.home, folder)}`)
  expect(session.workspace_path).toBe(folder)
})
