import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

const task = { task_id: 'b1', tool_use_id: 'bg', description: 'Watch the tide' }

/** A session with a command that has just gone to the background. */
async function watching(device: 'wide' | 'phone') {
  const place = await visit('/session/$working', device)
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  const write = (script: Parameters<typeof sessions.working.write>[0]) =>
    sessions.working.write(script).forEach((event) => gateway.send(event))
  write((log) => {
    log.call('bg', ['Bash', { command: 'sleep 60; exit 3', run_in_background: true }])
    log.add('background_task', { ...task, state: 'running' })
    log.result('bg', 'Command running in background with ID: b1.', { details: { backgroundTaskId: 'b1' } })
  })
  return { ...place, write }
}

test.each(['wide', 'phone'] as const)(
  'what runs in the background says so until it ends, also after a reload (%s)',
  async (device) => {
    const { person, write } = await watching(device)
    const conversation = person.page.getByRole('log')
    await conversation.getByText(/^Running in the background · \d/).waitFor()
    await conversation.getByRole('button', { name: /^Running sleep 60; exit 3/ }).waitFor()
    expect(await person.overflow()).toBe(0)
    await person.expectAccessible()

    write((log) => log.add('background_task', { ...task, state: 'failed', exit_code: 3 }))
    await conversation.getByText(/^Failed in the background with exit 3 after \d/).waitFor()
    await conversation.getByRole('button', { name: /^Ran sleep 60; exit 3.*failed$/ }).waitFor()
    await person.page.getByRole('region', { name: 'In the background' }).waitFor({ state: 'detached' })

    await person.reload()
    await conversation.getByText(/^Failed in the background with exit 3 after \d/).waitFor()
  },
)

test('each background task can be stopped, and is named before the end of the session ends it', async () => {
  const { person, gateway, write } = await watching('wide')
  const strip = person.page.getByRole('region', { name: 'In the background' })
  await strip.getByText('Watch the tide').waitFor()

  await person.presses(/^More for/)
  await person.page.getByRole('menuitem', { name: 'End…' }).click()
  await person.page.getByRole('dialog').getByText('Watch the tide').waitFor()
  await person.presses('Cancel')

  await strip.getByRole('button', { name: 'Stop Watch the tide' }).click()
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.control')?.params)
    .toMatchObject({ action: 'stop_task', task_id: 'b1' })
  write((log) => log.add('background_task', { ...task, state: 'stopped' }))
  await strip.waitFor({ state: 'detached' })
  await person.page
    .getByRole('log')
    .getByText(/^Stopped in the background after/)
    .waitFor()
})
