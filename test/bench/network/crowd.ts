import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CrowdTask } from './crowdProgram.ts'

export interface CrowdListener {
  readonly url: string
  /** Empty for plain HTTP. */
  readonly ca: string
  readonly tokens: readonly string[]
}

/** Many sockets, in a process of their own. */
export interface Crowd {
  /** Opens them all at once, the tokens in turn; resolves, in milliseconds, when the last one is signed in. */
  connect(listener: CrowdListener, count: number): Promise<number>
  /** All of them follow the session. */
  follow(sessionId: string): Promise<void>
  /** From when it resolves on they look; `arrivals` are the moments (milliseconds since 1970) at which each of them got the frame that holds the mark. */
  awaitMark(mark: string): Promise<{ readonly arrivals: Promise<number[]> }>
  /** Full TLS handshakes for so long, so many at a time; how many there were. */
  shakeHands(listener: { readonly url: string; readonly ca: string }, ms: number): Promise<number>
  close(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('crowdProgram.ts', import.meta.url))

export function startCrowd(): Crowd {
  const child = fork(PROGRAM, { serialization: 'advanced' })
  const gone = once(child, 'exit')
  const answer = async (): Promise<unknown> => {
    const [said] = (await Promise.race([once(child, 'message'), gone.then(endedEarly)])) as [unknown]
    return said
  }
  const ask = async (task: CrowdTask): Promise<unknown> => {
    child.send(task)
    return answer()
  }
  return {
    connect: async ({ url, ca, tokens }, count) => Number(await ask({ do: 'connect', url, ca, tokens, count })),
    follow: async (session_id) => void (await ask({ do: 'follow', session_id })),
    awaitMark: async (mark) => {
      await ask({ do: 'await_mark', mark })
      return { arrivals: answer() as Promise<number[]> }
    },
    shakeHands: async ({ url, ca }, ms) => Number(await ask({ do: 'shake_hands', url, ca, ms })),
    close: async () => {
      child.disconnect()
      await gone
    },
  }
}

function endedEarly(): never {
  throw new Error('The crowd ended before it answered.')
}
