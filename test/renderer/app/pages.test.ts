import { expect, test } from 'vitest'
import { pageAt, pages, placeOf } from '#renderer/app/pages.ts'

const plain = Object.entries(pages).filter(([name]) => name !== 'session')

test.each(plain)('the address of “%s” leads to it, and to nothing below it', (name, { path, title }) => {
  expect(placeOf(path)).toEqual({ kind: name })
  expect(placeOf(`${path}/`)).toEqual({ kind: name })
  expect(placeOf(`${path}/more`)).not.toEqual({ kind: name })
  expect(pageAt(placeOf(path)).title).toBe(title)
})

test('a session is named by its id alone', () => {
  const id = '0195d3c5-7a5e-7c3e-8d2a-3c1f6f1f2a11'
  expect(placeOf(`/session/${id}`)).toEqual({ kind: 'session', id })
  expect(placeOf(`/session/${id}/`)).toEqual({ kind: 'session', id })
})

test.each(['/session', '/session/', '/session/a/b', '/home', '/nowhere', '/constructor', '/new/x'])(
  '%s is no page',
  (path) => {
    expect(placeOf(path)).toEqual({ kind: 'unknown' })
    expect(pageAt(placeOf(path)).needs).toBe('read')
  },
)
