import { expect, test } from 'vitest'
import type { Budget } from '#shared/operations/budget.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const used: Budget = {
  counts: 'project',
  subject: '/home/me/api',
  name: null,
  period: 'month',
  limit_usd: 20,
  spent_usd: 20.4,
  state: 'used_up',
}

test('budgets say what is spent of them; one is added and removed', async () => {
  const { gateway, person } = await visit('/nowhere')
  const { overrides } = gateway.answers
  let list: readonly Budget[] = [used]
  overrides.set('budget.list', () => ({ budgets: list }))
  overrides.set('budget.set', (params) => {
    list = [...list, { ...used, ...params, spent_usd: 4.2, state: 'near' }]
    return { budgets: list }
  })
  overrides.set('budget.remove', ({ subject }) => {
    list = list.filter((one) => one.subject !== subject)
    return { budgets: list }
  })
  await person.page.goto(`${gateway.url}/usage`)
  const lines = person.page.getByRole('list', { name: 'Budgets' })
  await lines.getByText('$20.40 of $20.00 in 30 days').waitFor()
  await person.page.getByRole('button', { name: 'Add budget' }).click()
  await person.page.getByLabel('US dollars').fill('5')
  await person.page.getByLabel('Over').selectOption('day')
  await person.page.getByRole('button', { name: 'Save', exact: true }).click()
  await lines.getByText('$4.20 of $5.00 in 24 hours').waitFor()
  const pictures = process.env['HOMEPORT_PICTURES']
  if (pictures !== undefined) {
    await lines.scrollIntoViewIfNeeded()
    await person.page.screenshot({ path: `${pictures}/budgets.png` })
  }
  await person.expectAccessible()
  await person.page.getByRole('button', { name: 'Remove api' }).click()
  await lines.getByText('$20.40 of $20.00 in 30 days').waitFor({ state: 'detached' })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'budget.set')?.params)
    .toMatchObject({
      counts: 'all',
      subject: null,
      period: 'day',
      limit_usd: 5,
    })
})

test('a template writes the first prompt, behind what is there', async () => {
  const { person } = await visit('/new')
  const field = person.page.getByRole('textbox').first()
  await field.fill('In the billing folder:')
  await person.page.getByRole('button', { name: 'Explain this project' }).click()
  expect(await field.inputValue()).toMatch(/^In the billing folder:\n\nExplain this project/)
  const pictures = process.env['HOMEPORT_PICTURES']
  if (pictures !== undefined) {
    await person.page.screenshot({ path: `${pictures}/new.png` })
  }
})
