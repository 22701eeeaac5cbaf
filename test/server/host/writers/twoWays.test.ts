import { describe, expect, test } from 'vitest'
import { followedWorld } from '#test/support/host/followedWorld.ts'

test('a message that does not go on from what the other writer said is told, once, and whose it is; others are not', () => {
  const { own, own_turn, transcript, followed } = followedWorld()
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
  const { own, own_turn, transcript, followed } = followedWorld()
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
  const { own_turn, transcript, told, followed } = followedWorld()
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
  const { transcript, followed } = followedWorld()
  transcript.prompt('one')
  const place = transcript.last
  transcript.answer('one!', { message: 'm1' })
  transcript.prompt('another', { after: place })
  followed.look()
  expect(followed.takeLeftOut()).toEqual([])
})

test('the same words in two ways are two messages, also where one look finds both', () => {
  const { own_turn, transcript, followed } = followedWorld()
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
  const { transcript, followed } = followedWorld({ isNew: true })
  transcript.prompt('first')
  const place = transcript.answer('first!', { message: 'm1' })
  transcript.prompt('theirs')
  transcript.answer('theirs!', { message: 'm2' })
  transcript.prompt('from a third', { after: place })
  transcript.answer('from a third!', { message: 'm3' })
  followed.look()
  expect(followed.takeLeftOut().map(({ text }) => text)).toEqual(['from a third'])
})
