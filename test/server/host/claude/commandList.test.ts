import { expect, test } from 'vitest'
import { CommandList } from '#server/host/claude/process/commandList.ts'

test('commands are known once Claude Code has listed them, with what they do and where they run', () => {
  const list = new CommandList()
  expect(list.list()).toBeNull()
  const names = list.note({
    commands: [
      { name: 'compact', description: 'Summarise', argumentHint: '[focus]', aliases: [], builtin: true },
      { name: 'doctor', description: 'Check the installation' },
    ],
  })
  expect(names).toEqual(['compact', 'doctor'])
  list.noteTerminal(['doctor', 'color'])
  expect(list.list()).toEqual([
    { name: 'compact', description: 'Summarise', argument_hint: '[focus]', needs_terminal: false },
    { name: 'doctor', description: 'Check the installation', argument_hint: '', needs_terminal: true },
    { name: 'color', description: '', argument_hint: '', needs_terminal: true },
  ])
})

test.each([null, {}, { commands: 'no' }, { commands: [{}] }])('an answer without commands (%j) is none', (answer) => {
  const list = new CommandList()
  expect(list.note(answer)).toEqual([])
  expect(list.list()).toEqual([])
})

test('what a folder says of its commands is bounded', () => {
  const list = new CommandList()
  const long = 'x'.repeat(10_000)
  list.note({
    commands: [
      { name: long, description: '' },
      { name: 'two words', description: '' },
      ...Array.from({ length: 2000 }, (_, index) => ({ name: `c${index}`, description: long, argumentHint: long })),
    ],
  })
  const commands = list.list() ?? []
  expect(commands).toHaveLength(1000)
  expect(JSON.stringify(commands).length).toBeLessThan(1_000_000)
})
