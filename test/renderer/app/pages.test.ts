import { expect, test } from 'vitest'
import { pageAt, pages, locatePage } from '#renderer/app/pages.ts'

const plain = Object.entries(pages).filter(([name]) => name !== 'session')

test.each(plain)('the address of “%s” leads to it, and to nothing below it', (name, { path, title }) => {
  expect(locatePage(path)).toEqual({ kind: name })
  expect(locatePage(`${path}/`)).toEqual({ kind: name })
  expect(locatePage(`${path}/more`)).not.toEqual({ kind: name })
  expect(pageAt(locatePage(path)).title).toBe(title)
})

test('a session is named by its id alone', () => {
  const id = '0195d3c5-7a5e-7c3e-8d2a-3c1f6f1f2a11'
  expect(locatePage(`/session/${id}`)).toEqual({ kind: 'session', id })
  expect(locatePage(`/session/${id}/`)).toEqual({ kind: 'session', id })
})

test.each(['/session', '/session/', '/session/a/b', '/home', '/nowhere', '/constructor', '/new/x'])(
  '%s is no page',
  (path) => {
    expect(locatePage(path)).toEqual({ kind: 'unknown' })
    expect(pageAt(locatePage(path)).needs).toBe('read')
  },
)
