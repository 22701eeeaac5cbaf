import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread } from '#server/platform/threads/fromThread.ts'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import type { KeeperStart, ToKeeper } from '../questions.ts'
import { Keeper } from './keeper.ts'

/**
 * The thread that keeps what files were before Claude changed them: looking at a hundred thousand files and reading them
 * blocks, and the host's own thread carries what Claude writes to the screens. The host starts it (`keeperThread.ts`) and
 * ends it. Its priority is that of the host: the end of a turn waits for it. What is read ahead rests instead.
 */
function main(): void {
  const port = parentPort
  if (port === null) {
    throw new Error('What files were before is kept by a thread of the session host, which starts it.')
  }
  const say = (message: FromThread) => port.postMessage(message)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the host's own code starts this thread with it
  const keeper = new Keeper(workerData as KeeperStart, say)
  port.on('message', (message: ToKeeper) => {
    switch (message.kind) {
      case 'span':
        keeper.span(message.span)
        return
      case 'own_write':
        keeper.ownWrite(message.write)
        return
      case 'bounds':
        keeper.changeBounds(message.bounds)
        return
      case 'stop':
        void keeper.stop().finally(() => port.close())
        return
      case 'question':
        void answer(keeper, message, say)
    }
  })
}

async function answer(
  keeper: Keeper,
  { id, question }: Extract<ToKeeper, { kind: 'question' }>,
  say: (message: FromThread) => void,
): Promise<void> {
  try {
    say({ kind: 'answer', id, answer: await keeper.answer(question) })
  } catch (error) {
    const code = error instanceof HomeportError ? error.code : null
    say({ kind: 'refusal', id, code, message: failureText(error) })
  }
}

main()
