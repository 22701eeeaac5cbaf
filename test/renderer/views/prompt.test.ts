import { describe, expect, test } from 'vitest'
import { matchingCommands } from '#renderer/views/prompt/completion/completions.ts'
import { completed, triggerAt } from '#renderer/views/prompt/completion/trigger.ts'
import { historyStep } from '#renderer/views/prompt/promptHistory.ts'

describe('what is completed', () => {
  test.each([
    ['/', { kind: 'command', query: '', from: 0, to: 1 }],
    ['/comp', { kind: 'command', query: 'comp', from: 0, to: 5 }],
    ['@', { kind: 'file', query: '', from: 0, to: 1 }],
    ['see @src/a', { kind: 'file', query: 'src/a', from: 4, to: 10 }],
    ['line\n@a', { kind: 'file', query: 'a', from: 5, to: 7 }],
  ])('%j is', (text, trigger) => {
    expect(triggerAt(text, text.length)).toEqual(trigger)
  })

  test.each(['/compact now', 'and/or', 'me@example.org', 'a /b', '@a b', '', 'x'.repeat(300), `@${'x'.repeat(300)}`])(
    '%j is not',
    (text) => {
      expect(triggerAt(text, text.length)).toBeNull()
    },
  )

  test('what was typed gives way to what was chosen, and the rest stays', () => {
    const text = 'see @sr please'
    const trigger = triggerAt(text, 7)
    expect(trigger).not.toBeNull()
    expect(trigger && completed(text, trigger, '@src/a.ts')).toEqual({ text: 'see @src/a.ts please', caret: 14 })
  })
})

function command(name: string, description = '') {
  return { name, description, argument_hint: '', needs_terminal: false }
}

test('commands whose name begins with what was typed come first, then parts of it, then what they do', () => {
  const found = matchingCommands(
    [command('x', 'Review it'), command('team:review'), command('preview'), command('review'), command('other')],
    'rev',
  )
  expect(found.map(({ text }) => text)).toEqual(['/review', '/team:review', '/preview', '/x'])
})

describe('earlier prompts', () => {
  const prompts = ['first', 'second']

  test('come one after the other, and go again', () => {
    const second = historyStep(prompts, { at: null, text: '' }, 'older')
    expect(second).toEqual({ at: 1, text: 'second' })
    expect(historyStep(prompts, { at: 1, text: 'second' }, 'older')).toEqual({ at: 0, text: 'first' })
    expect(historyStep(prompts, { at: 0, text: 'first' }, 'older')).toBeNull()
    expect(historyStep(prompts, { at: 0, text: 'first' }, 'newer')).toEqual({ at: 1, text: 'second' })
    expect(historyStep(prompts, { at: 1, text: 'second' }, 'newer')).toEqual({ at: null, text: '' })
  })

  test('never replace what a person wrote', () => {
    expect(historyStep(prompts, { at: null, text: 'mine' }, 'older')).toBeNull()
    expect(historyStep(prompts, { at: 1, text: 'second, changed' }, 'older')).toBeNull()
    expect(historyStep(prompts, { at: null, text: '' }, 'newer')).toBeNull()
  })
})
