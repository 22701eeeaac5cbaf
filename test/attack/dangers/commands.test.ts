import { describe, expect, test } from 'vitest'
import { createJudge } from '#server/host/dangers/judge.ts'
import { markedCommands } from './markedCommands.ts'
import { plainCommands } from './plainCommands.ts'

const judge = createJudge({ HOME: '/home/me' })

async function codesOf(command: string): Promise<string[]> {
  const { dangers } = await judge.judge({ tool_name: 'Bash', input: { command } }, '/home/me/proj')
  return dangers.map(({ code }) => code)
}

describe('a command that may do harm is marked with what it does', () => {
  test.each(markedCommands)('%j', async (command, ...codes) => {
    expect(await codesOf(command)).toEqual(expect.arrayContaining(codes))
  })
})

describe('an everyday command carries no mark', () => {
  test.each(plainCommands)('%j', async (command) => {
    expect(await codesOf(command)).toEqual([])
  })
})

test('the tables are as large as they are meant to be', () => {
  expect(markedCommands.length).toBeGreaterThanOrEqual(120)
  expect(plainCommands.length).toBeGreaterThanOrEqual(60)
})
