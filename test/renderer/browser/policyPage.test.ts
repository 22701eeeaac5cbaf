import { expect, test } from 'vitest'
import type { ResultOf } from '#shared/operations/table.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

type Policy = ResultOf<'policy.list'>

const rules: Policy['rules'] = [
  {
    kind: 'rule',
    rule: 'Bash(npm test:*)',
    behavior: 'allow',
    project: '/home/me/api',
    expires_at: '2026-11-28T12:00:00.000Z',
    added_at: '2026-11-28T10:00:00.000Z',
  },
  { kind: 'rule', rule: 'Read(.env)', behavior: 'deny', project: null, expires_at: null, added_at: null },
]

const pictures = process.env['HOMEPORT_PICTURES']

async function opened(device: 'wide' | 'phone' = 'wide', policy: Policy = { rules, quiet_hours: null }) {
  const { gateway, person } = await visit('/nowhere', device)
  const { overrides } = gateway.answers
  let now = policy
  overrides.set('policy.list', () => now)
  const asked: unknown[] = []
  const note = (name: 'policy.add' | 'policy.remove' | 'policy.set_quiet_hours', change: (params: never) => Policy) =>
    overrides.set(name, (params) => {
      asked.push(params)
      now = change(params as never)
      return now
    })
  note('policy.add', () => now)
  note('policy.remove', ({ rule }: { rule: string }) => ({
    ...now,
    rules: now.rules.filter((one) => one.rule !== rule),
  }))
  note('policy.set_quiet_hours', ({ quiet_hours }: Pick<Policy, 'quiet_hours'>) => ({ ...now, quiet_hours }))
  await person.page.goto(`${gateway.url}/approvals`)
  await person.page.getByRole('button', { name: 'Rules', exact: true }).click()
  await person.sees(/Claude Code itself evaluates them/)
  return { gateway, person, asked, overrides }
}

test('a rule is shown as Claude Code reads it before it can be added, and hidden again when it is changed', async () => {
  const { person, asked, overrides } = await opened()
  overrides.set('policy.preview', () => ({
    reading: 'Any Bash command starting with npm run build',
    dangers: [],
    past: { asked: 12, certain: 5, denied: 1 },
  }))
  await person.page.getByRole('button', { name: 'Add rule' }).click()
  await person.page.getByRole('textbox', { name: /^Rule/ }).fill('Bash(npm run build:*)')
  await person.page.getByLabel('How long').selectOption('120')
  await person.page.getByRole('button', { name: 'Show what it means' }).click()
  await person.sees(/Any Bash command starting with npm run build/)
  await person.sees(/it would have decided at least 5/)
  expect(asked).toEqual([])
  await person.expectAccessible()
  if (pictures !== undefined) {
    await person.page.screenshot({ path: `${pictures}/policy-form.png` })
  }
  await person.page.getByLabel('How long').selectOption('30')
  await person.page.getByRole('button', { name: 'Show what it means' }).click()
  await person.page.getByRole('form', { name: 'New rule' }).getByRole('button', { name: 'Add rule' }).click()
  await person.page.getByRole('form', { name: 'New rule' }).waitFor({ state: 'detached' })
  expect(asked).toMatchObject([{ rule: 'Bash(npm run build:*)', behavior: 'allow', minutes: 30 }])
})

test('what is dangerous cannot be added, and why is said', async () => {
  const { person, overrides } = await opened()
  overrides.set('policy.preview', () => ({
    reading: 'Any use of the Bash tool',
    dangers: [{ code: 'whole_tool', text: 'It would allow every use of Bash.' }],
    past: { asked: 0, certain: 0, denied: 0 },
  }))
  await person.page.getByRole('button', { name: 'Add rule' }).click()
  await person.page.getByRole('textbox', { name: /^Rule/ }).fill('Bash')
  await person.page.keyboard.press('Enter')
  await person.sees(/It would allow every use of Bash./)
  const add = person.page.getByRole('form', { name: 'New rule' }).getByRole('button', { name: 'Add rule' })
  expect(await add.isDisabled()).toBe(true)
})

test('a rule is removed, and quiet hours are set and ended, also on a phone', async () => {
  const { person, asked } = await opened('phone')
  if (pictures !== undefined) {
    await person.page.screenshot({ path: `${pictures}/policy-phone.png`, fullPage: true })
  }
  await person.page.getByRole('button', { name: 'Remove Read(.env)' }).click()
  await person.page.getByText('Read(.env)').waitFor({ state: 'detached' })
  await person.page.getByLabel('What needs approval').selectOption('deny')
  await person.page.getByRole('button', { name: 'Turn on' }).click()
  await person.sees(/tools that would wait for you are denied/)
  await person.page.getByRole('button', { name: 'Turn off' }).click()
  await person.sees(/Off. What Claude asks for waits until somebody answers./)
  expect(asked).toMatchObject([
    { rule: 'Read(.env)', project: null },
    { quiet_hours: { from: '22:00', until: '07:00', answer: 'deny' } },
    { quiet_hours: null },
  ])
  await person.expectAccessible()
})
