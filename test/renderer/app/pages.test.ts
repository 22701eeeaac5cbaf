import { expect, test } from 'vitest'
import { placeIn } from '#renderer/state/browser/paneTabs.ts'
import { pageAt, pages, locatePage } from '#renderer/app/pages.ts'

const plain = Object.entries(pages).filter(([name]) => name !== 'session')

test.each(plain)('the address of “%s” leads to it, and to nothing below it', (name, { path, title }) => {
  expect(locatePage(path)).toEqual({ kind: name })
  expect(locatePage(`${path}/`)).toEqual({ kind: name })
  // Settings have groups; which there are is the page's to say.
  expect(locatePage(name === 'settings' ? `${path}/group/more` : `${path}/more`)).not.toEqual({ kind: name })
  expect(pageAt(locatePage(path)).title).toBe(title)
})

test('a session is named by its id, and by the tab of its details where those are open', () => {
  const id = '0195d3c5-7a5e-7c3e-8d2a-3c1f6f1f2a11'
  expect(locatePage(`/session/${id}`)).toEqual({ kind: 'session', id, tab: null })
  expect(locatePage(`/session/${id}/`)).toEqual({ kind: 'session', id, tab: null })
  expect(locatePage(`/session/${id}/info`)).toEqual({ kind: 'session', id, tab: 'info' })
  expect(locatePage(`/session/${id}/tasks/`)).toEqual({ kind: 'session', id, tab: 'tasks' })
  for (const more of ['more', 'info/more', 'constructor']) {
    expect(locatePage(`/session/${id}/${more}`)).toEqual({ kind: 'unknown' })
  }
})

test('what a tab shows of many stands behind it, whatever is in its name', () => {
  expect(placeIn('/session/x/files/src/a%20b%2Fc.ts')).toBe('src/a b/c.ts')
  expect(placeIn('/session/x/files')).toBe('')
  expect(placeIn('/session/x/files/%E0%A4%A')).toBe('')
})

test.each(['/session', '/session/', '/session/a/b', '/home', '/nowhere', '/constructor', '/new/x'])(
  '%s is no page',
  (path) => {
    expect(locatePage(path)).toEqual({ kind: 'unknown' })
    expect(pageAt(locatePage(path)).needs).toBe('read')
  },
)
