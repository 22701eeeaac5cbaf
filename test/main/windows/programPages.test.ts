import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  addressOf,
  answerProgramPage,
  isProgramPage,
  registerProgramPages,
  serveProgramPages,
} from '#main/windows/programPages.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function pages(): string {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'recovery'))
  writeFileSync(path.join(folder, 'recovery/recovery.html'), '<h1>Recovery</h1>')
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  writeFileSync(path.join(folder, 'recovery/secret.html'), 'secret')
  return folder
}

test('a page of the program comes with a policy that starts from nothing', async () => {
  const answer = await answerProgramPage({ method: 'GET', url: addressOf('recovery') }, pages())
  expect(await answer.text()).toBe('<h1>Recovery</h1>')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test.each([
  'homeport-app://program/secret.txt',
  'homeport-app://program/recovery/secret.html',
  'homeport-app://program/recovery/../secret.txt',
  'homeport-app://program/recovery/..%2fsecret.txt',
  'homeport-app://program/recovery%2frecovery.html',
  'homeport-app://program//recovery/recovery.html',
  'homeport-app://other/recovery/recovery.html',
  'homeport-app://program/',
])('%s is no page of the program', async (url) => {
  expect((await answerProgramPage({ method: 'GET', url }, pages())).status).toBe(404)
})

test('nothing can be sent there', async () => {
  expect((await answerProgramPage({ method: 'POST', url: addressOf('recovery') }, pages())).status).toBe(404)
})

test('the scheme is named before Electron is ready, and served after', async () => {
  const { app, protocol } = new ElectronDouble()
  registerProgramPages(protocol)
  expect(() => serveProgramPages(protocol, pages())).toThrow(/before app is ready/)
  app.settleEntry()
  serveProgramPages(protocol, pages())
  expect((await protocol.answer(addressOf('recovery'), 'GET'))?.status).toBe(200)
  expect(() => registerProgramPages(protocol)).toThrow(/before app is ready/)
})

test('only that very page counts as it', () => {
  expect(isProgramPage(addressOf('recovery'), 'recovery')).toBe(true)
  expect(isProgramPage(`${addressOf('recovery')}?a#b`, 'recovery')).toBe(true)
  for (const url of [
    addressOf('find'),
    'file:///x/recovery.html',
    `${addressOf('recovery')}x`,
    'homeport-app://program.evil/recovery/recovery.html',
  ]) {
    expect([url, isProgramPage(url, 'recovery')]).toEqual([url, false])
  }
})
