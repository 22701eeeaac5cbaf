import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { approvalOf } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

/** Buttons that copy and lie over what they copy. */
function covering(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('button[title^=Copy]')].filter((button) => {
        const { left, top, right, bottom } = button.getBoundingClientRect()
        return [...document.querySelectorAll('pre, [role=group]')].some((code) => {
          const box = code.getBoundingClientRect()
          return !code.contains(button) && box.left < right && box.right > left && box.top < bottom && box.bottom > top
        })
      }).length,
  )
}

test('the copy button never covers code', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  const approval = approvalOf('a', 'mcp__x__y', { text: `${'wide '.repeat(200)}\nb` })
  sessions.working.write((log) => [log.ask(approval)]).forEach((event) => gateway.send(event))
  await person.card('wide wide').waits()
  expect(await covering(person.page)).toBe(0)
})

test('nor does it in a conversation, whose commands keep their words whole and scroll on a phone', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  const command = `deploy --${'very-'.repeat(20)}long && echo done`
  sessions.working
    .write((log) => [
      log.text(`\`\`\`sh\n${command}\n\`\`\``),
      log.call('d', ['Bash', { command }]),
      log.result('d', `${'wide'.repeat(60)}\nend`),
    ])
    .forEach((event) => gateway.send(event))
  await person.presses(/^Ran deploy/)
  await person.page.getByRole('group', { name: 'Output' }).waitFor()
  expect(await covering(person.page)).toBe(0)
  expect(await person.overflow()).toBeLessThanOrEqual(0)
  for (const name of ['Command', 'Output', 'Code, sh']) {
    const box = person.page.getByLabel(name, { exact: true }).last()
    expect(await box.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true)
    const word = await box.evaluate((one) => {
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      let tallest = 0
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(node)
        tallest = Math.max(tallest, range.getClientRects().length - (node.textContent ?? '').split('\n').length)
      }
      return tallest
    })
    expect(word).toBeLessThanOrEqual(0)
  }
})

test('a file that was read is copied without the numbers of its lines', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working
    .write((log) => [
      log.call('r', ['Read', { file_path: '/home/me/code/homeport/b.ts' }]),
      log.result('r', '    12→const a = 1\n    13→\n    14→const b = 2'),
    ])
    .forEach((event) => gateway.send(event))
  await person.presses('Read b.ts')
  await person.sees('const a = 1')
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.page.getByRole('button', { name: 'Copy', exact: true }).last().click()
  expect(await person.page.evaluate(() => navigator.clipboard.readText())).toBe('const a = 1\n\nconst b = 2')
})
