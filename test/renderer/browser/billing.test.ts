import { expect, test } from 'vitest'
import { GOOD_TOKEN } from '#test/fakes/fakeAnswers.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('who pays is told, and one’s own token is set and removed', async () => {
  const { person } = await visit('/')
  await person.opensMenu()
  await person.followsLink(/^Claude Code/)
  await person.sees(/count against the subscription/)
  await person.pastesToken(GOOD_TOKEN)
  await person.sees(/It works: Example Org/)
  await person.presses('Save token')
  await person.sees(/bill the account it belongs to/)
  await person.presses('Remove the token')
  await person.sees(/count against the subscription/)
  expect(await person.keeps()).not.toContain(GOOD_TOKEN)
})

test('a session says whom it bills, takes another token for itself, and gives it back', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates: /status of 400/ })
  await person.presses('Details of the session')
  await person.sees('This session bills the account of your Claude token.')
  await person.presses('Use another token…')
  await person.sees(/when its turn is over/)
  await person.expectAccessible()
  await person.pastesToken('sk-ant-wrong-0123456789-0123456789')
  await person.sees('The API does not know this token.')
  await person.pastesToken(GOOD_TOKEN)
  await person.presses('Use this token')
  await person.sees('This session uses the other token.')
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'session_token.set')?.params)
    .toEqual({
      session_id: sessions.working.id,
      token: GOOD_TOKEN,
    })
  await person.sees('This session bills a token that was given for it alone.')
  await person.presses('Use another token…')
  await person.presses('Use my own login again')
  await person.sees(/counts against the subscription/)
  expect(await person.keeps()).not.toContain(GOOD_TOKEN)
})

test.each(['wide', 'phone'] as const)(
  'what was used is added up by day, project, model and session (%s)',
  { timeout: 90_000 },
  async (device) => {
    const { gateway, sessions, person } = await visit('/nowhere', device)
    const work = { session_id: sessions.working.id, session_name: 'website', project: '/home/me/website' }
    gateway.answers.usage = [
      { ...work, cost_usd: 1.25, turns: 3, output_tokens: 41_200, duration_ms: 130_000 },
      { ...work, model: 'claude-haiku-4-5', cost_usd: 0.25, output_tokens: 900 },
      { cost_usd: 8, turns: 9, username: 'Mel', user_id: 'u2' as never },
    ]
    await person.open('/usage')
    const total = async (what: RegExp) => person.page.getByRole('definition').filter({ hasText: what }).innerText()
    expect([await total(/^\$/), await total(/k$/), await total(/^\d+$/)]).toEqual(['$9.50', '42 k', '12'])
    const line = (name: string) => person.page.getByRole('row', { name }).innerText()
    expect((await line('claude-haiku-4-5')).split(/\s+/)).toEqual([
      'claude-haiku-4-5',
      '$0.25',
      '0',
      '0',
      '900',
      '0',
      '0',
    ])
    expect(await person.page.getByRole('row', { name: '/home/me/website' }).count()).toBe(0)
    await person.presses('Everybody')
    await person.sees('Mel')
    await person.presses('7 days')
    await expect.poll(() => person.page.getByRole('figure').getByRole('listitem').count()).toBe(7)
    await person.presses('Tokens')
    await person.sees('Tokens per day')
    await person.expectAccessible()
    expect(await person.overflow()).toBeLessThanOrEqual(0)
    await person.page.getByRole('main').getByRole('link', { name: 'website' }).click()
    await person.sees(/8 tests pass/)
  },
)

test('a keyboard reaches each day of the pictures; the numbers are a table, and a file', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.usage = [{ cost_usd: 9.5, turns: 12, output_tokens: 42_100, duration_ms: 130_000 }]
  await person.open('/usage')
  await person.sees('Cost per day')
  await person.page.getByRole('figure').getByRole('button').last().focus()
  await person.sees(/^\d+ \w+ \d{4}: \$9\.50, 42 k tokens, 12 turns, 2 m 10 s/)
  await person.page.keyboard.press('ArrowLeft')
  await person.sees(/^\d+ \w+ \d{4}: nothing$/)
  await person.page.getByRole('gridcell').last().click()
  await person.page.keyboard.press('Home')
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/: nothing$/)
  await person.presses('Show as a table')
  await person.page.getByRole('region', { name: 'Days of the last year' }).waitFor()
  const saved = person.page.waitForEvent('download')
  await person.presses('Save as CSV')
  expect((await saved).suggestedFilename()).toMatch(/^homeport-usage-.*\.csv$/)
})
