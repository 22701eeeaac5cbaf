import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

/** Each stopped or killed the tab at every load. */
const texts: Readonly<Record<string, string>> = {
  'a list in a list, 1,500 times': `${'- '.repeat(1_500)}x`,
  'a quote in a quote, 3,000 times': '>'.repeat(3_000),
  'a list in a list, 4,000 times': `${'- '.repeat(4_000)}x`,
  'emphasis that closes 6,000 times': `${'**a '.repeat(6_000)}x${' b**'.repeat(6_000)}`,
  'numbered lists in each other': `${'1. '.repeat(3_000)}x`,
  'footnotes in each other': `${'[^1]: '.repeat(3_000)}x`,
  'brackets in each other': `${'['.repeat(8_000)}a${']'.repeat(8_000)}`,
  'a quote that goes on without its mark': `> a\n${'b\n'.repeat(4_000)}`,
  'more than anybody reads': 'A line of some words.\n\n'.repeat(20_000),
}

test.each(Object.entries(texts))('an answer with %s is shown, and the page goes on', async (_what, text) => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working
    .write((log) => [log.text(text), log.text('And the next one.')].flat())
    .forEach((event) => gateway.send(event))
  await person.sees('And the next one.')
  await person.page.reload()
  await person.sees('And the next one.')
  expect(await person.page.getByText('And the next one.').count()).toBe(1)
})

test('links by reference and footnotes are drawn as what they are', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const text =
    'See [the site][site], and this.[^why]\n\n[^why]: Because of **that**.\n\n[site]: https://example.com/page'
  sessions.working.write((log) => log.text(text)).forEach((event) => gateway.send(event))
  await person.sees('the site')
  expect(await person.page.getByRole('link', { name: 'the site' }).getAttribute('href')).toBe(
    'https://example.com/page',
  )
  expect(await person.page.getByRole('list', { name: 'Footnotes' }).textContent()).toContain('Because of that.')
  expect(await person.page.getByRole('log').textContent()).not.toContain('[^why]')
})
