import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

interface File {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** A phone that keeps the page, and another app (or any website) that sends a form to it as the system's share sheet does. */
async function sharing() {
  const { gateway, sessions, person } = await visit('/', 'phone', { tolerates: LOST_SERVER })
  const { page } = person
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    await navigator.serviceWorker.ready
  })
  const other = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>An app'),
  )
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const share = async (fields: Readonly<Record<string, string>>, files: readonly File[] = []) => {
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    await page.evaluate(
      ([action, values, shared]) => {
        const form = document.createElement('form')
        Object.assign(form, { action, method: 'post', enctype: 'multipart/form-data' })
        for (const [name, value] of Object.entries(values)) {
          const field = document.createElement('textarea')
          Object.assign(field, { name, value })
          form.append(field)
        }
        const chosen = new DataTransfer()
        shared.forEach(({ name, type, text }) => chosen.items.add(new File([text], name, { type })))
        const field = document.createElement('input')
        Object.assign(field, { type: 'file', name: 'files', multiple: true, files: chosen.files })
        form.append(field)
        document.body.append(form)
        form.submit()
      },
      [`${gateway.url}/share`, fields, files] as const,
    )
    await page.waitForURL(/\/new\?shared=1/)
  }
  return { gateway, sessions, person, page, share }
}

const field = { name: 'What should Claude do?' } as const

test('what another app shares stands in a new session: a link, its text, a picture and a file; nothing was sent', async () => {
  const { gateway, person, page, share } = await sharing()
  await share({ title: 'A bug', text: 'Look at this', url: 'https://example.org/bug/1' }, [
    { name: 'trace.log', type: 'text/plain', text: 'boom' },
    { name: 'note.md', type: 'text/markdown', text: '# note' },
  ])
  await person.sees('Shared with Homeport')
  expect(await page.getByRole('textbox', field).inputValue()).toBe('A bug\nLook at this\nhttps://example.org/bug/1')
  await person.sees(/trace\.log/)
  await person.sees(/note\.md/)
  await person.expectAccessible()
  await heard(person.page)
  expect(gateway.received.filter(({ type }) => type === 'session_create' || type === 'message')).toEqual([])
  expect(await page.evaluate(() => caches.has('homeport-shared'))).toBe(false)
})

test('it can go to a session that runs instead, and the new one is as it was', async () => {
  const { person, page, sessions, share } = await sharing()
  await share({ text: 'Look at this' })
  await person.sees('Shared with Homeport')
  const name = sessions.working.header.session.name
  await page.getByRole('listitem').getByRole('button', { name, exact: true }).tap()
  await page.waitForURL(new RegExp(`/session/${sessions.working.id}`))
  expect(await person.composer().inputValue()).toBe('Look at this')
  await page.goto(new URL('/new', page.url()).href)
  expect(await page.getByRole('textbox', field).inputValue()).toBe('')
})

test('more than a message carries is said, and markup is only text', async () => {
  const { person, page, share } = await sharing()
  const many = Array.from({ length: 12 }, (_, nth) => ({ name: `f${nth}.txt`, type: 'text/plain', text: 'x' }))
  const hostile = '<img src=x onerror=alert(1)>\u202E'
  await share({ text: hostile, url: 'javascript:alert(1)' }, many)
  await person.sees('2 more files were left out: a message carries 10.')
  expect(await page.getByRole('textbox', field).inputValue()).toBe(`${hostile}\njavascript:alert(1)`)
})
