import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { toldBy } from '#server/host/writers/told.ts'
import { FollowedTranscript } from '#server/host/writers/transcript/followedTranscript.ts'
import { Transcript } from '#test/support/host/transcripts.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A transcript whose session knows the prompts in `own`. */
function world({ isNew = false } = {}) {
  const projects = path.join(temporaryFolder(), 'projects')
  mkdirSync(projects)
  const transcript = new Transcript(projects, { id: 'talk' })
  const own = new Set<string>()
  const at = path.relative(projects, transcript.file)
  const followed = new FollowedTranscript({ projects, at, isKnown: (id) => own.has(id), isNew })
  const told = () => {
    followed.look()
    const { events, turn } = toldBy(followed.take(), [])
    return [...events.map(({ type, content }) => `${type} ${content ?? ''}`.trim()), ...(turn === null ? [] : [turn])]
  }
  const own_turn = (text: string) => {
    own.add(transcript.prompt(text))
    transcript.answer(`${text}!`, { message: `msg ${text}` })
  }
  return { transcript, own, own_turn, followed, told, projects }
}

test('turns of the session’s own process are nobody else’s news', () => {
  const { own_turn, told } = world()
  own_turn('one')
  expect(told()).toEqual([])
  own_turn('two')
  expect(told()).toEqual([])
})

test('what hangs below a message that the session does not know is told as it comes', () => {
  const { own_turn, transcript, told } = world()
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
  const { own_turn, transcript, told } = world()
  own_turn('one')
  told()
  transcript.link('user', { message: { role: 'user', content: 'task done' }, origin: { kind: 'task-notification' } })
  expect(told()).toEqual([])
  transcript.link('user', { message: { role: 'user', content: 'typed' }, origin: { kind: 'human' } })
  expect(told()).toEqual(['user_message typed', 'begun'])
})

test('of a transcript that is seen for the first time only what came after the session’s last message is news', () => {
  const { own_turn, transcript, told } = world()
  transcript.prompt('before there was a session')
  own_turn('one')
  transcript.prompt('theirs')
  expect(told()).toEqual(['user_message theirs', 'begun'])
})

test('of one that holds no message of the session nothing is, unless it began while it was followed', () => {
  const old = world()
  old.transcript.prompt('theirs')
  expect(old.told()).toEqual([])
  const fresh = world({ isNew: true })
  expect(fresh.told()).toEqual([])
  fresh.transcript.prompt('after a clear')
  expect(fresh.told()).toEqual(['user_message after a clear', 'begun'])
})

test('a line that is still being written waits, and garbage, a cut or another file in its place harm nothing', () => {
  const { own_turn, transcript, told } = world()
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
  const { own_turn, transcript, told } = world()
  writeFileSync(transcript.file, `{"type":"api-request","x":"${'y'.repeat(1000)}"}\n`.repeat(60_000))
  own_turn('one')
  transcript.prompt('theirs')
  // One look reads far less than all of it.
  expect(told()).toEqual(['user_message theirs', 'begun'])
})

test('a message that does not go on from what the other writer said is told, once, and whose it is; others are not', () => {
  const { own, own_turn, transcript, followed } = world()
  const look = () => {
    followed.look()
    followed.take()
    return followed.takeLeftOut().map(({ text }) => text)
  }
  own_turn('one')
  const place = transcript.last
  expect(look()).toEqual([])
  // Theirs goes on from it, and mine from theirs.
  transcript.prompt('theirs')
  transcript.answer('theirs!', { message: 'm1' })
  own_turn('two')
  expect(look()).toEqual([])
  // They had read the conversation before “two” was said.
  transcript.prompt('late', { after: place })
  expect(look()).toEqual(['late'])
  expect(look()).toEqual([])
  // And here nobody had read “late”.
  own.add(transcript.prompt('three', { after: place }))
  expect(look()).toEqual(['late'])
})

function asked() {
  const { own, own_turn, transcript, followed } = world()
  own_turn('one')
  const mine = () => own.add(transcript.prompt('mine'))
  const leftOut = () => {
    followed.look()
    followed.take()
    return followed.takeLeftOut().map(({ text }) => text)
  }
  expect(leftOut()).toEqual([])
  return { mine, transcript, leftOut }
}

describe('a message that the other one read before it was answered', () => {
  test('the answer was written before their own message: it is on a way of its own', () => {
    const { mine, transcript, leftOut } = asked()
    mine()
    const place = transcript.last
    transcript.answer('mine!', { message: 'm1' })
    transcript.prompt('theirs', { after: place })
    expect(leftOut()).toEqual(['theirs'])
    transcript.answer('theirs!', { message: 'm2' })
    expect(leftOut()).toEqual([])
  })

  test('the answer came after their own message', () => {
    const { mine, transcript, leftOut } = asked()
    mine()
    const place = transcript.last
    const theirs = transcript.prompt('theirs')
    transcript.answer('mine!', { message: 'm1', after: place })
    expect(leftOut()).toEqual(['theirs'])
    transcript.answer('theirs!', { message: 'm2', after: theirs })
    expect(leftOut()).toEqual([])
  })

  test('theirs was answered only after the session had gone on from it', () => {
    const { mine, transcript, leftOut } = asked()
    const theirs = transcript.prompt('theirs')
    mine()
    transcript.answer('mine!', { message: 'm1' })
    expect(leftOut()).toEqual([])
    transcript.answer('theirs!', { message: 'm2', after: theirs })
    expect(leftOut()).toEqual(['theirs'])
  })

  test('what Claude Code puts in the place of the answer does not hide it', () => {
    const { mine, transcript, leftOut } = asked()
    mine()
    const place = transcript.last
    transcript.answer('mine!', { message: 'm1' })
    transcript.answer('No response requested.', { message: 'm2', after: place })
    transcript.prompt('theirs')
    expect(leftOut()).toEqual(['theirs'])
  })

  test('several tools at once, and what a turn leaves in the chain, make no second way', () => {
    const { mine, transcript, leftOut } = asked()
    mine()
    const one = transcript.call('Bash', { command: 'ls' }, { id: 't1', message: 'm1' })
    const two = transcript.call('Bash', { command: 'pwd' }, { id: 't2', message: 'm1' })
    transcript.result('t2', 'b', { after: two })
    transcript.result('t1', 'a', { after: one })
    const answer = transcript.answer('mine!', { message: 'm2' })
    transcript.link('system', { subtype: 'turn_duration' })
    transcript.prompt('theirs', { after: answer })
    transcript.answer('theirs!', { message: 'm3' })
    mine()
    expect(leftOut()).toEqual([])
  })
})

function cutOff() {
  const open = asked()
  open.transcript.prompt('theirs')
  const place = open.transcript.last
  open.transcript.call('Bash', { command: 'make' }, { id: 't1', message: 'm1' })
  return { ...open, place }
}

describe('a call that was cut off, with the window or the machine it ran in', () => {
  test('leaves nothing out: the next Claude Code drops it', () => {
    const { mine, transcript, leftOut, place } = cutOff()
    transcript.answer('No response requested.', { message: 'm2', after: place })
    mine()
    expect(leftOut()).toEqual([])
  })

  test('counts once its tool has come back', () => {
    const { mine, transcript, leftOut, place } = cutOff()
    transcript.result('t1', 'made')
    transcript.answer('No response requested.', { message: 'm2', after: place })
    mine()
    expect(leftOut()).toEqual(['theirs'])
  })
})

test('what nobody said and goes on from before does not hide a second way', () => {
  const { mine, transcript, leftOut } = asked()
  transcript.prompt('theirs')
  const place = transcript.answer('theirs!', { message: 'm1' })
  mine()
  transcript.answer('mine!', { message: 'm2' })
  expect(leftOut()).toEqual([])
  const report = { message: { role: 'user', content: 'a task is done' }, origin: { kind: 'task-notification' } }
  transcript.link('user', { ...report, parentUuid: place })
  transcript.answer('seen', { message: 'm3' })
  expect(leftOut()).toEqual(['theirs'])
})

test('what older Claude Codes hang on a line of progress is no second way, and is theirs', () => {
  const { own_turn, transcript, told, followed } = world()
  own_turn('one')
  told()
  transcript.prompt('theirs')
  transcript.call('Bash', { command: 'ls' }, { id: 't1', message: 'm1' })
  transcript.link('progress', { data: { type: 'bash_progress' } })
  transcript.result('t1', 'a b')
  expect(told().toSorted()).toEqual(['begun', 'tool_result', 'tool_use', 'user_message theirs'])
  own_turn('two')
  followed.look()
  expect(followed.takeLeftOut()).toEqual([])
})

test('a line of many megabytes stops nothing', () => {
  const { own_turn, transcript, told } = world()
  own_turn('one')
  told()
  transcript.result('t1', 'x'.repeat(9_000_000))
  transcript.prompt('theirs')
  expect([...told(), ...told()]).toEqual(['user_message theirs', 'begun'])
})

test('two from outside that do not know of each other are told of, and who goes back there; not what was withdrawn unanswered', () => {
  const { transcript, leftOut } = asked()
  const place = transcript.last
  transcript.prompt('theirs')
  transcript.prompt('theirs again', { after: place })
  expect(leftOut()).toEqual([])
  transcript.answer('theirs again!', { message: 'm1' })
  transcript.prompt('from a third', { after: place })
  expect(leftOut()).toEqual(['from a third'])
  transcript.answer('from a third!', { message: 'm2' })
  transcript.prompt('and on')
  expect(leftOut()).toEqual([])
})

test('that somebody went back before there was a session is no news', () => {
  const { transcript, followed } = world()
  transcript.prompt('one')
  const place = transcript.last
  transcript.answer('one!', { message: 'm1' })
  transcript.prompt('another', { after: place })
  followed.look()
  expect(followed.takeLeftOut()).toEqual([])
})

test('the same words in two ways are two messages, also where one look finds both', () => {
  const { own_turn, transcript, followed } = world()
  own_turn('one')
  followed.look()
  const place = transcript.last
  transcript.answer('mine!', { message: 'm0' })
  transcript.prompt('continue', { after: place })
  transcript.answer('theirs!', { message: 'm1' })
  transcript.prompt('continue', { after: place })
  followed.look()
  const told = followed.takeLeftOut()
  expect(told.map(({ text }) => text)).toEqual(['continue', 'continue'])
  expect(new Set(told.map(({ prompt_id }) => prompt_id)).size).toBe(2)
})

test('in one that began while it was followed, what nobody went on from counts though the session has said nothing in it', () => {
  const { transcript, followed } = world({ isNew: true })
  transcript.prompt('first')
  const place = transcript.answer('first!', { message: 'm1' })
  transcript.prompt('theirs')
  transcript.answer('theirs!', { message: 'm2' })
  transcript.prompt('from a third', { after: place })
  transcript.answer('from a third!', { message: 'm3' })
  followed.look()
  expect(followed.takeLeftOut().map(({ text }) => text)).toEqual(['from a third'])
})
