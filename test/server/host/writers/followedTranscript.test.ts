import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { followedWorld } from '#test/support/host/followedWorld.ts'

test('turns of the session’s own process are nobody else’s news', () => {
  const { own_turn, told } = followedWorld()
  own_turn('one')
  expect(told()).toEqual([])
  own_turn('two')
  expect(told()).toEqual([])
})

test('what hangs below a message that the session does not know is told as it comes', () => {
  const { own_turn, transcript, told } = followedWorld()
  own_turn('one')
  told()
  transcript.prompt('theirs')
  expect(told()).toEqual(['user_message theirs', 'begun'])
  transcript.call('Bash', { command: 'ls' }, { id: 't1' })
  transcript.result('t1', 'a b')
  expect(told()).toEqual(['tool_use', 'tool_result'])
  transcript.link('assistant', {
    message: { id: 'm9', role: 'assistant', content: [{ type: 'text', text: 'done' }], stop_reason: 'end_turn' },
  })
  expect(told()).toEqual(['claude_response done', 'turn_completed', 'ended'])
  own_turn('mine again')
  expect(told()).toEqual([])
})

test('a message that a person typed in Claude Code’s own interface counts; what a task reports does not', () => {
  const { own_turn, transcript, told } = followedWorld()
  own_turn('one')
  told()
  transcript.link('user', { message: { role: 'user', content: 'task done' }, origin: { kind: 'task-notification' } })
  expect(told()).toEqual([])
  transcript.link('user', { message: { role: 'user', content: 'typed' }, origin: { kind: 'human' } })
  expect(told()).toEqual(['user_message typed', 'begun'])
})

test('of a transcript that is seen for the first time only what came after the session’s last message is news', () => {
  const { own_turn, transcript, told } = followedWorld()
  transcript.prompt('before there was a session')
  own_turn('one')
  transcript.prompt('theirs')
  expect(told()).toEqual(['user_message theirs', 'begun'])
})

test('of one that holds no message of the session nothing is, unless it began while it was followed', () => {
  const old = followedWorld()
  old.transcript.prompt('theirs')
  expect(old.told()).toEqual([])
  const fresh = followedWorld({ isNew: true })
  expect(fresh.told()).toEqual([])
  fresh.transcript.prompt('after a clear')
  expect(fresh.told()).toEqual(['user_message after a clear', 'begun'])
})

test('a line that is still being written waits, and garbage, a cut or another file in its place harm nothing', () => {
  const { own_turn, transcript, told } = followedWorld()
  own_turn('one')
  told()
  const line = JSON.stringify({ type: 'user', uuid: 'u1', parentUuid: transcript.last, message: { content: 'half' } })
  appendFileSync(transcript.file, line.slice(0, 20))
  expect(told()).toEqual([])
  appendFileSync(transcript.file, `${line.slice(20)}\n{"type":"user"\n\u0000\u0000\n[]\n{"type":"user","uuid":7}\n`)
  expect(told()).toEqual(['user_message half', 'begun'])
  writeFileSync(`${transcript.file}.new`, '{"type":"user","uuid":"u2","message":{"content":"other"}}\n')
  renameSync(`${transcript.file}.new`, transcript.file)
  expect(told()).toEqual([])
})

test('of a long file only its end is read', () => {
  const { own_turn, transcript, told } = followedWorld()
  writeFileSync(transcript.file, `{"type":"api-request","x":"${'y'.repeat(1000)}"}\n`.repeat(60_000))
  own_turn('one')
  transcript.prompt('theirs')
  // One look reads far less than all of it.
  expect(told()).toEqual(['user_message theirs', 'begun'])
})

test('a line of many megabytes stops nothing', () => {
  const { own_turn, transcript, told } = followedWorld()
  own_turn('one')
  told()
  transcript.result('t1', 'x'.repeat(9_000_000))
  transcript.prompt('theirs')
  expect([...told(), ...told()]).toEqual(['user_message theirs', 'begun'])
})
