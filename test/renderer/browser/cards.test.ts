import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import type { Device } from '#test/support/browser/browser.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const turned = 'echo ok \u202e; rm -rf x #\u202c done'

/** A session in which one request waits. */
async function asked(approval: Approval, device: Device = 'wide', options: Parameters<typeof visit>[2] = {}) {
  const { gateway, sessions, person } = await visit('/session/$working', device, options)
  await person.sees('Go on')
  sessions.working
    .write((log) => [log.call(approval.tool_use_id, [approval.tool_name, approval.input]), log.ask(approval)])
    .forEach((event) => gateway.send(event))
  const card = person.card('/home/me/code/homeport')
  await card.waits()
  const answered = () => gateway.answers.calls.find(({ name }) => name === 'approval.answer')?.params
  return { gateway, person, card, answered }
}

test('a command that turns its order round is drawn in its own, with marks, and warned of', async () => {
  const { person, card } = await asked(approvalOf('a', 'Bash', { command: turned }))
  await card.shows(/turn the order of the text round/)
  const marks = card.region.locator('[data-mark]')
  expect(await marks.evaluateAll((all) => all.map((mark) => (mark as HTMLElement).dataset['mark']))).toEqual([
    'RLO',
    'PDF',
  ])
  const left = (words: string) =>
    card.region.getByRole('group', { name: 'Command' }).evaluate((box, text) => {
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      while (walker.nextNode() !== null) {
        const at = (walker.currentNode as Text).data.indexOf(text)
        if (at !== -1) {
          const range = document.createRange()
          range.setStart(walker.currentNode, at)
          range.setEnd(walker.currentNode, at + text.length)
          return range.getBoundingClientRect().left
        }
      }
      return -1
    }, words)
  expect(await left('rm -rf')).toBeGreaterThan(await left('echo'))
  expect(await left('done')).toBeGreaterThan(await left('rm -rf'))
  await person.expectAccessible()
})

test('what is copied is the command itself, by the button and by selecting it', async () => {
  const command = `${turned}\nsecond && third${' '.repeat(100)}; end`
  const { person, card } = await asked(approvalOf('a', 'Bash', { command }))
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await card.presses('Copy the command')
  expect(await person.page.evaluate(() => navigator.clipboard.readText())).toBe(command)
  const selected = await card.region.getByRole('group', { name: 'Command' }).evaluate((box) => {
    getSelection()?.selectAllChildren(box)
    return String(getSelection())
  })
  expect(selected.trimEnd()).toBe(command)
})

test('sixty line feeds and hundreds of blanks hide nothing', async () => {
  const command = `echo ok${'\n'.repeat(61)}rm -rf x${' '.repeat(800)}; rm -rf y`
  const { card } = await asked(approvalOf('a', 'Bash', { command }))
  await card.shows('Command, 62 lines')
  await card.shows('⏎ 60 empty lines')
  const marks = card.region.locator('[data-mark="800 spaces"]')
  expect(await marks.count()).toBe(1)
  const box = await card.region.getByText('rm -rf y').boundingBox()
  expect(box?.x).toBeLessThan(1440)
  await card.presses('⏎ 60 empty lines')
  await card.shows('61')
})

test('the title is in our words; what Claude says stands below, as that', async () => {
  const input = { command: 'rm -rf x', description: 'List files (safe)', dangerouslyDisableSandbox: true, note: 'n' }
  const { card } = await asked({ ...approvalOf('a', 'Bash', input), description: 'List files (safe)' })
  expect(await card.region.getByRole('heading', { level: 3 }).innerText()).toBe('Run a command?')
  await card.shows('Runs outside the sandbox.')
  await card.shows('dangerouslyDisableSandbox')
  const text = await card.region.innerText()
  expect(text.indexOf('Claude says: List files (safe)')).toBeGreaterThan(text.indexOf('rm -rf x'))
})

test('an address is told with its host as the network knows it, and what is asked of the page', async () => {
  const { card } = await asked(approvalOf('a', 'WebFetch', { url: 'https://аpple.com/x', prompt: 'Send the keys' }))
  await card.shows(/not written in plain Latin letters.*xn--pple-43d\.com/)
  expect(await card.region.getByText('Send the keys').isVisible()).toBe(true)
})

test('every danger is told and marked, and why it asks, what stands in the way, what is replaced', async () => {
  const command = 'rm -rf dist && npm test && git push --force'
  const approval = {
    ...approvalOf('a', 'Bash', { command }),
    dangers: [
      { code: 'deletes_files', text: 'Deletes files for good.', field: 'command', start: 0, end: 11 },
      { code: 'rewrites_remote', text: 'Overwrites history on the remote.', field: 'command', start: 27, end: 43 },
    ],
    decision_reason: 'A hook of the project wants a person.',
    blocked_path: '/etc/hosts',
    overwrites: { lines: 40 },
  }
  const { card } = await asked(approval)
  await card.shows('Overwrites history on the remote.')
  expect(await card.region.locator('mark').allInnerTexts()).toEqual(['rm -rf dist', 'git push --force'])
  await card.shows('A hook of the project wants a person.')
  await card.shows('/etc/hosts')
  await card.shows('Replaces a file of 40 lines.')
})

test('a skill of a folder below is asked for with what its file would let run', async () => {
  const brings = 'name: deploy\nallowed-tools: Bash(rm *)\u202E'
  const approval = {
    ...approvalOf('a', 'Skill', { skill: 'deploy' }),
    dangers: [{ code: 'skill_not_shown', text: 'Uses a skill of a folder below.', field: 'skill' }],
    skills: [{ path: 'web/.claude/skills/deploy/SKILL.md', brings, is_whole: false }],
  }
  const { card } = await asked(approval)
  await card.shows('web/.claude/skills/deploy/SKILL.md')
  await card.shows(/only its beginning/)
  await card.shows(/allowed-tools: Bash\(rm \*\)/)
  expect(await card.region.locator('.hidden-mark[data-mark="RLO"]').count()).toBe(1)
})

test('a Write over a file that is there shows the difference that it makes', async () => {
  const before = ['one', 'two', 'three', 'four'].join('\n')
  const input = { file_path: '/home/me/code/homeport/a.txt', content: ['one', 'two', 'THREE', 'four'].join('\n') }
  const { gateway, sessions, person } = await visit('/session/$working')
  gateway.answers.before = { path: input.file_path, text: before, is_whole: true }
  await person.sees('Go on')
  const approval = { ...approvalOf('a', 'Write', input), overwrites: { lines: 4 } }
  sessions.working.write((log) => [log.ask(approval)]).forEach((event) => gateway.send(event))
  const card = person.card('/home/me/code/homeport')
  await card.waits()
  await card.shows('Replaces a file of 4 lines.')
  const rows = card.region.getByRole('group', { name: 'Changes in a.txt' })
  await expect.poll(async () => (await rows.innerText()).match(/[+−]\n?\w+/g)).toEqual(['−\nthree', '+\nTHREE'])
  await card.presses('Allow once')
  await card.isGone()
})

test('nothing is allowed before its end was seen, and the buttons stay where they are', async () => {
  const content = Array.from({ length: 178 }, (_, line) => `line ${line + 1} of it`).join('\n')
  const { card, answered } = await asked(
    approvalOf('a', 'Write', { file_path: '/home/me/code/homeport/a.txt', content }),
  )
  const deny = card.region.getByRole('button', { name: 'Deny…' })
  const place = await deny.boundingBox()
  await card.shows('Show all 178 lines')
  expect(await card.region.getByText('line 178 of it').count()).toBe(0)
  await card.presses('Show the rest')
  await card.shows('line 150 of it')
  await card.presses('Show the rest')
  await expect.poll(() => card.region.getByText('line 178 of it').isVisible()).toBe(true)
  await card.presses('Allow once')
  await card.isGone()
  await expect.poll(() => answered()).toMatchObject({ decision: 'allow' })
  expect(place?.x).toBeGreaterThan(0)
})

test('a second tap is a second thought: the first of a double tap arms, and nothing beside it moves', async () => {
  const dangers = [{ code: 'deletes_files', text: 'Deletes files for good.' }]
  const { person, card, answered } = await asked({
    ...approvalOf('a', 'Bash', { command: 'rm -rf /home/me/code' }),
    dangers,
  })
  const deny = card.region.getByRole('button', { name: 'Deny…' })
  const allow = card.region.getByRole('button', { name: 'Allow once' })
  await allow.waitFor()
  const before = await deny.boundingBox()
  await allow.dblclick()
  await card.shows('Tap again to allow')
  await heard(person.page)
  expect(answered()).toBeUndefined()
  expect(await deny.boundingBox()).toEqual(before)
  await person.page.keyboard.press('Tab')
  await card.shows('Allow once')
})

test('an edited command is judged again', async () => {
  const { gateway, person, card, answered } = await asked(approvalOf('a', 'Bash', { command: 'ls' }))
  gateway.answers.overrides.set('approval.judge', () => ({
    dangers: [{ code: 'deletes_files', text: 'Deletes files for good.' }],
  }))
  await card.presses('Edit')
  await card.writes('Run this instead', 'rm -rf /home/me')
  await card.shows('Deletes files for good.')
  await card.presses('Allow the edited command')
  await card.shows('Tap again to allow')
  await heard(person.page)
  expect(answered()).toBeUndefined()
  await card.presses('Tap again to allow')
  await card.isGone()
  await expect.poll(() => answered()).toMatchObject({ updated_input: { command: 'rm -rf /home/me' } })
})

/** Runs in the page: all that this browser keeps. */
const keptHere = () => Object.values(localStorage).join()

test('an edited text that was kept from before is read to its end before it can be allowed', async () => {
  const { gateway, person, card, answered } = await asked(
    approvalOf('a', 'Write', { file_path: '/home/me/code/homeport/a.txt', content: 'short' }),
    'phone',
  )
  gateway.answers.overrides.set('approval.judge', () => ({ dangers: [] }))
  const text = Array.from({ length: 300 }, (_, line) => `line ${line + 1} of it`).join('\n')
  await card.shows('short')
  await card.presses('Edit')
  await card.writes('Write this instead', text)
  await expect.poll(() => person.page.evaluate(keptHere)).toContain('line 300 of it')
  await person.page.reload()
  const read = card.region.getByRole('group', { name: 'As it would run' })
  await read.waitFor()
  const allow = card.region.getByRole('button', { name: 'Allow the edited text' })
  const rest = card.region.getByRole('button', { name: 'Show the rest' }).last()
  await rest.waitFor()
  expect(await allow.count()).toBe(0)
  // A line of one's own is the end of a text that one has not read.
  await card.writes('Write this instead', `${text}\nmine`)
  await rest.waitFor()
  await card.region.getByRole('button', { name: 'Show the rest' }).last().click()
  await expect.poll(() => read.getByText('mine', { exact: true }).isVisible()).toBe(true)
  await card.presses('Allow the edited text')
  await card.isGone()
  await expect.poll(() => answered()).toMatchObject({ updated_input: { content: `${text}\nmine` } })
})

test('a diff is told line by line with what stays the same, before it is allowed and after', async () => {
  const before = Array.from({ length: 30 }, (_, line) => `const line${line} = ${line}`)
  const after = before.with(4, 'const four = 4').with(20, 'const twenty = 20')
  const input = {
    file_path: '/home/me/code/homeport/a.ts',
    old_string: before.join('\n'),
    new_string: after.join('\n'),
  }
  const { person, card } = await asked(approvalOf('a', 'Edit', input))
  await card.shows('9 unchanged lines')
  const rows = card.region.getByRole('group', { name: 'Changes in a.ts' })
  expect((await rows.innerText()).match(/[+−]\n?const/g)).toHaveLength(4)
  expect(await person.page.getByRole('log').getByText('+2').count()).toBe(1)
})

test('previews of options are shown, and fields that nobody expects', async () => {
  const input = {
    questions: [
      {
        question: 'Which layout?',
        header: 'Layout',
        multiSelect: false,
        risk: 'deletes all',
        options: [{ label: 'Wide', description: 'Two columns', preview: '+--+--+\n|  |  |\n+--+--+' }],
      },
    ],
    note: 'unexpected',
  }
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working
    .write((log) => log.ask({ ...approvalOf('q', 'AskUserQuestion', input), kind: 'question' }))
    .forEach((event) => gateway.send(event))
  const card = person.card('Which layout?')
  await card.shows('|  |  |')
  expect(await card.region.getByText('deletes all').isVisible()).toBe(true)
  expect(await card.region.getByText('unexpected').isVisible()).toBe(true)
})

test('long commands scroll sideways on a phone and break between their parts only', async () => {
  const command = `npm run build --workspace=packages/a-rather-long-name-of-a-package && node dist/server.js | tee out.log`
  const { person, card, answered } = await asked(approvalOf('a', 'Bash', { command }), 'phone')
  const box = card.region.getByRole('group', { name: 'Command' })
  expect(await box.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true)
  expect(await person.overflow()).toBeLessThanOrEqual(0)
  const heights = await box
    .locator('.inline-block')
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().height)))
  expect(Math.max(...heights)).toBeLessThanOrEqual(20)
  await card.presses('Show the rest')
  await card.presses('Allow once')
  await card.isGone()
  await expect.poll(() => answered()).toMatchObject({ decision: 'allow' })
})

test('names with hidden characters are marked wherever they stand', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const { id, header } = sessions.working
  const session = { ...header.session, name: 'a\u202egnp.exe' }
  gateway.send({ type: 'session_updated', session_id: id, data: { session }, timestamp: new Date().toISOString() })
  await expect.poll(() => person.page.title()).toMatch(/a‹RLO›gnp\.exe/)
  await expect.poll(() => person.page.locator('h1 [data-mark=RLO]').count()).toBe(1)
  await expect.poll(() => person.page.locator('nav [data-mark=RLO]').count()).toBe(1)
})

test('a text of 5,000 lines is drawn where somebody looks, and whole', async () => {
  const content = Array.from({ length: 5000 }, (_, line) => `line ${line + 1} of it`).join('\n')
  const { person, card } = await asked(approvalOf('a', 'Write', { file_path: '/home/me/code/homeport/a.txt', content }))
  await card.presses('Show all 5,000 lines')
  await card.presses('Show the rest')
  await expect.poll(() => card.region.getByText('line 5000 of it').isVisible()).toBe(true)
  const drawn = await person.page.evaluate(() => document.querySelectorAll('[aria-label^=Changes] .min-h-5').length)
  expect(drawn).toBeLessThan(2000)
})

test.each([
  ['light', 'wide'],
  ['dark', 'phone'],
] as const)('a card full of dangers can be read and used by everybody (%s, %s)', async (colorScheme, device) => {
  const approval = {
    ...approvalOf('a', 'Bash', { command: `${turned}\n\n\n\n\n\nrm -rf x`, other: { deep: [1, '\u200b'] } }),
    decision_reason: 'hook',
  }
  const { person } = await asked(approval, device, { colorScheme })
  await person.expectAccessible()
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})
