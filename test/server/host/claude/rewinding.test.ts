import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A session of the real Claude Code that wrote a file in its first turn, and changed it with a tool and a command in its second. */
async function edited() {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const folder = path.join(path.dirname(world.paths.dataDir), 'project')
  mkdirSync(folder)
  const { id } = await world.call('session.create', { project_path: folder, permission_mode: 'acceptEdits' }, owner)
  const file = path.join(folder, 'poem.txt')
  const commanded = path.join(folder, 'by-command.txt')
  await world.turn(id, `@tool Write ${JSON.stringify({ file_path: file, content: 'one\ntwo\n' })}`, owner)
  const edit = { file_path: file, old_string: 'two', new_string: 'three\nfour' }
  const command = { command: `touch ${commanded}`, description: 'touch' }
  await world.turn(id, `@tool Edit ${JSON.stringify(edit)}\n@tool Bash ${JSON.stringify(command)}`, owner)
  return { world, id, file, commanded, messages: await messagesOf(world, id) }
}

async function messagesOf(world: HostWorld, id: SessionId): Promise<MessageId[]> {
  const events = await world.events(id, owner)
  return events.flatMap((event) => (event.type === 'user_message' ? [event.data.message_id] : []))
}

const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

test('what Claude edited and what a command made is put back to before a message after it was shown, and that undone', async () => {
  const { world, id: session_id, file, commanded, messages } = await edited()
  const [first, second] = messages as [MessageId, MessageId]
  expect(text(file)).toBe('one\nthree\nfour\n')
  const changes = { files: [commanded, file], file_count: 2, insertions: 1, deletions: 2, left: [] }
  expect(await world.call('message.rewind_preview', { session_id, message_id: second }, owner)).toEqual(changes)
  expect(text(file)).toBe('one\nthree\nfour\n')

  const done = await world.call('message.rewind', { session_id, message_id: second }, owner)
  expect(done).toEqual({ ...changes, put_back_id: expect.any(String) })
  expect([text(file), existsSync(commanded)]).toEqual(['one\ntwo\n', false])
  expect((await world.events(session_id, owner)).at(-1)).toMatchObject({
    type: 'notice',
    content: expect.stringMatching(
      /^Olga put 2 files back to before “@tool Edit.*\(\+1 −2\)\.\nby-command\.txt\npoem\.txt$/s,
    ),
  })
  await world.call('changes.undo', { session_id, put_back_id: done.put_back_id ?? '' }, owner)
  expect([text(file), existsSync(commanded)]).toEqual(['one\nthree\nfour\n', true])

  await world.call('message.rewind', { session_id, message_id: first }, owner)
  expect(text(file)).toBeNull()
  // And the conversation goes on.
  await world.turn(session_id, 'hello again', owner)
})

test('a session that sleeps, also after a restart of the host, puts its files back; in a fork of it Claude Code does', async () => {
  const before = await edited()
  const { id: session_id, file, commanded, messages } = before
  const message_id = messages[1] ?? MessageId.parse('none')
  await before.world.call('session.control', { session_id, action: 'suspend' }, owner)
  const preview = await before.world.call('message.rewind_preview', { session_id, message_id }, owner)
  expect(preview.files).toEqual([commanded, file])

  const world = await before.world.restarted()
  const fork = await world.call('session.fork', { session_id }, owner)
  const inFork = { session_id: fork.id, message_id }
  expect((await world.call('message.rewind_preview', inFork, owner)).files).toEqual([file])
  writeFileSync(file, 'by hand\n')
  const { left } = await world.call('message.rewind', { session_id, message_id }, owner)
  expect(left).toEqual([{ path: 'poem.txt', why: 'changed_since' }])
  expect([text(file), existsSync(commanded)]).toEqual(['by hand\n', false])
})

test('of turns that Homeport kept nothing of, Claude Code’s own checkpoints put back what it edited; what a command made stays', async () => {
  const before = await edited()
  const { id: session_id, file, commanded, messages } = before
  const message_id = messages[1] ?? MessageId.parse('none')
  expect(existsSync(path.join(path.dirname(before.world.paths.dataDir), '.claude', 'file-history'))).toBe(true)
  await before.world.stop()
  rmSync(before.world.paths.changesDb)
  const world = await before.world.restarted()
  const changes = { files: [file], file_count: 1, insertions: 1, deletions: 2 }
  expect(await world.call('message.rewind', { session_id, message_id }, owner)).toEqual(changes)
  expect([text(file), existsSync(commanded)]).toEqual(['one\ntwo\n', true])
})

test('in the middle of a turn, and for what Claude Code has forgotten, it is refused in words and no file is touched', async () => {
  const { world, id: session_id, file, messages } = await edited()
  const [, message_id] = messages as [MessageId, MessageId]
  await world.call('message.send', { session_id, content: '@tool AskUserQuestion {"questions":[]}\n@hang' }, owner)
  await world.until(session_id, owner, ({ status }) => status === 'WORKING' || status === 'WAITING')
  const running = world.call('message.rewind', { session_id, message_id }, owner)
  await expect(running).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining('A turn runs') })
  await world.call('session.control', { session_id, action: 'interrupt' }, owner)
  await world.until(session_id, owner, ({ status }) => status === 'ACTIVE')

  const unknown = world.call('message.rewind', { session_id, message_id: MessageId.parse('none') }, owner)
  await expect(unknown).rejects.toMatchObject({ code: 'SESSION_002' })
  await world.turn(session_id, '/clear', owner)
  await world.stop()
  rmSync(world.paths.changesDb)
  const after = await world.restarted()
  const forgotten = after.call('message.rewind', { session_id, message_id }, owner)
  await expect(forgotten).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining('no copies') })
  expect(text(file)).toBe('one\nthree\nfour\n')
})
