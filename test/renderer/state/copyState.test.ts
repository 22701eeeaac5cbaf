import { describe, expect, test } from 'vitest'
import { afterReading, afterTyping, type CopyState, type Reading } from '#renderer/state/writing/sync/copyState.ts'

const me = { browser: 'laptop', tab: 'one' }
type Written = [content: string, version: number, writer: string | null]

describe('what a composer does when it reads the workstation’s copy of its draft', () => {
  test.each<[what: string, here: { copy: CopyState; text: string; draft: Written }, right: Reading]>([
    [
      'it takes what another device wrote after it',
      { copy: { version: 1, state: 'saved' }, text: 'half', draft: ['half a thought', 2, 'phone.x'] },
      { copy: { version: 2, state: 'saved' }, step: 'take' },
    ],
    [
      'it is cleared where the message was sent elsewhere',
      { copy: { version: 1, state: 'saved' }, text: 'half', draft: ['', 2, 'phone.x'] },
      { copy: { version: 2, state: 'saved' }, step: 'take' },
    ],
    [
      'it never replaces what was typed since: a person decides',
      { copy: { version: 1, state: 'typed' }, text: 'half of mine', draft: ['another', 2, 'phone.x'] },
      { copy: { version: 2, state: 'apart' }, step: 'nothing' },
    ],
    [
      'it saves what was typed where the other was cleared',
      { copy: { version: 1, state: 'typed' }, text: 'half of mine', draft: ['', 2, 'phone.x'] },
      { copy: { version: 2, state: 'typed' }, step: 'save' },
    ],
    [
      'it saves again what did not arrive',
      { copy: { version: 1, state: 'typed' }, text: 'half of mine', draft: ['half', 1, 'laptop.one'] },
      { copy: { version: 1, state: 'typed' }, step: 'save' },
    ],
    [
      'it knows its own words again where the answer was lost, and clears them',
      { copy: { version: 1, state: 'typed' }, text: '', draft: ['half of mine', 2, 'laptop.one'] },
      { copy: { version: 2, state: 'typed' }, step: 'save' },
    ],
    [
      'it leaves another tab of the same browser its draft, and keeps its own',
      { copy: { version: 1, state: 'saved' }, text: 'half', draft: ['something else', 2, 'laptop.two'] },
      { copy: { version: 2, state: 'aside' }, step: 'nothing' },
    ],
    [
      'a text that was there before is saved',
      { copy: { version: 0, state: 'typed' }, text: 'half', draft: ['', 0, null] },
      { copy: { version: 0, state: 'typed' }, step: 'save' },
    ],
    [
      'it is in step where both are the same',
      { copy: { version: 0, state: 'typed' }, text: 'half', draft: ['half', 4, 'phone.x'] },
      { copy: { version: 4, state: 'saved' }, step: 'nothing' },
    ],
    [
      'it takes the other draft once its own was sent',
      { copy: { version: 2, state: 'apart' }, text: '', draft: ['another', 2, 'phone.x'] },
      { copy: { version: 2, state: 'saved' }, step: 'take' },
    ],
  ])('%s', (_, { copy, text, draft: [content, version, writer] }, right) => {
    expect(afterReading({ copy, text, me }, { content, version, writer })).toEqual(right)
  })

  test('two drafts stay apart while one of them is written on', () => {
    expect(afterTyping({ version: 2, state: 'apart' })).toEqual({ version: 2, state: 'apart' })
  })
})
