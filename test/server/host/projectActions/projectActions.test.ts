import { appendFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { ProjectAction } from '#shared/operations/projectAction.ts'
import type { Session } from '#shared/session/session.ts'
import { ProjectActions } from '#server/host/projectActions/projectActions.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { ProjectActionRows } from '#server/host/store/rows/projectActionRows.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { CommandWorld } from '#test/support/host/commandWorld.ts'
import { newSession } from '#test/support/host/storedSession.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

/** Actions of a folder that really run; whether it is trusted is the test's. */
function openWorld(trust: Session['trust']['state'] = 'nothing_to_trust') {
  const world = new CommandWorld({ npm_config_update_notifier: 'false' })
  const database = openDatabase(path.join(temporaryFolder(), 'sessions.db'), migrations)
  onTestFinished(() => void database.close())
  const runs = {
    start: (session: Session, asked: Parameters<typeof world.commands.start>[1]) =>
      world.commands.start(session, asked, 'newest'),
    startInTerminal: () => Promise.reject(new Error('There are no terminals here.')),
    forgetTerminal: () => {},
  }
  const actions = new ProjectActions({
    rows: new ProjectActionRows(database),
    runs,
    clock: systemClock,
    ids: systemIds,
  })
  const session: Session = {
    ...newSession(world.session.id, world.session.user_id, { workspace_path: world.folder }),
    trust: { state: trust, fingerprint: '', brings: [] },
  }
  const write = (file: string, text: string) => writeFileSync(path.join(world.folder, file), text)
  const find = async (name: string): Promise<ProjectAction> => {
    const found = (await actions.list(session)).actions.find((one) => one.name === name)
    if (found === undefined) {
      throw new Error(`There is no action ${name}.`)
    }
    return found
  }
  const run = async (name: string, looked = true) => {
    const { action_id, fingerprint } = await find(name)
    const { exec_id } = await actions.run(session, { action_id, fingerprint, looked })
    return exec_id ?? ''
  }
  return { world, actions, session, write, find, run }
}

test('the files of a folder name its actions, and are shown', async () => {
  const { actions, session, write } = openWorld()
  write('package.json', '{"scripts":{"build":"tsc"}}')
  write('yarn.lock', '')
  write('Makefile', 'test:\n\techo hi\n')
  write('justfile', 'deploy:\n  echo hi\n')
  write('compose.yml', 'services:\n  web:\n    image: x\n')
  const { actions: found, files } = await actions.list(session)
  expect(found.map(({ source, command }) => [source, command])).toEqual([
    ['package', 'yarn run build'],
    ['make', 'make test'],
    ['just', 'just deploy'],
    ['compose', 'docker compose up'],
    ['compose', 'docker compose down'],
    ['compose', 'docker compose up web'],
  ])
  expect(files.map(({ file, is_whole }) => [file, is_whole])).toEqual([
    ['package.json', true],
    ['Makefile', true],
    ['justfile', true],
    ['compose.yml', true],
  ])
})

test('a command of a file in a folder that nobody trusts runs once it was looked at, and then like that again', async () => {
  const { write, find, run, world, session } = openWorld()
  write('package.json', '{"scripts":{"hello":"echo really"}}')
  expect(await find('hello')).toMatchObject({ needs_look: true, last: null, running: null })
  await expect(run('hello', false)).rejects.toMatchObject({ code: 'SESSION_006' })
  const exec_id = await run('hello')
  expect(await find('hello')).toMatchObject({ needs_look: false, running: { session_id: session.id, exec_id } })
  expect((await world.readUntil(exec_id, () => false)).stdout).toContain('really')
  await until(async () => (await find('hello')).last !== null, { what: 'the result' })
  expect(await find('hello')).toMatchObject({ running: null, last: { exit_code: 0, reason: 'exited' } })
  await run('hello', false)
})

test('a file that was changed since it was shown runs nothing: neither as shown, nor unseen', async () => {
  const { actions, session, world, write, find, run } = openWorld()
  write('Makefile', 'go:\n\techo one\n')
  const shown = await find('go')
  await world.readUntil(await run('go'), () => false)
  await until(async () => (await find('go')).running === null, { what: 'its end' })
  appendFileSync(path.join(world.folder, 'Makefile'), 'X := $(shell touch hacked)\n')
  await expect(actions.run(session, { ...shown, looked: true })).rejects.toMatchObject({ code: 'SESSION_006' })
  expect((await find('go')).needs_look).toBe(true)
})

test('in a folder that its person trusts a click is enough, also where the file is too long to be shown', async () => {
  const long = `go:\n\techo done\n# ${'x'.repeat(70_000)}\n`
  const wary = openWorld('untrusted')
  wary.write('Makefile', long)
  await expect(wary.run('go')).rejects.toMatchObject({ code: 'SESSION_003' })
  const trusting = openWorld('trusted')
  trusting.write('Makefile', long)
  expect(await trusting.find('go')).toMatchObject({ needs_look: false })
  expect((await trusting.world.readUntil(await trusting.run('go', false), () => false)).stdout).toContain('done')
})

test('an action that runs is not started a second time', async () => {
  const { actions, session, run } = openWorld()
  actions.save(session, { name: 'wait', command: 'sleep 1000' })
  await run('wait', false)
  await expect(run('wait', false)).rejects.toMatchObject({ code: 'SESSION_003' })
})

test('an action that is asked for twice at once is started once', async () => {
  const { actions, session, run } = openWorld()
  actions.save(session, { name: 'wait', command: 'sleep 1000' })
  const both = await Promise.allSettled([run('wait', false), run('wait', false)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'SESSION_003' } })
})

test('one’s own actions are kept for the folder and the person, changed and removed', async () => {
  const { actions, session, find } = openWorld()
  const action_id = actions.save(session, { name: 'Greet', command: 'echo "hi there" | cat' })
  expect(await find('Greet')).toMatchObject({ action_id, source: 'own', needs_look: false, file: null })
  actions.save(session, { action_id, name: 'Greet', command: 'echo hello' })
  expect((await find('Greet')).command).toBe('echo hello')
  const theirs = { ...session, user_id: UserId.parse('somebody else') }
  expect((await actions.list(theirs)).actions).toEqual([])
  expect(() => actions.remove(theirs, action_id)).toThrow('no such action')
  actions.remove(session, action_id)
  expect((await actions.list(session)).actions).toEqual([])
  expect(() => actions.save(session, { action_id, name: 'a', command: 'b' })).toThrow('no such action')
})
