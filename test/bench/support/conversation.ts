import { randomUUID } from 'node:crypto'
import { MessageId, SessionId } from '#shared/ids.ts'
import type { NewEvent } from '#shared/session/events.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { Journal } from '#server/host/sessions/core/journal.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'

/** Stands in the last block of text of a seeded conversation, and nowhere else. */
export const LAST_WORDS = 'the very last words of this conversation'

/**
 * Fills up a session of a stopped product until its log has `total` events: turns as Claude Code makes them, with
 * thinking, prose, code, a file read, an edit and a command. Returns the head.
 * @throws Error when there is no such session.
 */
export function seedConversation(dataDir: string, sessionId: string, total: number): number {
  const database = openDatabase(resolvePaths(dataDir).sessionsDb, migrations)
  try {
    const store = createSessionStore(database)
    const header = store.header(SessionId.parse(sessionId))
    if (header === null) {
      throw new Error(`There is no session ${sessionId} to seed.`)
    }
    const sink = { publish: () => {}, isFollowed: () => false }
    const journal = new Journal({ store, sink, clock: systemClock, log: { debug: () => {} } }, header)
    const ending = lastTurn()
    const missing = total - journal.session.head_seq - ending.length
    const turns = Array.from({ length: Math.ceil(missing / turn(0).length) }, (_, index) => turn(index)).flat()
    for (const part of inParts(turns.slice(0, missing), 500)) {
      journal.commit(part)
    }
    journal.commit(ending)
    return journal.session.head_seq
  } finally {
    database.close()
  }
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

const PROSE =
  'The reader holds **at most one** unfinished frame, so a peer cannot make it grow. I looked at `server/link` first, ' +
  'then at the tests that cover it:\n\n1. lengths out of bounds,\n2. a header that is no JSON,\n3. a frame in pieces.\n\n' +
  '```ts\nexport function drop(length: number): void {\n  const [first] = chunks\n  if (first === undefined) {\n' +
  '    return\n  }\n  size -= length\n}\n```\n\nNothing else uses the old name.'

function turn(index: number): NewEvent[] {
  const file = `src/part${index % 40}/reader${index}.ts`
  return [
    {
      type: 'user_message',
      data: { message_id: newMessageId(), author: 'me' },
      content: `Please make step ${index} of the plan: rename the reader in ${file} and run its tests.`,
    },
    { type: 'session_status', data: { status: 'WORKING', reason: 'turn_running' } },
    block('thinking', `First I read ${file}, then I look who uses the name. ${'It is used in few places. '.repeat(6)}`),
    block('text', `I will look at ${file} first.`),
    ...tool('Read', { file_path: file }, numberedLines(30)),
    ...tool('Edit', edit(file), `The file ${file} has been updated.`),
    ...tool(
      'Bash',
      { command: `npx vitest run ${file}`, description: 'Run the tests of the reader' },
      testReport(index),
    ),
    block('text', `${PROSE}\n\nStep ${index} is done.`),
    turnCompleted(file),
    { type: 'session_status', data: { status: 'ACTIVE', reason: 'turn_completed' } },
  ]
}

function lastTurn(): NewEvent[] {
  return [
    block('text', `${PROSE}\n\nThese are ${LAST_WORDS}.`),
    turnCompleted('README.md'),
    { type: 'session_status', data: { status: 'SUSPENDED', reason: 'host_stopped' } },
  ]
}

function newMessageId(): MessageId {
  return MessageId.parse(randomUUID())
}

function block(kind: 'text' | 'thinking', content: string): NewEvent {
  const duration = kind === 'thinking' ? { duration_ms: 1200 } : {}
  return { type: 'claude_response', data: { block_id: randomUUID(), kind, is_complete: true, ...duration }, content }
}

function tool(name: string, input: Record<string, unknown>, content: string): NewEvent[] {
  const tool_use_id = `toolu_${randomUUID()}`
  return [
    { type: 'tool_use', data: { tool_use_id, name, input } },
    { type: 'tool_result', data: { tool_use_id, is_error: false, content } },
  ]
}

function edit(file: string): Record<string, unknown> {
  return {
    file_path: file,
    old_string: 'export class Reader {\n  #rest = Buffer.alloc(0)\n}',
    new_string: 'export class FrameReader {\n  #rest: Buffer[] = []\n  #size = 0\n}',
  }
}

function numberedLines(count: number): string {
  return Array.from({ length: count }, (_, index) => `${index + 1}\tconst line${index} = read(${index})`).join('\n')
}

function testReport(index: number): string {
  return ` RUN  v5.1.1\n\n ✓ reader${index}.test.ts (4 tests) 12ms\n\n Test Files  1 passed (1)\n      Tests  4 passed (4)\n`
}

function turnCompleted(file: string): NewEvent {
  return {
    type: 'turn_completed',
    data: {
      turn_id: randomUUID(),
      is_error: false,
      reason: 'completed',
      duration_ms: 18_400,
      usage: {
        input_tokens: 1200,
        output_tokens: 420,
        cache_creation_input_tokens: 300,
        cache_read_input_tokens: 18_000,
      },
      cost_usd: 0.021,
      files_changed: [file],
    },
  }
}
