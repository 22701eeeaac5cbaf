import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { type Harbour, harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

/** A phone that has read a conversation, and whose browser keeps the page. */
async function readOnce(): Promise<Harbour & { readonly origin: string }> {
  const read = await visit('/session/$working', 'phone', { tolerates: LOST_SERVER })
  const { person, gateway, sessions } = read
  const { page } = person
  const { log } = sessions.working
  gateway.answers.overrides.set('session.events', () => ({ events: log.events.slice(-200), head_seq: log.head }))
  await person.sees('Go on')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await person.sees('Go on')
  await expect.poll(() => kept(read)).toEqual(expect.arrayContaining(['list', sessions.working.id]))
  return { ...read, origin: gateway.url }
}

/** The names of what this browser keeps; empty when there is no such database. */
function kept({ person }: Pick<Harbour, 'person'>): Promise<string[]> {
  return person.page.evaluate(async () => {
    const all = await indexedDB.databases()
    if (!all.some(({ name }) => name === 'homeport-offline')) {
      return []
    }
    const opening = indexedDB.open('homeport-offline')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    // It went between the two questions, and was made anew by the second.
    if (!opening.result.objectStoreNames.contains('kept')) {
      opening.result.close()
      indexedDB.deleteDatabase('homeport-offline')
      return []
    }
    const names = opening.result.transaction('kept').objectStore('kept').getAllKeys()
    await new Promise((resolve) => names.addEventListener('success', resolve))
    opening.result.close()
    return names.result.map(String)
  })
}

test('a conversation that was read is read again without the workstation, and goes on where it was', async () => {
  const read = await readOnce()
  const { person, gateway, sessions, origin } = read
  await gateway.close()
  await person.reload()
  await person.sees('Go on')
  await person.sees(/^As it was/)
  await person.expectAccessible()
  expect(await person.composer().isEditable()).toBe(true)
  sessions.working.write((log) => log.text('Written meanwhile'))
  await gateway.listen(Number(new URL(origin).port))
  await person.sees('Written meanwhile')
  expect(await person.page.getByText(/^As it was/).count()).toBe(0)
  await heard(person.page)
  const asked = gateway.received.filter(({ type }) => type === 'subscribe').at(-1)
  expect(asked?.['data']).toHaveProperty('after_seq')
})

test('what is kept is no readable text, and its key does not leave the browser', async () => {
  const { person } = await readOnce()
  const found = await person.page.evaluate(async () => {
    const opening = indexedDB.open('homeport-offline')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const all = (store: string) =>
      new Promise<unknown[]>((resolve) => {
        const asking = opening.result.transaction(store).objectStore(store).getAll()
        asking.addEventListener('success', () => resolve(asking.result))
      })
    const sealed = (await all('kept')) as { data: ArrayBuffer }[]
    const [key] = (await all('key')) as CryptoKey[]
    opening.result.close()
    const text = sealed.map(({ data }) => new TextDecoder().decode(data)).join('')
    const isOut = await crypto.subtle.exportKey('raw', key as CryptoKey).then(
      () => true,
      () => false,
    )
    return { holdsText: text.includes('Go on') || text.includes('session'), isOut, extractable: key?.extractable }
  })
  expect(found).toEqual({ holdsText: false, isOut: false, extractable: false })
})

test('a sign-in that is over, however it ended, takes what was kept with it', async () => {
  const read = await readOnce()
  read.gateway.isSignedIn = false
  read.gateway.cut(4401)
  await expect.poll(() => kept(read)).toEqual([])
})

test('who was signed out while the page was closed finds nothing either', async () => {
  const read = await readOnce()
  read.gateway.isSignedIn = false
  await read.person.reload()
  await read.person.sees('This browser is not signed in')
  await expect.poll(() => kept(read)).toEqual([])
})

test('switched off on this device it keeps nothing, and what it kept is gone', async () => {
  const read = await readOnce()
  const { person } = read
  await person.open('/settings/offline')
  await person.page.getByRole('switch', { name: /Read without a connection/ }).tap()
  await expect.poll(() => kept(read)).toEqual([])
  await person.open(`/session/${read.sessions.working.id}`)
  await person.sees('Go on')
  await person.page.waitForLoadState('networkidle')
  expect(await kept(read)).toEqual([])
})

/** As the browser says it when its person comes back to the tab: the page looks what it may keep. */
function comesBack({ person }: Pick<Harbour, 'person'>): Promise<void> {
  return person.page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'))
  })
}

function destroy({ person }: Pick<Harbour, 'person'>): Promise<void> {
  return person.page.evaluate(async () => {
    const deleting = indexedDB.deleteDatabase('homeport-offline')
    await new Promise((resolve) => deleting.addEventListener('success', resolve))
  })
}

test('what was destroyed, or made room for others, is kept again when it is read again', async () => {
  const read = await readOnce()
  // The first time by the page that was loaded anew, the second time by one that has kept it already.
  for (let times = 0; times < 2; times += 1) {
    await destroy(read)
    await comesBack(read)
    await expect.poll(() => kept(read)).toEqual(expect.arrayContaining(['list', read.sessions.working.id]))
  }
})

test('switched off in one tab, another keeps nothing any more', async () => {
  const { person } = await readOnce()
  /** Whether the page, when its person comes back, turns to what it keeps: it does so at once, or not. */
  const keeps = () =>
    person.page.evaluate(() => {
      let isAsked = false
      const open = (...asked: Parameters<IDBFactory['open']>) => {
        isAsked = true
        return IDBFactory.prototype.open.apply(indexedDB, asked)
      }
      Object.defineProperty(indexedDB, 'open', { value: open, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      Reflect.deleteProperty(indexedDB, 'open')
      return isAsked
    })
  await expect.poll(keeps).toBe(true)
  await person.page.evaluate(() => localStorage.setItem('homeport.offline', 'off'))
  expect(await keeps()).toBe(false)
})

test('what another app shared and nobody took goes with the sign-in', async () => {
  const read = await readOnce()
  const { page } = read.person
  await page.evaluate(async () => {
    await (await caches.open('homeport-shared')).put('/shared/form', Response.json({ text: 'mine' }))
  })
  read.gateway.isSignedIn = false
  read.gateway.cut(4401)
  await expect.poll(() => page.evaluate(() => caches.has('homeport-shared'))).toBe(false)
})
