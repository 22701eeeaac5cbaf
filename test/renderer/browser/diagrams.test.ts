import { expect, test } from 'vitest'
import { diagrams } from './diagramTexts.ts'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()
const fenced = (text: string) => `\`\`\`mermaid\n${text}\n\`\`\``

test('the common kinds of diagrams are drawn where their text stood, and heard as text', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  for (const [kind, text] of Object.entries(diagrams)) {
    say(at, `Here is the ${kind}:\n\n${fenced(text)}`)
    const drawing = await drawn(at, `The ${kind}`)
    const size = await drawing.boundingBox()
    expect([kind, Math.min(size?.width ?? 0, size?.height ?? 0) > 40]).toEqual([kind, true])
    expect(await drawing.locator('text').count()).toBeGreaterThan(0)
  }
  const heard = at.person.page.getByLabel('Diagram as text').last()
  expect(await heard.textContent()).toContain('merge work')
  await at.person.expectAccessible()
})

test('a diagram shows its text again, is copied, and opens as large as the window', async () => {
  const at = await visit('/session/$working', 'phone')
  const { person } = at
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.sees('Go on')
  say(at, fenced(diagrams['sequence'] ?? ''))
  await drawn(at, 'The sequence')
  await person.presses('Text')
  await person.page.getByLabel('Diagram as text').filter({ hasText: 'Browser->>Gateway' }).waitFor()
  expect(await person.page.getByRole('group', { name: 'Diagram: The sequence' }).count()).toBe(0)
  await person.presses('Diagram')
  await person.page.getByRole('group', { name: 'Diagram: The sequence' }).waitFor()
  await person.presses('Enlarge')
  const dialog = person.page.getByRole('dialog', { name: 'Diagram: The sequence' })
  await dialog.frameLocator('iframe').locator('body > svg').waitFor()
  await person.expectAccessible()
  await person.presses('Show in its own size')
  await person.presses('Close')
  await dialog.waitFor({ state: 'detached' })
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})

test('a diagram that is still written stays text until its last line', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  say(at, '```mermaid\nflowchart LR\n  one --> two')
  say(at, `Then:\n\n${fenced(diagrams['flowchart'] ?? '')}`)
  await drawn(at, 'The flowchart')
  expect(await at.person.page.locator('iframe').count()).toBe(1)
  await at.person.sees(/one --> two/)
})

test('what cannot be drawn stays text and says why', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  say(at, fenced('flowchart LR\n  a --> --> b'))
  await at.person.sees(/^This diagram cannot be drawn\. /)
  say(at, fenced(`flowchart LR\n${'  a --> b\n'.repeat(3_000)}`))
  await at.person.sees('This diagram is not drawn: it is too large.')
  expect(await at.person.page.locator('iframe').count()).toBe(0)
})

test('a drawing follows the theme', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  say(at, fenced(diagrams['sequence'] ?? ''))
  await drawn(at, 'The sequence')
  await at.person.page.emulateMedia({ colorScheme: 'dark' })
  const dark = at.person.page.frameLocator('iframe').locator('html[style*="color-scheme: dark"] body > svg')
  await dark.waitFor()
  expect(await dark.count()).toBe(1)
})

test('at most six frames are alive, and those that were scrolled away give way', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  const many = Array.from({ length: 12 }, (_, n) => `---\ntitle: Number ${n}\n---\nflowchart TD\n  a${n} --> b --> c`)
  say(at, many.map(fenced).join('\n\n'))
  await drawn(at, 'Number 11')
  expect(await at.person.page.locator('iframe').count()).toBeLessThanOrEqual(6)
  await at.person.page.getByText('Mermaid', { exact: true }).first().scrollIntoViewIfNeeded()
  await drawn(at, 'Number 0')
  expect(await at.person.page.locator('iframe').count()).toBeLessThanOrEqual(6)
})

test('a conversation without a diagram loads nothing for them', async () => {
  const at = await visit('/session/$working')
  await at.person.sees('Go on')
  say(at, '```ts\nconst a = 1\n```')
  await at.person.page.locator('.code-keyword').first().waitFor()
  const loaded = await at.person.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(loaded.filter((name) => /diagram|Diagram/.test(name))).toEqual([])
})

function say({ gateway, sessions }: Harbour, text: string): void {
  sessions.working.write((log) => log.text(text)).forEach((event) => gateway.send(event))
}

/** The drawing of that name, once it is there. */
async function drawn({ person }: Harbour, name: string) {
  const drawing = person.page
    .getByRole('group', { name: `Diagram: ${name}`, exact: true })
    .frameLocator('iframe')
    .locator('body > svg')
  await drawing.waitFor()
  return drawing
}
