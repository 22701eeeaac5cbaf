import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startMessagesApi } from '#server/demo/api/messagesApi.ts'

/** How many words the stand-in answers `bench N` with, and how fast it says them. */
const WORDS = 12
const TOKEN_MS = 2

export interface StandIn {
  readonly url: string
  close(): Promise<void>
}

/** The first word of the answer to the prompt `bench N`. No prompt and no other answer has it. */
export function markerOf(turn: number): string {
  return `marker${turn}x`
}

/** The stand-in of the Messages API in a process of its own, so that it and the measuring client do not wait for each other. */
export async function startStandIn(): Promise<StandIn> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'serve'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  })
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const exited = once(child, 'exit')
  return {
    url,
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}

async function serve(): Promise<void> {
  const api = await startMessagesApi({
    token_ms: TOKEN_MS,
    script: ({ prompt }) => ({ parts: [{ kind: 'text', text: answerTo(prompt) }] }),
  })
  process.stdout.write(`${api.url}\n`)
  process.stdin.resume()
  await once(process.stdin, 'end')
  await api.close()
}

function answerTo(prompt: string): string {
  const turn = /bench (\d+)/.exec(prompt)?.[1] ?? '0'
  const rest = Array.from({ length: WORDS - 1 }, (_, index) => `word${index + 2}`)
  return [markerOf(Number(turn)), ...rest].join(' ')
}

if (process.argv[2] === 'serve') {
  await serve()
}
