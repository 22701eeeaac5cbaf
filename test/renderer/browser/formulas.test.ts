import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

const text = [
  'Here $a_1^2$ of שלום 👩‍👩‍👧‍👦 你好, and it costs $5 and $10.',
  '$$\n\\frac{a}{b}\n- c\n$$',
  'This one: $\\nosuchcommand{x}$.',
  `$$${'x + '.repeat(400)}y$$`,
  '```sh\necho $HOME $PATH\n```',
  '$\\href{javascript:alert(1)}{x}$',
].join('\n\n')

test('formulas are drawn, show their source at a press, and what cannot be drawn stays as it was written', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  sessions.working
    .write((log) => [log.text(text), log.text('After it.')].flat())
    .forEach((event) => gateway.send(event))
  await person.sees('After it.')
  const log = person.page.getByRole('log')
  await log.locator('math[display="inline"] msubsup').first().waitFor()
  await log.locator('math[display="block"] mfrac').waitFor()
  await log.getByText('(This formula cannot be drawn.)').first().waitFor()
  expect(await log.textContent()).toContain('costs $5 and $10.')
  expect(await log.textContent()).toContain('$\\nosuchcommand{x}$')
  expect(await log.locator('a[href^="javascript"]').count()).toBe(0)

  await log
    .getByRole('button')
    .filter({ has: person.page.locator('mfrac') })
    .click()
  await log.getByText('\\frac{a}{b}').waitFor()
  await log.getByTitle('Show the formula').click()
  await log.locator('math[display="block"] mfrac').waitFor()
  expect(
    await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await person.expectAccessible()
})

test('a conversation without a formula loads nothing for them', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working
    .write((log) => log.text('Prices: 5 and 10. A table:\n\n| a | b |\n|---|---|\n| 1 | 2 |'))
    .forEach((event) => gateway.send(event))
  await person.sees(/^Prices: 5 and 10/)
  const scripts = await person.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(scripts.filter((name) => /temml|mathTree|FormulaView|drawFormula/.test(name))).toEqual([])
})
